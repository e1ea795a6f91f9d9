using System.Text.Json;
using CreditRegistry.Application.Screening;
using CreditRegistry.Application.Watching;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using CreditRegistry.Web.Watching;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.WatchLists;

/// <summary>The companies of a list: one by one, or replaced by those of a file.</summary>
[RequestSizeLimit(2L * WatchFile.MaxBytes)]
public sealed class CompaniesModel(ManageWatchLists lists, WatchCompanies watch) : WatchListPage(lists)
{
    private const int PageSize = 50;
    private const int MostRefused = 50;

    /// <summary>A registration ID or an old key, as it was typed.</summary>
    [BindProperty]
    public string? Company { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>What became of a file that was just sent.</summary>
    public WatchFileReport? Report { get; private set; }

    /// <summary>The first lines of it that give no company.</summary>
    public IReadOnlyList<ListedId> Refused { get; private set; } = [];

    /// <summary>By registration ID.</summary>
    public IReadOnlyList<string> Companies { get; private set; } = [];

    public NextPage Pages { get; private set; } = new(null, null);

    public Task<IActionResult> OnGetAsync(string? after, CancellationToken ct) => ShowAsync(after, ct);

    /// <summary>Each form of the page names what it does.</summary>
    public IActionResult OnPost() => BadRequest();

    public async Task<IActionResult> OnPostAddAsync(CancellationToken ct)
    {
        var added = await watch.AddAsync(Actor, Id, Company ?? "", ct);
        if (added.Error is not { } refusal)
        {
            return GoTo($"{Here}/companies", WatchTexts.Added);
        }

        var verdict = RegistrationIds.Check(Company ?? "");
        if (refusal is InvalidError && !verdict.IsValid)
        {
            ComplainOfId(nameof(Company), verdict);
        }
        else
        {
            Complain(nameof(Company), WatchTexts.WhyRefused(refusal.Code));
        }

        return await ShowAsync(after: null, ct);
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? company, CancellationToken ct) =>
        (await watch.RemoveAsync(Actor, Id, company ?? "", ct)).Error is null
            ? GoTo($"{Here}/companies", WatchTexts.Removed)
            : NotFound();

    public async Task<IActionResult> OnPostReplaceAsync(CancellationToken ct)
    {
        if (await WatchFile.ReadAsync(Upload, ct) is not { } ids)
        {
            Complain(nameof(Upload), Upload is { Length: > WatchFile.MaxBytes } ? WatchTexts.FileLarge : WatchTexts.FileMissing);
        }
        else
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(ids.Select(listed => listed.Id));
            var replaced = await watch.ReplaceAsync(Actor, Id, new MemoryStream(content), WatchFileFormat.Json, column: null, ct);
            Report = replaced.Value;
            Refused = [.. (Report?.Refusals ?? []).Take(MostRefused).Select(refused => ids[(int)refused.Line - 1])];
            if (replaced.Error is { } refusal)
            {
                Complain(nameof(Upload), WatchTexts.WhyRefused(refusal.Code));
            }
        }

        return await ShowAsync(after: null, ct);
    }

    private async Task<IActionResult> ShowAsync(string? after, CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        var found = await Manage.CompaniesAsync(Actor, Id, after, PageSize + 1, ct) ?? [];
        Companies = [.. found.Take(PageSize)];
        var first = In.Link($"{Here}/companies");
        Pages = new NextPage(
            after is null ? null : first,
            found.Count > PageSize ? $"{first}?after={Companies[^1]}" : null);
        return Page();
    }
}
