using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account;

/// <summary>Before an application: whether one can be made for the record, what it takes, and the start.</summary>
public sealed class ApplyModel(ReadRecords records, ReadRepairs repairs, ApplyForRepair apply) : SitePage
{
    [BindProperty(SupportsGet = true)]
    public Guid RecordId { get; set; }

    public RecordView Record { get; private set; } = null!;

    public Eligibility Eligibility { get; private set; } = null!;

    /// <summary>Whether the account acts for the record's company.</summary>
    public bool Mine { get; private set; }

    /// <summary>The application that is open on the record, if one is.</summary>
    public Guid? Open { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) =>
        await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var started = await apply.StartAsync(RecordId, Actor, ct);
        if (started.Error is null)
        {
            return GoTo($"/account/applications/{started.Value}");
        }

        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Complain("", started.Error is ForbiddenError ? ApplyTexts.OtherCompany : ApplyTexts.NotToday);
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        var record = (await records.OneAsync(RecordId, Actor, ct)).Value;
        var eligibility = (await records.EligibilityAsync(RecordId, on: null, Actor, ct)).Value;
        if (record is null || eligibility is null)
        {
            return false;
        }

        (Record, Eligibility) = (record, eligibility);
        (Mine, Open) = await repairs.PlaceOfAsync(RecordId, Actor, ct);
        return true;
    }
}
