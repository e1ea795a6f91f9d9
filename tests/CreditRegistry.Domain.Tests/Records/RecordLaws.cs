using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.Tests.RuleSets;
using FsCheck;
using FsCheck.Fluent;
using static CreditRegistry.Domain.Records.RecordState;

namespace CreditRegistry.Domain.Tests.Records;

/// <summary>What holds for every record, whatever is done to it and when.</summary>
public class RecordLaws
{
    private static readonly string[] Lighter = ["WARNING", "SMALL_FINE", "LARGER_FINE", "CONFISCATION"];
    private static readonly string[] Graver = ["HUGE_FINE", "SHUTDOWN", "LICENCE_REVOKED", "CLOSURE"];

    private static readonly Gen<CreditRecord> Fresh =
        from set in Gen.Elements(Shipped.FourTier, Shipped.Cn)
        from tier in Gen.Elements(Enum.GetValues<RecordTier>())
        from first in Gen.Elements(tier is RecordTier.Untrustworthy ? Lighter : Graver)
        from second in Gen.Elements(Lighter)
        from term in Gen.Choose(-100, 2000)
        from decided in Gen.Choose(0, 300)
        from published in Gen.Choose(0, 400)
        let day = new DateOnly(2026, 4, 1).AddDays(published)
        select A.Record(
            set, tier, publishedOn: day, decidedOn: day.AddDays(-decided),
            penalties: [A.Penalty(first) with { TermEndsOn = term < 0 ? null : day.AddDays(term) }, A.Penalty(second)]);

    private static readonly Func<CreditRecord, DateOnly, RegistryError?>[] Acts =
    [
        (r, on) => r.Correct(A.Set(r.RuleSetId), A.Correction(r.Ground, on.AddDays(-200), "WARNING"), on, "更正。"),
        (r, on) => r.Correct(A.Set(r.RuleSetId), A.Correction(r.Ground, on, "LARGER_FINE"), on, "更正。"),
        (r, on) => r.Correct(A.Set(r.RuleSetId), A.Correction(r.Ground, on, "HUGE_FINE"), on, "更正。"),
        (r, on) => r.Annul(on, "撤销。"),
        (r, on) => r.Lapse(on),
        (r, on) => r.Repair(on, A.Id()),
        (r, on) => r.Restore(A.Set(r.RuleSetId), on),
        (r, on) => r.Deregister(on),
        (r, on) => r.ShowNotice(on),
        (r, on) => r.Escalate(A.Set(r.RuleSetId), A.Id(), on, null).Error,
        (r, on) => r.Shield(on, "法院裁定。"),
        (r, on) => r.Unshield(on, "程序终结。"),
    ];

    /// <summary>What a record may become; lapsed, annulled, escalated and deregistered never return.</summary>
    private static readonly HashSet<(RecordState From, RecordState To)> Edges =
    [
        (Published, Repaired), (Published, Lapsed), (Published, Annulled), (Published, Escalated), (Published, Deregistered),
        (Unpublished, Annulled), (Unpublished, Deregistered), (Repaired, Published), (Repaired, Annulled), (Lapsed, Annulled),
        (Escalated, Annulled),
    ];

    private static readonly Arbitrary<(CreditRecord Record, (int Act, int Days)[] Life)> Lives = (
        from record in Fresh
        from life in Gen.ArrayOf(
            from act in Gen.Choose(0, Acts.Length - 1)
            from days in Gen.Choose(0, 250)
            select (act, days), 25)
        select (record, life)).ToArbitrary();

