using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Records;

/// <summary>What decides a record's periods, without the record.</summary>
/// <param name="RestoredOn">The revocation day from which the periods run anew, or null.</param>
public sealed record PeriodFacts(
    RecordTier Tier,
    RecordClass? Class,
    string Ground,
    IReadOnlyList<Penalty> Penalties,
    DateOnly PublishedOn,
    DateOnly? DecidedOn,
    DateOnly? RestoredOn = null,
    DateOnly? BarredUntil = null);

/// <summary>When a record may be repaired and when it lapses.</summary>
/// <param name="RepairableFrom">First day on which repair may be applied for; null when it can only lapse.</param>
/// <param name="LapsesOn">Last day on which it is shown; null when it never lapses by itself.</param>
public sealed record RecordPeriods(DateOnly? RepairableFrom, DateOnly? LapsesOn)
{
    /// <summary>
    /// Both days from the rule set's row. The longest of several penalties governs, and one with a term of its own holds
    /// the record until that term ends, even past the maximum (Order 36, article 12). A restored record starts anew on
    /// the revocation day (Order 107, article 23).
    /// </summary>
    public static RecordPeriods Of(RuleSet rules, PeriodFacts facts)
    {
        var minimum = MinimumEndsOn(rules, facts);
        var repairableFrom = MayEndEarly(rules, facts)
            ? Latest(facts.PublishedOn, minimum, NextDay(TermEndsOn(rules, facts)), NextDay(facts.BarredUntil))
            : (DateOnly?)null;

        var row = Row(rules, facts);
        var length = rules.FindGround(facts.Ground)?.LapsesAfter ?? row.LapsesAfter;
        var lapsesOn = length is { } period
            ? Latest(LegalDates.Add(Anchor(row, facts), period), TermEndsOn(rules, facts))
            : (DateOnly?)null;

        return new RecordPeriods(repairableFrom, lapsesOn);
    }

    /// <summary>False when the ground, or one of the penalties, lets the record only lapse.</summary>
    public static bool MayEndEarly(RuleSet rules, PeriodFacts facts) =>
        rules.FindGround(facts.Ground) is { MayEndEarly: true }
        && facts.Penalties.All(p => rules.PenaltyKinds.FirstOrDefault(k => k.Code == p.Kind) is not { MayEndEarly: false });

    /// <summary>The first day after the shortest period, before terms and bars; null when there is none.</summary>
    public static DateOnly? MinimumEndsOn(RuleSet rules, PeriodFacts facts)
    {
        var row = Row(rules, facts);
        return row.RepairableAfter is { } period ? LegalDates.Add(Anchor(row, facts), period) : null;
    }

    /// <summary>The last day of the longest penalty with a term of its own, where the set lets terms hold a record.</summary>
    public static DateOnly? TermEndsOn(RuleSet rules, PeriodFacts facts) =>
        rules.PenaltyTermHolds ? facts.Penalties.Max(p => p.TermEndsOn) : null;

    /// <summary>The rule set's row for the record's tier and class.</summary>
    public static PublicationRule Row(RuleSet rules, PeriodFacts facts) =>
        rules.PublicationFor(facts.Tier, facts.Class)
        ?? throw new InvalidOperationException($"{rules.Id} has no publication row for {facts.Tier}, {facts.Class}.");

    private static DateOnly Anchor(PublicationRule row, PeriodFacts facts) =>
        facts.RestoredOn
        ?? (row.Anchor is PeriodAnchor.Decision ? facts.DecidedOn : null)
        ?? facts.PublishedOn;

    private static DateOnly? NextDay(DateOnly? day) => day?.AddDays(1);

    private static DateOnly Latest(DateOnly first, params ReadOnlySpan<DateOnly?> others)
    {
        foreach (var other in others)
        {
            if (other > first)
            {
                first = other.Value;
            }
        }

        return first;
    }
}
