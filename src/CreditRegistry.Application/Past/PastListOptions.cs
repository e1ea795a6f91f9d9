namespace CreditRegistry.Application.Past;

/// <summary>
/// How many records one answer about an instant looks at: what came into the register later, with an earlier day of
/// publication, is looked at in vain.
/// </summary>
public sealed record PastListOptions
{
    public int Batch { get; init; } = 1_000;

    public int MostBatches { get; init; } = 20;
}