    [Fact]
    public void Life_OfRandomActs_KeepsToTheEdgesAndTheTombstone()
    {
        var seen = new HashSet<RecordState>();
        Holds(Lives, drawn =>
        {
            var (record, life) = drawn;
            var day = record.PublishedOn;
            foreach (var (act, days) in life)
            {
                day = day.AddDays(days);
                var (state, version, before, shown) = (record.State, record.Version, A.Snapshot(record), record.IsShownOn(day));
                var refused = Acts[act](record, day) is not null;
                seen.Add(record.State);
                var sound = refused
                    ? before == A.Snapshot(record)
                    : record.Version > version
                        && record.Facts.Count == record.Version
                        && (record.State == state || Edges.Contains((state, record.State)));
                var tombstone = !shown || record.IsShownOn(day) || record.ShieldedSince is not null || record.LeftOnAsOf(day) == day;
                if (!sound || !tombstone || (record.State is Published or Unpublished && record.LeftOn is not null))
                {
                    return false;
                }
            }

            return true;
        }, lives: 500); // of a hundred, none may lapse
        Assert.Superset(new HashSet<RecordState> { Published, Repaired, Lapsed, Annulled, Deregistered }, seen);
    }

    [Fact]
    public void AsOf_WithoutCorrectionOrAnnulment_IsWhatEachDayEndedWith()
    {
        var interruptions = 0;
        Holds(Lives, drawn =>
        {
            var (record, life) = drawn;
            var rules = A.Set(record.RuleSetId);
            var ended = new Dictionary<DateOnly, (bool, RecordState?, DateOnly?, DateOnly?, DateOnly?, DateOnly?)>();
            var day = record.PublishedOn;
            foreach (var (act, days) in life.Where(step => step.Act > 3))
            {
                for (var last = day.AddDays(days); day < last; day = day.AddDays(1))
                {
                    ended[day] = Now(record, day);
                }

                Acts[act](record, day);
            }

            interruptions += record.Interruptions?.Count ?? 0;
            return ended.All(e => Now(record.AsOf(rules, e.Key), e.Key) == e.Value);
        });
        Assert.NotEqual(0, interruptions);

        // Which state a record is in that was never shown is nobody's to know.
        static (bool, RecordState?, DateOnly?, DateOnly?, DateOnly?, DateOnly?) Now(CreditRecord r, DateOnly day) => (
            r.IsShownOn(day), r.IsShownOn(day) || r.LeftOnAsOf(day) is not null ? r.StateOn(day) : null,
            r.LeftOnAsOf(day), r.RepairableFrom, r.LapsesOn, r.BarredUntil);
    }

    [Fact]
    public void Repair_OnAnyDay_IsOpenExactlyFromItsFirstDayToTheLastShown() => Holds(
        (from record in Fresh from days in Gen.Choose(-30, 1500) select (record, record.PublishedOn.AddDays(days))).ToArbitrary(),
        drawn =>
        {
            var (record, day) = drawn;
            var answer = RepairEligibility.Check(A.Set(record.RuleSetId), record, day);
            return answer.Eligible == (record.RepairableFrom <= day && record.IsShownOn(day))
                && answer.Eligible == (answer.Breaches.Count == 0)
                && (!answer.Eligible || answer.EarliestOn <= day)
                && answer.Breaches.All(b => b.EarliestOn is null || b.EarliestOn > day);
        });

    [Fact]
    public void Periods_OfAShownRecordNeitherBarredNorHeldByATerm_OpenRepairBeforeTheyEnd() => Holds(
        Fresh.ToArbitrary(),
        record => !record.IsShownOn(record.PublishedOn)
            || record.Penalties.Any(p => p.TermEndsOn == record.LapsesOn)
            || record.RepairableFrom is not { } from || record.LapsesOn is not { } last || from <= last);

    [Fact]
    public void Periods_WithOneMorePenalty_AreNeverShorter() => Holds(Fresh.ToArbitrary(), record =>
    {
        var fewer = record.PeriodFacts with { Penalties = [.. record.Penalties.Skip(1)] };
        return !(RecordPeriods.Of(A.Set(record.RuleSetId), fewer).LapsesOn > record.LapsesOn);
    });

    private static void Holds<T>(Arbitrary<T> values, Func<T, bool> law, int lives = 100) =>
        Prop.ForAll(values, law).Check(Config.QuickThrowOnFailure.WithMaxTest(lives));
}
