using System.Globalization;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Screening;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Web.Accounts;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages;

/// <summary>Where each company of a pasted or uploaded list stands. The list is not kept.</summary>
[RequestSizeLimit(MostBytes)]
public sealed class CheckListModel(ScreenCompanies screen, ScreenedLines limit, CurrentActor current) : SitePage
{
    public const int MaxIds = 10_000;

    public const int MaxFileBytes = 2 * 1024 * 1024;

    /// <summary>As many verdicts as a page can show; the file has them all.</summary>
    public const int MostShown = 500;

    /// <summary>A file that is somewhat too large is still refused in words, at its field.</summary>
    private const long MostBytes = 2 * MaxFileBytes;

    /// <summary>One ID a line; what a person's number could be does not come back.</summary>
    [BindProperty]
    public string? Ids { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public DateTimeOffset AsOf { get; private set; }

    public IReadOnlyList<Screened>? Results { get; private set; }

    /// <summary>What each of <see cref="Results"/> is about, as it was typed.</summary>
    public IReadOnlyList<string> Checked { get; private set; } = [];

    public void OnGet()
    {
        // there is nothing to prepare
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await ReadListAsync(ct) is not { } ids)
        {
            return Page();
        }

        (AsOf, Results) = await screen.RunAsync(ids, instant: null, current.Actor, ct);
        Checked = [.. ids.Zip(Results, (id, result) => result.Reason == RegistrationIdReason.NotACompany.Code ? "–" : id)];
        ModelState.Remove(nameof(Ids)); // the box shows what was checked, also when it came as a file
        Ids = string.Join('\n', Checked);
        return Page();
    }

    public async Task<IActionResult> OnPostCsvAsync(CancellationToken ct)
    {
        if (await ReadListAsync(ct) is not { } ids)
        {
            return Page();
        }

        var (asOf, results) = await screen.RunAsync(ids, instant: null, current.Actor, ct);
        var verdicts = new MemoryStream();
        await ScreenCompanies.WriteCsvAsync(results, asOf, verdicts, ct);
        return File(verdicts.ToArray(), "text/csv; charset=utf-8", "verdicts.csv");
    }

    private async Task<IReadOnlyList<string>?> ReadListAsync(CancellationToken ct)
    {
        if (Upload is { Length: > MaxFileBytes })
        {
            Complain(nameof(Upload), CheckListTexts.FileLarge);
            return null;
        }

        var ids = IdList.Read(Upload is { Length: > 0 } ? await TextOfAsync(Upload, ct) : Ids ?? "", MaxIds + 1);
        var field = Upload is { Length: > 0 } ? nameof(Upload) : nameof(Ids);
        if (ids.Count is 0)
        {
            Complain(field, CheckListTexts.Empty);
            return null;
        }

        if (ids.Count > MaxIds)
        {
            Complain(field, CheckListTexts.TooMany);
            return null;
        }

        if (limit.Refuse(HttpContext.Caller(), ids.Count) is { } seconds)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            Complain(field, CheckListTexts.TooOften);
            return null;
        }

        return ids;
    }

    private static async Task<string> TextOfAsync(IFormFile file, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        return IdList.Decode(bytes.ToArray());
    }
}
