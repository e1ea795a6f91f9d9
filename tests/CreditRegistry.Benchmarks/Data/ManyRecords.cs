using System.Globalization;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Benchmarks.Data;

/// <summary>One made-up company in twenty has a record, of any tier.</summary>
internal static class ManyRecords
{
    public const string RuleSet = "four-tier-2024";

    private const int OneIn = 20;

    private static readonly DateOnly FirstDay = new(2024, 1, 2);

    public static bool Has(long index) => index % OneIn == 0;

    public static CreditRecord Of(long index, Company company, Guid organ, RuleSet rules, DateTimeOffset at, DateOnly today)
    {
        var turn = (int)(index / OneIn % 100);
        var (tier, ground) = turn switch
        {
            < 55 => (RecordTier.Untrustworthy, "U05"),
            < 75 => (RecordTier.SeriouslyUntrustworthy, "B01"),
            < 95 => (RecordTier.Abnormal, "A01"),
            _ => (RecordTier.SeriouslyIllegal, "L01"),
        };
        var published = FirstDay.AddDays((int)(index / OneIn * 7 % (today.DayNumber - FirstDay.DayNumber)));
        Penalty[] penalties = tier is RecordTier.Abnormal or RecordTier.SeriouslyIllegal ? [] : [new("LARGER_FINE", 5_000_000, null)];
        return CreditRecord.Publish(
            Guid.CreateVersion7(at),
            rules,
            new RecordDraft(company.Id, organ, tier, ground, published)
            {
                Class = PublicationRules.EffectiveClass(rules, tier, ground, penalties),
                Decision = tier is RecordTier.SeriouslyIllegal
                    ? null
                    : new Decision(string.Create(CultureInfo.InvariantCulture, $"测监罚字〔{published.Year}〕{index}号"), published),
                Summary = "超过规定期限未履行行政处罚决定确定的义务，经催告后仍未履行。",
                Penalties = penalties,
            },
            today);
    }
}
