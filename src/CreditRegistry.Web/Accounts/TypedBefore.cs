using System.IO.Compression;
using System.Text.Json;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace CreditRegistry.Web.Accounts;

/// <summary>
/// What someone typed whose session was over when it was sent: sealed into a cookie for a while, and put back into the form
/// after signing in. Never a password, never a file.
/// </summary>
internal sealed class TypedBefore(IDataProtectionProvider protection)
{
    private const string CookieName = "registry-typed";

    /// <summary>What common proxies take of one header, less the other cookies. A longer text is not kept.</summary>
    private const int MostCharacters = 7_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(30);
    private static readonly SiteCookie Cookie = new(CookieName);

    private readonly ITimeLimitedDataProtector _seal =
        protection.CreateProtector("CreditRegistry.Typed").ToTimeLimitedDataProtector();

    private readonly ChunkingCookieManager _cookies = new();

    /// <summary>Keeps the form that was sent, if a page of this site sent it.</summary>
    public async Task KeepAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method)
            || request.Headers["Sec-Fetch-Site"] != "same-origin"
            || request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is not true
            || await ReadAsync(request) is not { } form)
        {
            return;
        }

        var typed = form
            .Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal)
                && !field.Key.Contains("password", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(field => field.Key, field => field.Value.ToArray());
        var text = Seal(new Typed(request.Path, typed));
        if (text.Length <= MostCharacters)
        {
            _cookies.AppendResponseCookie(context, CookieName, text, Cookie.Build(context));
        }
    }

    /// <summary>What was typed on this page before, once; null when nothing was.</summary>
    public IReadOnlyDictionary<string, string?[]>? Take(HttpContext context)
    {
        if (_cookies.GetRequestCookie(context, CookieName) is not { } text || Open(text) is not { } typed
            || typed.Path != context.Request.Path)
        {
            return null;
        }

        _cookies.DeleteCookie(context, CookieName, Cookie.Build(context));
        return typed.Fields;
    }

    /// <summary>Null for a form of too many fields, which no page of this site has.</summary>
    private static async Task<IFormCollection?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private string Seal(Typed typed)
    {
        using var packed = new MemoryStream();
        using (var packing = new BrotliStream(packed, CompressionLevel.SmallestSize))
        {
            JsonSerializer.Serialize(packing, typed);
        }

        return WebEncoders.Base64UrlEncode(_seal.Protect(packed.ToArray(), KeptFor));
    }

    /// <remarks>A cookie is whatever a browser sends: one that was not sealed here says nothing.</remarks>
    private Typed? Open(string text)
    {
        try
        {
            using var unpacking = new BrotliStream(
                new MemoryStream(_seal.Unprotect(WebEncoders.Base64UrlDecode(text))), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<Typed>(unpacking);
        }
        catch (Exception exception) when (exception is System.Security.Cryptography.CryptographicException or FormatException)
        {
            return null;
        }
    }

    private sealed record Typed(string Path, IReadOnlyDictionary<string, string?[]> Fields);
}

/// <summary>Puts back what was typed before the session was over.</summary>
internal sealed class RestoreTyped(TypedBefore before) : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
        // there is nothing to choose
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        // the page fills in what it has first
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
        if (!HttpMethods.IsGet(context.HttpContext.Request.Method)
            || context is not { Result: PageResult, HandlerInstance: SitePage page }
            || before.Take(context.HttpContext) is not { } typed)
        {
            return;
        }

        foreach (var (name, values) in typed)
        {
            context.ModelState.SetModelValue(name, new ValueProviderResult(values));
            context.ModelState.MarkFieldSkipped(name);
        }

        page.ViewData[Banner.Important] = FormTexts.TypedKept;
    }
}
