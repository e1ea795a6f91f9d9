using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Companies;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Companies;

/// <summary>A company: its standing at a glance, then every published record.</summary>
public sealed class CompanyModel(
    ReadCompanies companies, ReadRecords records, SearchCompanies search, TimeProvider clock) : SitePage
{
    private const int MostNamesakes = 5;
    private const int OlderPageSize = 50;

    public CompanyView Company { get; private set; } = null!;

    /// <summary>The newest, or the next ones of a company with very many.</summary>
    public IReadOnlyList<RecordView> Records { get; private set; } = [];

    public NextPage Pages { get; private set; } = new(null, null);

    public Timeline Timeline { get; private set; } = null!;

    /// <summary>Other companies of the very same name.</summary>
    public IReadOnlyList<CompanySummary> Namesakes { get; private set; } = [];

    public string Path => $"/companies/{Company.RegistrationId}";

    public async Task<IActionResult> OnGetAsync(string registrationId, string? after, CancellationToken ct)
    {
        if (RegistrationIds.Check(registrationId).Id is not { } id)
        {
            return await companies.BehindNumberAsync(registrationId, ct) is { } present
                ? RedirectPermanent(In.Link($"/companies/{present}"))
                : NotFound();
        }

        if (id.Value != registrationId)
        {
            return RedirectPermanent(In.Link($"/companies/{id.Value}"));
        }

        if ((await companies.OneAsync(id, ct)).Value is not { } company)
        {
            return NotFound();
        }

        Company = company;
        await ReadRecordsAsync(after, ct);
        Timeline = Timeline.Of(Records, LegalDates.DateOf(clock.GetUtcNow()));
        Namesakes = [.. (await search.RunAsync(new CompanyFilter(company.Name), after: null, MostNamesakes + 1, ct))
            .Select(found => found.Company)
            .Where(found => found.RegistrationId != company.RegistrationId
                && CompanyName.Fold(found.Name) == CompanyName.Fold(company.Name))];
        return Page();
    }

    private async Task ReadRecordsAsync(string? after, CancellationToken ct)
    {
        var place = PlaceInList.Read<RecordKey>(after);
        Records = place is null
            ? Company.Records
            : await records.ListAsync(new RecordFilter(Company.RegistrationId), place, OlderPageSize, ct);
        var more = place is null
            ? Company.PublishedRecords.Values.Sum() > Records.Count
            : Records.Count == OlderPageSize;
        Pages = new NextPage(
            place is null ? null : In.Link(Path),
            more ? $"{In.Link(Path)}?after={PlaceInList.Write(RecordKey.Of(Records[^1]))}" : null);
    }
}
