using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Domain.Repairs;

/// <summary>Whether a record may be repaired on a day, and why not.</summary>
/// <param name="On">The day asked about (Asia/Shanghai).</param>
/// <param name="EarliestOn">The first day on which it may be; null when it never may.</param>
/// <param name="LapsesOn">The last day of the record if nobody repairs it; null when it does not lapse by itself.</param>
/// <param name="Documents">What an application needs; any one kind of each row satisfies it.</param>
/// <param name="Breaches">Every rule that stands against it on that day.</param>
public sealed record Eligibility(
    bool Eligible,
    DateOnly On,
    DateOnly? EarliestOn,
    DateOnly? LapsesOn,
    IReadOnlyList<RequiredDocument> Documents,
    IReadOnlyList<RuleBreach> Breaches,
    string RuleSetId)
{
    /// <summary>The answer to whoever would go on with a repair all the same; null when it may.</summary>
    public RefusedError? Refusal => Eligible
        ? null
        : new(
            "REPAIR_NOT_ELIGIBLE",
            EarliestOn is { } earliest && earliest > On
                ? $"The record cannot be repaired today. The earliest day is {earliest:yyyy-MM-dd}."
                : "The record cannot be repaired.",
            Breaches);
}

/// <summary>May this record be repaired: a pure answer from the record, its rule set and a day.</summary>
public static class RepairEligibility
{
    public static Eligibility Check(RuleSet rules, CreditRecord record, DateOnly on)
    {
        var facts = record.PeriodFacts;
        var row = RecordPeriods.Row(rules, facts);
        var ground = rules.FindGround(record.Ground)
            ?? throw new InvalidOperationException($"{rules.Id} has no ground {record.Ground}.");
        var breaches = new List<RuleBreach>();

        var left = record.StateOn(on) is not RecordState.Published;
        if (left)
        {
            breaches.Add(new("REPAIR_RECORD_LEFT", Messages.RecordLeft, row.LegalBasis));
        }
        else if (on < record.PublishedOn)
        {
            breaches.Add(new("REPAIR_BEFORE_PUBLICATION", Messages.BeforePublication, row.LegalBasis, record.PublishedOn));
        }

        if (!RecordPeriods.MayEndEarly(rules, facts))
        {
            var basis = ground.MayEndEarly
                ? rules.PenaltyKinds.First(k => !k.MayEndEarly && facts.Penalties.Any(p => p.Kind == k.Code)).LegalBasis
                : ground.LegalBasis;
            breaches.Add(new("REPAIR_NOT_REPAIRABLE", Messages.NotRepairable, basis));
        }
        else
        {
            breaches.AddRange(Waiting(rules, record, facts, row, on));
        }

        return new Eligibility(
            breaches.Count == 0,
            on,
            left || record.RepairableFrom > record.LapsesOn ? null : record.RepairableFrom,
            record.LapsesOn,
            rules.DocumentsFor(record.Tier, ground),
            breaches,
            rules.Id);
    }

    /// <summary>What time alone will mend; said only of a record that can be repaired at all.</summary>
    private static IEnumerable<RuleBreach> Waiting(
        RuleSet rules, CreditRecord record, PeriodFacts facts, PublicationRule row, DateOnly on)
    {
        if (RecordPeriods.MinimumEndsOn(rules, facts) is { } minimum && on < minimum)
        {
            yield return new("REPAIR_TOO_EARLY", Messages.TooEarly(minimum), row.LegalBasis, minimum);
        }

        if (RecordPeriods.TermEndsOn(rules, facts) is { } term && on <= term)
        {
            yield return new("REPAIR_PENALTY_TERM_RUNS", Messages.TermRuns(term), row.LegalBasis, term.AddDays(1));
        }

        if (record.BarredUntil is { } bar && on <= bar)
        {
            yield return new("REPAIR_BARRED", Messages.Barred(bar), rules.Revocation.LegalBasis, bar.AddDays(1));
        }
    }

    private static class Messages
    {
        public static readonly LocalText RecordLeft = new(
            "The record is not published on that day, so there is nothing to repair.",
            "该信息当日未公示，无需修复。");

        public static readonly LocalText BeforePublication = new(
            "The record is not published before that day.",
            "该信息在该日之前尚未公示。");

        public static readonly LocalText NotRepairable = new(
            "A record of this ground or penalty cannot end early; it lapses by itself.",
            "此类事由或处罚的信息不得提前终止公示，期满自动停止公示。");

        public static LocalText TooEarly(DateOnly from) => LocalText.About(
            from,
            "The shortest publication period has not ended. Apply from {0}.",
            "最短公示期未满，自{0}起可申请修复。");

        public static LocalText TermRuns(DateOnly term) => LocalText.About(
            term,
            "A penalty with a term of its own runs until {0}. Apply from the day after.",
            "处罚本身的期限至{0}届满，次日起可申请修复。");

        public static LocalText Barred(DateOnly bar) => LocalText.About(
            bar,
            "Repair is barred until {0} because an earlier promise was false. Apply from the day after.",
            "因此前承诺不实，{0}前不得申请修复，次日起可申请。");
    }
}
