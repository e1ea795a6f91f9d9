using CreditRegistry.Application.Objections;
using CreditRegistry.Domain.Objections;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Demo;

/// <summary>Objections of companies in the background, in every state, some of them overdue.</summary>
internal sealed class DemoObjections(DemoActs acts, IReadOnlyList<Guid> except)
{
    public static readonly ObjectionFindingInput Dismissal = new(
        ObjectionOutcome.Dismiss, "RECORD_CORRECT", "经核对处罚决定书和送达回证，公示内容与决定书一致，决定书现行有效。");

    public static readonly ObjectionFindingInput Correction = new(
        ObjectionOutcome.Correct, "RECORD_INCORRECT", "公示摘要与决定书表述不一致，予以更正。",
        new CorrectionInput(Summary: "摘要已按处罚决定书原文更正。"));

    private static readonly ObjectionFindingInput Annulment = new(
        ObjectionOutcome.Annul, "DECISION_NO_LONGER_STANDS", "复议机关已撤销原处罚决定，公示依据不再存在。");

    public async Task TellAsync(int daysBeforeToday, CancellationToken ct)
    {
        switch (daysBeforeToday)
        {
            case 90:
                await FileAsync(ObjectionGround.DecisionAnnulledOrChanged, Annulment, decided: true, ct);
                break;
            case 50: // when no case of the story is decided any more: who corrected a record decides nothing about it
                await FileAsync(ObjectionGround.FactsWrong, Correction, decided: true, ct);
                break;
            case 33:
                await FileAsync(ObjectionGround.PeriodWrong, Dismissal, decided: true, ct);
                break;
            case 20:
                await FileAsync(ObjectionGround.NotThisCompany, finding: null, decided: false, ct); // nobody answers
                break;
            case 6:
                await FileAsync(ObjectionGround.FactsWrong, Correction, decided: false, ct);
                break;
            case 1:
                await FileAsync(ObjectionGround.DecisionAnnulledOrChanged, finding: null, decided: false, ct);
                break;
        }
    }

    private async Task FileAsync(ObjectionGround ground, ObjectionFindingInput? finding, bool decided, CancellationToken ct)
    {
        var records = await acts.RepairableAsync(DemoStory.FourTier, except, ct);
        var contested = await acts.ReadAsync(db => db.Objections.Select(o => o.RecordId).ToListAsync(ct));
        var record = records.First(r => r.Decision is not null && !contested.Contains(r.Id));
        var id = await acts.ObjectAsync(
            record.Id, record.CompanyId, by: null, ground, "详见所附证据材料，请予核实。", "我单位对该信息有异议，已提交证据。", ct);
        if (finding is null)
        {
            return;
        }

        await acts.AcceptObjectionAsync(id, ct);
        await acts.FindAsync(id, finding, ct);
        if (decided)
        {
            await acts.DecideObjectionAsync(id, finding, ct);
        }
    }
}
