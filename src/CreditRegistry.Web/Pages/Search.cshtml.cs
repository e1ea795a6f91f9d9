using CreditRegistry.Application.Companies;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Persistence.Companies;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages;

/// <summary>One box for IDs and names, so the page decides which was meant.</summary>
public sealed class SearchModel(ReadCompanies read, SearchCompanies search, ExplainNoMatch explain) : SitePage
{
    public const int PageSize = 20;

    [BindProperty(SupportsGet = true)]
    public Standing? Standing { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Region { get; set; }

    [BindProperty(SupportsGet = true)]
    public CompanyStatus? Status { get; set; }

    /// <summary>What was typed, for the box; empty where it may be a person's number.</summary>
    public string Typed { get; private set; } = "";

    public SearchResult Result { get; private set; } = new SearchResult.Nothing();

    public bool IsFiltered => Standing is not null || Region is not null || Status is not null;

    private CompanyFilter Filter => new(Typed.Length > 0 ? Typed : null, Standing, Region, Status);

    public async Task<IActionResult> OnGetAsync(string? q, string? after, CancellationToken ct)
    {
        ModelState.Clear(); // a filter that there is not, such as an empty one, filters nothing
        Region = Region is { } code && Regions.WithCode(code) is not null ? code : null;
        Typed = q?.Trim() ?? "";
        if (Typed.Length is 0)
        {
            return IsFiltered ? await ListAsync(after, ct) : Page();
        }

        if (Typed.Length > SearchText.MaxLength)
        {
            Typed = "";
            Result = new SearchResult.TooLong();
            return Page();
        }

        if (await read.BehindNumberAsync(Typed, ct) is { } id)
        {
            return GoTo($"/companies/{id}");
        }

        var verdict = RegistrationIds.Check(Typed);
        if (verdict.IsValid)
        {
            Result = new SearchResult.NotRegistered(verdict);
            return Page();
        }

        if (SearchText.LooksLikeId(Typed))
        {
            Result = new SearchResult.WrongId(
                verdict,
                verdict.Segments is null ? null : RegistrationIds.Normalize(Typed),
                await explain.RunAsync(new CompanyFilter(Typed), ct));
            Typed = verdict.Reason == RegistrationIdReason.NotACompany ? "" : Typed;
            return Page();
        }

        if (CompanyName.Fold(Typed).Length < SearchCompanies.ShortestName)
        {
            Result = new SearchResult.TooShort();
            return Page();
        }

        return await ListAsync(after, ct);
    }

    /// <summary>The address of a search, with what it asks for.</summary>
    public string AddressOf(CompanyFilter filter, string? after = null)
    {
        var query = new QueryBuilder();
        Add("q", filter.Name);
        Add("standing", filter.Standing?.ToString());
        Add("region", filter.Region);
        Add("status", filter.Status?.ToString());
        Add("after", after);
        return In.Link("/search") + query;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                query.Add(name, value);
            }
        }
    }

    private async Task<IActionResult> ListAsync(string? after, CancellationToken ct)
    {
        var place = PlaceInList.Read<NamePlace>(after);
        var found = await search.RunAsync(Filter, place, PageSize + 1, ct);
        var shown = found.Take(PageSize).ToList();
        Result = shown.Count > 0
            ? new SearchResult.Several(
                [.. shown.Select(f => f.Company)],
                new NextPage(
                    place is null ? null : AddressOf(Filter),
                    found.Count > PageSize ? AddressOf(Filter, PlaceInList.Write(shown[^1].Place)) : null))
            : new SearchResult.NoMatch(Filter.Name is null ? [] : await explain.RunAsync(Filter, ct));
        return Page();
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
    /// <param name="Reasons">Companies of the register that a slip or two may have missed.</param>
    public sealed record WrongId(RegistrationIdVerdict Verdict, string? Code, IReadOnlyList<NoMatchReason> Reasons)
        : SearchResult;

    public sealed record NotRegistered(RegistrationIdVerdict Verdict) : SearchResult;

    public sealed record NoMatch(IReadOnlyList<NoMatchReason> Reasons) : SearchResult;

    public sealed record Several(IReadOnlyList<CompanySummary> Companies, NextPage Pages) : SearchResult;
}
