using System.Text;
using CreditRegistry.Application.Screening;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages;

/// <summary>Where each company of a pasted or uploaded list stands. Nothing of it is kept.</summary>
public sealed class CheckListModel(ScreenCompanies screen) : SitePage
{
    public const int MaxIds = 10_000;

    /// <summary>As many verdicts as a page can show; the file has them all.</summary>
    public const int MostShown = 500;

    private static readonly char[] Separators = ['\n', ',', ';', '\t', '，', '；', '、'];

    /// <summary>One ID a line; what a person's number could be does not come back.</summary>
    [BindProperty]
    public string? Ids { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public DateTimeOffset AsOf { get; private set; }

    public IReadOnlyList<Screened>? Results { get; private set; }

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

        (AsOf, Results) = await screen.RunAsync(ids, ct);
        ModelState.Remove(nameof(Ids)); // the box shows what was checked, also when it came as a file
        Ids = string.Join('\n', ids.Zip(Results, (id, result) =>
            result.Reason == RegistrationIdReason.NotACompany.Code ? "–" : id));
        return Page();
    }

    public async Task<IActionResult> OnPostCsvAsync(CancellationToken ct)
    {
        if (await ReadListAsync(ct) is not { } ids)
        {
            return Page();
        }

        var (asOf, results) = await screen.RunAsync(ids, ct);
        var verdicts = new MemoryStream();
        await ScreenCompanies.WriteCsvAsync(results, asOf, verdicts, ct);
        return File(verdicts.ToArray(), "text/csv; charset=utf-8", "verdicts.csv");
    }

    private async Task<IReadOnlyList<string>?> ReadListAsync(CancellationToken ct)
    {
        var text = Ids ?? "";
        if (Upload is { Length: > 0 })
        {
            using var reader = new StreamReader(Upload.OpenReadStream(), Encoding.UTF8);
            text = await reader.ReadToEndAsync(ct);
        }

        var ids = text.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(id => id.Trim('"', '\'', '\uFEFF'))
            .Where(id => id.Length > 0)
            .Take(MaxIds + 1)
            .ToList();
        if (ids.Count is 0)
        {
            Complain(nameof(Ids), CheckListTexts.Empty);
            return null;
        }

        if (ids.Count > MaxIds)
        {
            Complain(nameof(Ids), CheckListTexts.TooMany);
            return null;
        }

        return ids;
    }
}
