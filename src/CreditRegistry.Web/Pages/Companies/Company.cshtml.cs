using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Past;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Companies;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Past;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Companies;

/// <summary>A company: its standing at a glance, then every published record.</summary>
public sealed class CompanyModel(
    ReadCompanies companies,
    ReadRecords records,
    ReadPast past,
    SearchCompanies search,
    CurrentActor current,
    TimeProvider clock) : PastPage(clock)
{
    private const int MostNamesakes = 5;
    private const int OlderPageSize = 50;

    /// <summary>As the address has it.</summary>
    [BindProperty(SupportsGet = true)]
    public string RegistrationId { get; set; } = "";

    public CompanyView Company { get; private set; } = null!;

    /// <summary>The newest, or the next ones of a company with very many.</summary>
    public IReadOnlyList<RecordView> Records { get; private set; } = [];

    public NextPage Pages { get; private set; } = new(null, null);

    public Timeline Timeline { get; private set; } = null!;

    /// <summary>Other companies of the very same name.</summary>
    public IReadOnlyList<CompanySummary> Namesakes { get; private set; } = [];

    public override string Path => $"/companies/{RegistrationId}";

    public async Task<IActionResult> OnGetAsync(string? after, CancellationToken ct)
    {
        if (RegistrationIds.Check(RegistrationId).Id is not { } id)
        {
            return await companies.BehindNumberAsync(RegistrationId, ct) is { } present
                ? RedirectPermanent(In.Link($"/companies/{present}"))
                : NotFound();
        }

        if (id.Value != RegistrationId)
        {
            return RedirectPermanent(In.Link($"/companies/{id.Value}"));
        }

        if (TakeDay() is { } canonical)
        {
            return canonical;
        }

        if (Instant is { } instant)
        {
            var then = await past.CompanyAsync(id, instant, current.Actor, ct);
            if (then.Value is { } was)
            {
                Company = was;
                await ReadPastRecordsAsync(id, instant, after, ct);
                return Page();
            }

            LeaveInstant(PastTexts.NotYet);
        }

        if ((await companies.OneAsync(id, ct)).Value is not { } company)
        {
            return NotFound();
        }

        Company = company;
        await ReadRecordsAsync(after, ct);
        Timeline = Timeline.Of(Records, Today);
        Namesakes = [.. (await search.RunAsync(new CompanyFilter(company.Name), after: null, MostNamesakes + 1, ct))
            .Select(found => found.Company)
            .Where(found => found.RegistrationId != company.RegistrationId
                && CompanyName.Fold(found.Name) == CompanyName.Fold(company.Name))];
        return Page();
    }

    private async Task ReadPastRecordsAsync(RegistrationId id, PastInstant instant, string? after, CancellationToken ct)
    {
        var place = PlaceInList.Read<RecordKey>(after);
        var most = place is null ? CompanyView.NewestRecords : OlderPageSize;
        var found = (await past.RecordsAsync(id, instant, current.Actor, place, most + 1, ct)).Value ?? [];
        Records = [.. found.Take(most)];
        Pages = new NextPage(
            place is null ? null : In.Link(Path + Then),
            found.Count > most ? $"{In.Link(Path + Then)}&after={PlaceInList.Write(RecordKey.Of(Records[^1]))}" : null);
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
