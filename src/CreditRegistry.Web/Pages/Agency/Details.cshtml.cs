using CreditRegistry.Application.Organs;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Agency;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Agency;

/// <summary>
/// The second step of publishing: what the record says, then how everyone will see it, then it is published. A second click
/// or a second tab finds the record that the first one made.
/// </summary>
public sealed class DetailsModel(ManageOrgans organs, WriteRecords write, ReadRecords read, RuleBook book, TimeProvider clock)
    : RecordFormPage(organs, book, clock)
{
    /// <summary>A registration ID.</summary>
    [BindProperty(SupportsGet = true, Name = "company")]
    public string? Company { get; set; }

    [BindProperty(SupportsGet = true, Name = "tier")]
    public RecordTier? WantedTier { get; set; }

    public PublicationStart Start { get; private set; } = null!;

    private PublishRecordInput Input => new(
        Start.RegistrationId, Tier.Tier, Ground!, Decision, Summary!, PenaltiesTyped, Organ.Code,
        AsksWhetherToPublish && Publish ? true : null);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (await StartAsync(ct) is { } elsewhere)
        {
            return elsewhere;
        }

        AddLines();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (await StartAsync(ct) is { } elsewhere)
        {
            return elsewhere;
        }

        AddLines();
        if (Step is ToChange or ToAddPenalty)
        {
            return Page();
        }

        CheckForm();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var id = RegistrationIds.Check(Start.RegistrationId).Id!;
        if (Step is not ToSend)
        {
            var preview = await write.PreviewAsync(Input, id, Actor, ct);
            Preview = preview.Value;
            return Shown(preview.Error);
        }

        var published = await write.PublishAsync(Input, id, Actor, ct);
        if (published.Value is { } record)
        {
            return Done(record.Id, record.State);
        }

        return published.Error is ConflictError { Code: "RECORD_EXISTS", ExistingId: { } standing }
            && (await read.OwnAsync(standing, Actor, ct)).Value is { } same && Says(same)
            ? Done(same.Id, same.State)
            : Shown(published.Error);
    }

    private LocalRedirectResult Done(Guid id, RecordState state) =>
        GoTo($"/agency/records/{id}", state is RecordState.Unpublished ? AgencyTexts.StoredDone : AgencyTexts.PublishedDone);

    private IActionResult Shown(RegistryError? refusal)
    {
        if (refusal is not null)
        {
            ComplainOf(refusal);
        }

        return Page();
    }

    private bool Says(RecordView record) =>
        record.Tier == Tier.Tier
        && record.Decision is { } decision
        && new DecisionInput(decision.Number, decision.DecidedOn) == Decision
        && record.Summary == Summary!.Trim()
        && record.Penalties.SequenceEqual(PenaltiesTyped);

    /// <returns>Where to go instead; null when the record can be written.</returns>
    private async Task<IActionResult?> StartAsync(CancellationToken ct)
    {
        if (!await FindOrganAsync(ct))
        {
            return NotFound();
        }

        if (RegistrationIds.Check(Company ?? "").Id is not { } id || WantedTier is not { } tier || RuleSetId is not { } set
            || !Book.Get(set).For(tier).ArisesByOrgan)
        {
            return GoTo(PathOf("/agency/publish"));
        }

        var started = await write.StartAsync(id, tier, Organ.Code, Actor, ct);
        if (started.Value is not { Breaches: [] } start)
        {
            return GoTo(PathOf("/agency/publish"));
        }

        Start = start;
        Follow(start.RuleSet, tier);
        return null;
    }
}
