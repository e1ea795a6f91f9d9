using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Past;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Agency;
using CreditRegistry.Web.Languages;

namespace CreditRegistry.Web.Objections;

/// <summary>What an objection changes in what its record says: what the finding would, or what the decision has.</summary>
public sealed class FindObjectionChanges(
    DecideObjections decide, ReadPast past, RuleBook book, TimeProvider clock, Language language)
{
    public async Task<IReadOnlyList<Difference>> RunAsync(
        ObjectionView view, RecordView record, Actor actor, CancellationToken ct)
    {
        if (view is { State: ObjectionState.Proposed, Inside.Finding: { } finding } && Changes(finding.Outcome))
        {
            if (view.Inside.Overtaken)
            {
                var rules = book.Get(record.RuleSet);
                return Between(record.Saying(finding.Corrects!, rules), record.Saying(finding.Correction!, rules));
            }

            var input = new ObjectionFindingInput(finding.Outcome, finding.ReasonCode, finding.Reason);
            return Between(record, (await decide.PreviewAsync(view.Id, input, actor, ct)).Value);
        }

        // The decision and the correction are of one instant, by which the record's versions are told apart.
        return Changes(view.Decision?.Outcome) && view.History.LastOrDefault(h => h.Kind == LedgerKinds.ObjectionUpheld) is { } upheld
            ? Between(
                await ShownAsync(view.RecordId, upheld.At.AddMicroseconds(-1), actor, ct),
                await ShownAsync(view.RecordId, upheld.At, actor, ct))
            : [];
    }

    private static bool Changes(ObjectionOutcome? outcome) =>
        outcome is ObjectionOutcome.Correct or ObjectionOutcome.ChangePeriod;

    private IReadOnlyList<Difference> Between(RecordView? before, RecordView? after) => before is null || after is null
        ? []
        : Difference.Between(before, after, new RecordWords(language, book.Get(after.RuleSet)));

    private async Task<RecordView?> ShownAsync(Guid id, DateTimeOffset at, Actor actor, CancellationToken ct) =>
        PastInstant.Of(asOf: null, shownAt: at, clock.GetUtcNow()).Value is { } instant
            ? (await past.RecordAsync(id, instant, actor, ct)).Value
            : null;
}

internal static class RecordContents
{
    /// <summary>The record with that content in place of its own, and its periods as they are.</summary>
    public static RecordView Saying(this RecordView record, RecordCorrection content, RuleSet rules)
    {
        var ground = rules.FindGround(content.Ground)!;
        return record with
        {
            Ground = RuleText.Of(ground.Code, ground.Title, ground.LegalBasis),
            Decision = record.Decision! with { Number = content.Decision.Number, DecidedOn = content.Decision.DecidedOn },
            Summary = content.Summary,
            Penalties = content.Penalties,
        };
    }
}
