namespace CreditRegistry.Persistence.Proof;

/// <summary>
/// A piece of the log's tree: up to 256 hashes next to each other, 32 bytes each. Those of level 0 are of leaves; each of
/// level 1 is of 256 leaves, and so on. The last tile of a level may be shorter. What lies between is computed.
/// </summary>
public sealed class LogTile
{
    /// <summary>So many levels of the tree does one level of tiles stand for.</summary>
    public const int Height = 8;

    public const int Width = 1 << Height;

    public required int Level { get; init; }

    /// <summary>Its number among those of its level, from 0.</summary>
    public required long Index { get; init; }

    public required byte[] Hashes { get; init; }
}

/// <summary>What the registry has signed for: the whole log as it was when it had so many leaves.</summary>
public sealed class SignedHead
{
    /// <summary>Leaves in the tree: the last position that it covers.</summary>
    public required long Size { get; init; }

    public required int Epoch { get; init; }

    public required DateTimeOffset At { get; init; }

    public required byte[] Root { get; init; }

    /// <summary>The same as a signed statement, a compact JWS.</summary>
    public required string Jws { get; init; }
}

/// <summary>A public key that signs, or has signed, for the registry.</summary>
public sealed class SigningKeyEntry
{
    /// <summary>The thumbprint of the key (RFC 7638).</summary>
    public required string Kid { get; init; }

    /// <summary>The public key as a JSON Web Key.</summary>
    public required string Jwk { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>A statement of the key before, signed by it, that this one follows; null for the first, and after a loss.</summary>
    public required string? Endorsement { get; init; }
}
