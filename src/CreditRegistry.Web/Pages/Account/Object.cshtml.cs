using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Objections;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account;

/// <summary>A company contests one of its records, or the refusal of a repair.</summary>
public sealed class ObjectModel(ReadRecords records, ReadObjections read, FileObjections file, RuleBook book)
    : ContestFormPage(read, records, book)
{
    [BindProperty(SupportsGet = true)]
    public Guid RecordId { get; set; }

    /// <summary>The refused application that is contested; null where the record is.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Application { get; set; }

    /// <summary>Whether the account acts for the record's company.</summary>
    public bool Mine { get; private set; }

    /// <summary>The objection that is open on the record, if one is.</summary>
    public Guid? Open { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindRecordAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindRecordAsync(ct))
        {
            return NotFound();
        }

        CheckForm();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var drafted = await file.DraftAsync(
            Input(Application is null ? RecordId : null, Application), Actor, ct);
        switch (drafted.Error)
        {
            case null:
                return GoTo($"/account/objections/{drafted.Value!.Id}");
            case ConflictError { Code: "OBJECTION_OPEN", ExistingId: { } open }: // a second click
                return GoTo($"/account/objections/{open}");
            case NotFoundError:
                return NotFound();
            case ForbiddenError:
                Complain("", ObjectionTexts.OtherCompany);
                return Page();
            case var refusal:
                ComplainOf(refusal);
                return Page();
        }
    }

    private async Task<bool> FindRecordAsync(CancellationToken ct)
    {
        if ((await Records.OneAsync(RecordId, Actor, ct)).Value is not { } record)
        {
            return false;
        }

        Record = record;
        (Mine, Open) = await Read.PlaceOfAsync(RecordId, Actor, ct);
        Follow(record.RuleSet, ofRepair: Application is not null);
        return true;
    }
}
