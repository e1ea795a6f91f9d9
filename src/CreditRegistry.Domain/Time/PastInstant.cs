namespace CreditRegistry.Domain.Time;

/// <summary>Which of the two questions about the past is asked.</summary>
public enum PastQuestion
{
    /// <summary>What was in force in law at that instant, as it is known now.</summary>
    AsOf = 1,

    /// <summary>What this registry showed at that instant.</summary>
    ShownAt,
}

/// <summary>An instant up to now that a reader asks about.</summary>
public sealed record PastInstant
{
    private PastInstant(PastQuestion question, DateTimeOffset at) => (Question, At) = (question, at.ToUniversalTime());

    public PastQuestion Question { get; }

    public DateTimeOffset At { get; }

    /// <summary>Its day in Asia/Shanghai.</summary>
    public DateOnly Day => LegalDates.DateOf(At);

    /// <summary>The one instant that is given; null when none is, for what stands now.</summary>
    public static Outcome<PastInstant?> Of(DateTimeOffset? asOf, DateTimeOffset? shownAt, DateTimeOffset now)
    {
        if (asOf is not null && shownAt is not null)
        {
            return InvalidError.Of(
                "INSTANT_AMBIGUOUS",
                "shownAt",
                "Ask either asOf, what was in force then as it is known now, or shownAt, what the registry showed then.");
        }

        var (question, at) = asOf is not null ? (PastQuestion.AsOf, asOf) : (PastQuestion.ShownAt, shownAt);
        if (at > now)
        {
            return InvalidError.Of(
                "INSTANT_IN_FUTURE",
                question is PastQuestion.AsOf ? "asOf" : "shownAt",
                "The instant is later than now. Ask about one up to now, or leave the parameter out for what stands now.");
        }

        return at is { } instant ? new PastInstant(question, instant) : (PastInstant?)null;
    }
}
