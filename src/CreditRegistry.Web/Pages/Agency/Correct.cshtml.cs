using CreditRegistry.Application.Organs;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Agency;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Agency;

/// <summary>Corrects a record: the form, then what differs, then it is done. A colleague's change meanwhile is shown.</summary>
public sealed class CorrectModel(ManageOrgans organs, WriteRecords write, ReadRecords read, RuleBook book, TimeProvider clock)
    : RecordFormPage(organs, book, clock)
{
    /// <summary>Of the record that the form was filled in beside.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>As it stands.</summary>
    public RecordView Record { get; private set; } = null!;

    public IReadOnlyList<Difference> Differences { get; private set; } = [];

    public RecordChanged? Changed { get; private set; }

    /// <summary>Why it cannot be corrected; null when it can.</summary>
    public LocalText? WhyNot { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        ModelState.Clear();
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        Version = Record.Version;
        Fill(Record);
        AddLines();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        ModelState.Clear();
        if (!await FindAsync(id, ct))
        {
            return NotFound();
        }

        AddLines();
        if (Step is ToChange or ToAddPenalty)
        {
            return Page();
        }

        CheckForm();
        CheckReason();
        if (!ModelState.IsValid || WhyNot is not null)
        {
            return Page();
        }

        var input = new CorrectRecordInput(Reason!.Trim(), Ground, Decision, Summary, PenaltiesTyped);
        var outcome = Step is ToSend
            ? await write.CorrectAsync(id, input, Version, Actor, ct)
            : await write.PreviewCorrectionAsync(id, input, Version, Actor, ct);
        switch (outcome.Error)
        {
            case null when Step is ToSend:
                return GoTo($"/agency/records/{id}", AgencyTexts.Done(RecordAct.Correct));
            case null:
                Differences = Difference.Between(Record, outcome.Value!, new RecordWords(In, Rules));
                Preview = Differences.Count > 0 ? outcome.Value : null;
                if (Preview is null)
                {
                    Complain("", AgencyTexts.NothingChanged);
                }

                break;
            case StaleError stale:
                await FindAsync(id, ct);
                Changed = RecordChanged.Of(stale);
                Version = stale.CurrentVersion;
                break;
            case var refusal:
                await FindAsync(id, ct);
                ComplainOf(refusal);
                break;
        }

        return Page();
    }

    private void CheckReason()
    {
        if (!RecordText.IsText(Reason))
        {
            Complain(nameof(Reason), AgencyTexts.ReasonMissing);
        }
        else if (Reason!.Length > RepairApplication.ReasonMaxLength)
        {
            ModelState.AddModelError(nameof(Reason), In[CaseTexts.ReasonTooLong, RepairApplication.ReasonMaxLength]);
        }
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        if ((await read.OwnAsync(id, Actor, ct)).Value is not { } record)
        {
            return false;
        }

        Record = record;
        OrganCode = record.Organ.Code;
        WhyNot = record.State is not (RecordState.Published or RecordState.Unpublished) ? AgencyTexts.WhyRefused("RECORD_STATE")
            : record.Decision is null ? AgencyTexts.WhyRefused("RECORD_NOT_BY_DECISION")
            : null;
        Follow(record.RuleSet, record.Tier);
        return await FindOrganAsync(ct);
    }
}
