using System.Buffers.Text;
using System.Text.Json;
using CreditRegistry.Web.Accounts;
using Microsoft.AspNetCore.Http;

namespace CreditRegistry.Web.Desk;

/// <param name="Path">The queue's address with its filter, in English.</param>
public sealed record SavedView(string Name, string Path);

/// <summary>Views of the queue that someone named, kept by the browser for each account.</summary>
public static class SavedViews
{
    public const int Most = 8;
    public const int NameMaxLength = 20;

    // A cookie holds 4 KB.
    private const int PathMaxLength = 200;
    private const string Queue = "/desk?";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public static IReadOnlyList<SavedView> Of(HttpContext context, Guid account)
    {
        try
        {
            var kept = context.Request.Cookies[NameOf(account)];
            return kept is null || !Base64Url.IsValid(kept)
                ? []
                : [.. (JsonSerializer.Deserialize<List<SavedView>>(Base64Url.DecodeFromChars(kept)) ?? []).Where(IsFit).Take(Most)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Keeps a view, in the place of one with the same name; the oldest makes room.</summary>
    /// <returns>False when the name is missing or too long.</returns>
    public static bool Keep(HttpContext context, Guid account, string? name, string path)
    {
        var view = new SavedView(name?.Trim() ?? "", path);
        if (!IsFit(view))
        {
            return false;
        }

        Write(context, account, [.. Of(context, account).Where(v => v.Name != view.Name).TakeLast(Most - 1), view]);
        return true;
    }

    public static void Forget(HttpContext context, Guid account, string? name) =>
        Write(context, account, [.. Of(context, account).Where(v => v.Name != name)]);

    private static bool IsFit(SavedView? view) =>
        view is { Name.Length: > 0 and <= NameMaxLength, Path.Length: <= PathMaxLength }
        && view.Path.StartsWith(Queue, StringComparison.Ordinal);

    private static void Write(HttpContext context, Guid account, IReadOnlyList<SavedView> views)
    {
        var cookie = new SiteCookie(NameOf(account)) { MaxAge = Kept };
        context.Response.Cookies.Append(
            cookie.Name!,
            Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(views)),
            cookie.Build(context));
    }

    private static string NameOf(Guid account) => $"registry-views-{account:N}";
}
