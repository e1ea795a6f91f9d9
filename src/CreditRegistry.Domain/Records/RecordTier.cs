namespace CreditRegistry.Domain.Records;

/// <summary>The four tiers, lowest severity first: a company's standing is the highest among its published records.</summary>
public enum RecordTier
{
    Untrustworthy = 1,
    SeriouslyUntrustworthy = 2,
    Abnormal = 3,
    SeriouslyIllegal = 4,
}

/// <summary>How grave a breach is under <c>cn-2026</c> (Order 36, articles 7–10), lightest first.</summary>
public enum RecordClass
{
    Minor = 1,
    General = 2,
    Serious = 3,
}
