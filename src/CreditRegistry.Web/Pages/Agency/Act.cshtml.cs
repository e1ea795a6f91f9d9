using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Web.Agency;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CreditRegistry.Web.Pages.Agency;

/// <summary>Annuls a record, or hides or shows it by a court's order: the form, then what follows, then it is done.</summary>
public sealed class ActModel(WriteRecords write, ReadRecords read) : SitePage
{
    private const string ToSend = "send";
    private const string ToChange = "change";

    public RecordAct Act { get; private set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Step { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public RecordView Record { get; private set; } = null!;

    /// <summary>To be looked at once more before it is done.</summary>
    public bool Preview { get; private set; }

    public RecordChanged? Changed { get; private set; }

    /// <summary>Why it cannot be done; null when it can.</summary>
    public LocalText? WhyNot { get; private set; }

    public AnnulmentReason? Chosen => Enum.TryParse<AnnulmentReason>(Code, out var code) && Enum.IsDefined(code) ? code : null;

    public IEnumerable<SelectListItem> Codes => Enum.GetValues<AnnulmentReason>()
        .Select(c => new SelectListItem(In[AgencyTexts.Of(c)], c.ToString()))
        .Prepend(new SelectListItem(In[CaseTexts.Choose], ""));

    public async Task<IActionResult> OnGetAsync(Guid id, string act, CancellationToken ct)
    {
        if (!await FindAsync(id, act, ct))
        {
            return NotFound();
        }

        Version = Record.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string act, CancellationToken ct)
    {
        ModelState.Clear();
        if (!await FindAsync(id, act, ct))
        {
            return NotFound();
        }

        Check();
        if (!ModelState.IsValid || WhyNot is not null || Step is ToChange)
        {
            return Page();
        }

        if (Step is not ToSend)
        {
            Preview = true;
            return Page();
        }

        var reason = Reason!.Trim();
        var outcome = Act switch
        {
            RecordAct.Annul => await write.AnnulAsync(id, new AnnulRecordInput(reason, Chosen), Version, Actor, ct),
            RecordAct.Shield => await write.ShieldAsync(id, new ReasonInput(reason), Version, Actor, ct),
            RecordAct.Unshield or _ => await write.UnshieldAsync(id, new ReasonInput(reason), Version, Actor, ct),
        };
        switch (outcome.Error)
        {
            case null:
                return GoTo($"/agency/records/{id}", AgencyTexts.Done(Act));
            case StaleError stale:
                await FindAsync(id, act, ct);
                Changed = RecordChanged.Of(stale);
                Version = stale.CurrentVersion;
                break;
            case var refusal:
                await FindAsync(id, act, ct);
                Complain("", AgencyTexts.WhyRefused(refusal.Code));
                break;
        }

        return Page();
    }

    private void Check()
    {
        if (Act is RecordAct.Annul && Chosen is null)
        {
            Complain(nameof(Code), AgencyTexts.CodeMissing);
        }

        if (!RecordText.IsText(Reason))
        {
            Complain(nameof(Reason), AgencyTexts.ReasonMissing);
        }
        else if (Reason!.Length > RepairApplication.ReasonMaxLength)
        {
            ModelState.AddModelError(nameof(Reason), In[CaseTexts.ReasonTooLong, RepairApplication.ReasonMaxLength]);
        }
    }

    private async Task<bool> FindAsync(Guid id, string slug, CancellationToken ct)
    {
        if (RecordActs.OfSlug(slug) is not { } act || (await read.OwnAsync(id, Actor, ct)).Value is not { } record)
        {
            return false;
        }

        (Act, Record) = (act, record);
        WhyNot = RecordActs.PossibleOn(record).Contains(act) ? null : AgencyTexts.WhyRefused("RECORD_STATE");
        return true;
    }
}
