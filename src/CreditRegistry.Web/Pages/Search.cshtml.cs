using CreditRegistry.Application.Companies;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CreditRegistry.Web.Pages;

/// <summary>One box for IDs and names, so the page decides which was meant.</summary>
public sealed class SearchModel(ReadCompanies read, SearchCompanies search, Language language) : PageModel
{
    public const int Most = 20;

    /// <summary>What was typed, for the box; empty where it may be a person's number.</summary>
    public string Typed { get; private set; } = "";

    public SearchResult Result { get; private set; } = new SearchResult.Nothing();

    public async Task<IActionResult> OnGetAsync(string? q, CancellationToken ct)
    {
        Typed = q?.Trim() ?? "";
        if (Typed.Length is 0)
        {
            return Page();
        }

        if (Typed.Length > SearchText.MaxLength)
        {
            Typed = "";
            Result = new SearchResult.TooLong();
            return Page();
        }

        var verdict = RegistrationIds.Check(Typed);
        if (verdict.Id is { } id)
        {
            var company = await read.OneAsync(id, ct);
            Result = company.Value is { } found ? new SearchResult.One(found) : new SearchResult.NotRegistered(verdict);
            return Page();
        }

        if (CompanyAlias.TryParse(Typed, out var alias) && await read.BehindAliasAsync(alias.Value, ct) is { } present)
        {
            return Redirect(language.Link($"/search?q={present}"));
        }

        if (SearchText.LooksLikeId(Typed))
        {
            Result = new SearchResult.WrongId(verdict, verdict.Segments is null ? null : RegistrationIds.Normalize(Typed));
            Typed = verdict.Reason == RegistrationIdReason.NotACompany ? "" : Typed;
            return Page();
        }

        Result = await ByNameAsync(ct);
        return Page();
    }

    private async Task<SearchResult> ByNameAsync(CancellationToken ct)
    {
        if (CompanyName.Fold(Typed).Length < SearchCompanies.ShortestName)
        {
            return new SearchResult.TooShort();
        }

        var found = await search.RunAsync(new CompanyFilter(Typed), after: null, Most + 1, ct);
        return new SearchResult.Several([.. found.Take(Most).Select(f => f.Company)], found.Count > Most);
    }
}

/// <summary>What a search led to.</summary>
public abstract record SearchResult
{
    private SearchResult()
    {
    }

    public sealed record Nothing : SearchResult;

    public sealed record TooShort : SearchResult;

    public sealed record TooLong : SearchResult;

    /// <param name="Code">The 18 characters to point into; null where they may be a person's number, or are not 18.</param>
    public sealed record WrongId(RegistrationIdVerdict Verdict, string? Code) : SearchResult;

    public sealed record NotRegistered(RegistrationIdVerdict Verdict) : SearchResult;

    public sealed record One(CompanyView Company) : SearchResult;

    public sealed record Several(IReadOnlyList<CompanySummary> Companies, bool More) : SearchResult;
}
