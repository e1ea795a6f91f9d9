using CreditRegistry.Application.Organs;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Web.Agency;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Agency;

/// <summary>The organ's own records, newest first.</summary>
public sealed class IndexModel(ManageOrgans organs, ReadRecords read, TimeProvider clock) : AgencyPage(organs, clock)
{
    private const int PageSize = 20;

    /// <summary>A registration ID; with one, records in every state are listed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Company { get; set; }

    [BindProperty(SupportsGet = true)]
    public RecordState? State { get; set; }

    public IReadOnlyList<RecordView> Records { get; private set; } = [];

    public NextPage Pages { get; private set; } = new(null, null);

    public async Task<IActionResult> OnGetAsync(string? after, CancellationToken ct)
    {
        ModelState.Clear(); // an unknown state is none
        if (!await FindOrganAsync(ct))
        {
            return NotFound();
        }

        string? registrationId = null;
        if (!string.IsNullOrWhiteSpace(Company))
        {
            var verdict = RegistrationIds.Check(Company);
            registrationId = verdict.Id?.Value;
            if (!verdict.IsValid)
            {
                ComplainOfId(nameof(Company), verdict);
            }
        }
        else if (State is not (null or RecordState.Published))
        {
            Complain(nameof(Company), AgencyTexts.CompanyForState);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var place = PlaceInList.Read<RecordKey>(after);
        var found = (await read.ListOwnAsync(Organ.Code, registrationId, State, place, PageSize + 1, Actor, ct)).Value!;
        Records = [.. found.Take(PageSize)];
        Pages = new NextPage(
            place is null ? null : AddressOf(),
            found.Count > PageSize ? AddressOf(PlaceInList.Write(RecordKey.Of(Records[^1]))) : null);
        return Page();
    }

    private string AddressOf(string? after = null) =>
        In.Link(PathOf("/agency", ("company", Company), ("state", State?.ToString()), ("after", after)));
}
