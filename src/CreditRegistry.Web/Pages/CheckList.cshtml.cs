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

    public IReadOnlyList<CheckedLine>? Results { get; private set; }

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

        (AsOf, var verdicts) = await ScreenAsync(ids, ct);
        Results = [.. ids.Zip(verdicts, (listed, verdict) => CheckedLine.Of(verdict, listed.Id))];
        ModelState.Remove(nameof(Ids)); // the box shows what was checked, each on its line, also when it came as a file
        var typed = Results.ToLookup(result => result.Verdict.Line, result => result.Typed);
        Ids = string.Join('\n', Enumerable.Range(1, ids[^1].Line).Select(line => string.Join(", ", typed[line])));
        return Page();
    }

    public async Task<IActionResult> OnPostCsvAsync(CancellationToken ct)
    {
        if (await ReadListAsync(ct) is not { } ids)
        {
            return Page();
        }

        var (asOf, verdicts) = await ScreenAsync(ids, ct);
        var file = new MemoryStream();
        await ScreenCompanies.WriteCsvAsync(verdicts, asOf, file, ct);
        return File(file.ToArray(), "text/csv; charset=utf-8", "verdicts.csv");
    }

    /// <summary>Verdicts with the lines of the list as it was typed.</summary>
    private async Task<(DateTimeOffset AsOf, IReadOnlyList<Screened> Verdicts)> ScreenAsync(
        IReadOnlyList<ListedId> ids, CancellationToken ct)
    {
        var (asOf, verdicts) = await screen.RunAsync([.. ids.Select(listed => listed.Id)], instant: null, current.Actor, ct);
        return (asOf, [.. verdicts.Zip(ids, (verdict, listed) => verdict with { Line = listed.Line })]);
    }

    private async Task<IReadOnlyList<ListedId>?> ReadListAsync(CancellationToken ct)
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

/// <summary>What was typed, and what is said of it.</summary>
/// <param name="Typed">Without what may be a person's number.</param>
/// <param name="Wrong">What is wrong with the ID; null when nothing is.</param>
public sealed record CheckedLine(Screened Verdict, string Typed, RegistrationIdVerdict? Wrong)
{
    public static CheckedLine Of(Screened verdict, string typed) =>
        verdict.Verdict is not ScreeningVerdict.Invalid ? new(verdict, typed, null)
        : RegistrationIds.Check(typed) is var wrong && wrong.Reason == RegistrationIdReason.NotACompany ? new(verdict, "–", wrong)
        : new(verdict, typed, wrong);
}
