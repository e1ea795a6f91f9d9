namespace CreditRegistry.Persistence;

/// <summary>The answer to a creating request, kept so that a repeated request creates nothing twice.</summary>
public sealed class IdempotentAnswer
{
    /// <summary>Part of the contract: for how long the same key gives the same answer.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    public const int KeyMaxLength = 255;

    public required Guid AccountKey { get; init; }

    /// <summary>Method and route template, such as <c>POST /api/v1/records</c>.</summary>
    public required string Route { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path and body.</summary>
    public required byte[] RequestHash { get; init; }

    public required DateTimeOffset AnsweredAt { get; init; }

    public required int Status { get; init; }

    public string? Location { get; init; }

    public string? ETag { get; init; }

    public string? ContentType { get; init; }

    public required byte[] Body { get; init; }
}
