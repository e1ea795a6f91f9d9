namespace CreditRegistry.Application.Screening;

/// <summary>What a screening says about one line.</summary>
public enum ScreeningVerdict
{
    /// <summary>The company is in the register and has no published record.</summary>
    Clear = 1,

    /// <summary>It has published records.</summary>
    Listed,

    /// <summary>The ID is well formed, and no company of the register has it.</summary>
    NotFound,

    /// <summary>No company's registration ID; the reason says why.</summary>
    Invalid,

    /// <summary>An old key; the present ID and its standing follow.</summary>
    Alias,
}

/// <summary>One line's verdict.</summary>
/// <param name="Line">The physical line, or the place in a JSON list, counted from 1.</param>
/// <param name="RegistrationId">What was asked, normalised; null when it is invalid, so that a person's number never comes back.</param>
/// <param name="PresentId">The present registration ID, for an alias.</param>
/// <param name="Standing"><c>clear</c> or the highest tier among the published records; null where no company was found.</param>
/// <param name="Records">How many records are published.</param>
/// <param name="NextEndOn">The first last day (Asia/Shanghai) among them; null when none lapses by itself.</param>
/// <param name="Reason">Why it is invalid: a reason of the ID's check, or a fault of the line.</param>
/// <param name="Position">The character at fault, counted from 1 after normalising.</param>
/// <param name="Suggestion">The ID that was probably meant.</param>
public readonly record struct Screened(
    long Line,
    ScreeningVerdict Verdict,
    string? RegistrationId = null,
    string? PresentId = null,
    string? Standing = null,
    int Records = 0,
    DateOnly? NextEndOn = null,
    string? Reason = null,
    int? Position = null,
    string? Suggestion = null);

/// <summary>How many lines have which verdict.</summary>
public sealed class ScreeningCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<ScreeningVerdict>().Length + 1];

    public long Clear => _counts[(int)ScreeningVerdict.Clear];

    public long Listed => _counts[(int)ScreeningVerdict.Listed];

    public long NotFound => _counts[(int)ScreeningVerdict.NotFound];

    public long Invalid => _counts[(int)ScreeningVerdict.Invalid];

    public long Alias => _counts[(int)ScreeningVerdict.Alias];

    public long Total => _counts.Sum();

    internal void Add(ScreeningVerdict verdict) => _counts[(int)verdict]++;
}
