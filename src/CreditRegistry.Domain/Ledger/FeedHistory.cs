namespace CreditRegistry.Domain.Ledger;

/// <summary>How far the feed has come, and where each life of the database took over from the one before.</summary>
/// <param name="Starts">
/// For each epoch, in order from the first, the last position that it took over: what an earlier epoch placed beyond it
/// is lost. Empty before the first change was placed.
/// </param>
/// <param name="Last">The last position given.</param>
/// <param name="IsBehind">
/// The database asked may not know everything that was given out: a standby that replays, or one just promoted.
/// </param>
public sealed record FeedHistory(IReadOnlyList<long> Starts, long Last, bool IsBehind)
{
    public FeedPosition Head => new(Math.Max(1, Starts.Count), Last);

    /// <summary>Why one cannot go on from that position; null when one can.</summary>
    public RegistryError? Check(FeedPosition position) =>
        Check(position, "after", "Use `next` of an earlier answer, or leave it out to begin at the beginning.");

    /// <param name="position">Where to go on from.</param>
    /// <param name="field">What it was given as.</param>
    /// <param name="wayOut">A sentence that says which position it may be.</param>
    /// <inheritdoc cref="Check(FeedPosition)"/>
    public RegistryError? Check(FeedPosition position, string field, string wayOut)
    {
        if (position.Epoch < Head.Epoch)
        {
            var survived = Starts.Skip(position.Epoch).Min();
            return position.Position <= survived
                ? null
                : new RewoundError(
                    "FEED_REWOUND",
                    "The registry goes on from a copy that lacks the last changes you saw. Undo what you took after the "
                    + "position in resumeFrom, or begin again with an export, and go on from there.",
                    new FeedPosition(Head.Epoch, survived));
        }

        return IsBehind || (position.Epoch == Head.Epoch && position.Position <= Last)
            ? null
            : InvalidError.Of("POSITION_UNKNOWN", field, $"The feed never gave out this position. {wayOut}");
    }
}
