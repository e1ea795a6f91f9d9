namespace CreditRegistry.Persistence.Companies;

/// <summary>Where a search by name changes its way. Answers are complete on every way; these decide only their order and speed.</summary>
public sealed record NameSearchOptions
{
    /// <summary>
    /// Up to so many expected matches are all fetched and ranked; more are listed by registration ID instead. At ten million
    /// companies, fetching so many takes as long as walking to the first page of them.
    /// </summary>
    public int RareMatches { get; init; } = 4_000;

    /// <summary>How many rows a walk may pass at least before it turns to the index of parts.</summary>
    public int WalkRows { get; init; } = 40_000;

    /// <summary>How many names with the same beginning may be passed by a filter before the index of parts is used.</summary>
    public int PrefixRows { get; init; } = 5_000;

    /// <summary>How old what is known of the frequency of parts may be.</summary>
    public TimeSpan StatisticsAge { get; init; } = TimeSpan.FromMinutes(1);
}
