using System.Text.Json;

namespace CreditRegistry.Persistence.Ledger;

/// <summary>One row of the ledger: what happened, to what, when, by whom. Written with the change itself, never changed.</summary>
public sealed class LedgerEntry
{
    public long Id { get; private init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The acting account's key; null when the registry itself acted.</summary>
    public required Guid? Actor { get; init; }

    /// <summary>The role in which the account acted, or <c>registry</c>.</summary>
    public required string Role { get; init; }

    public required string Kind { get; init; }

    public required Guid Subject { get; init; }

    public required Guid? CompanyId { get; init; }

    /// <summary>Codes, dates, versions and hashes.</summary>
    public required JsonDocument Details { get; init; }

    /// <summary>Its place among all committed changes; null until the sequencer has given it one.</summary>
    public long? Position { get; private init; }

    public LedgerText? Text { get; init; }
}

/// <summary>The reason that a person wrote beside a change. Kept apart, so that it can be erased while the ledger stands.</summary>
public sealed class LedgerText
{
    public long LedgerId { get; private init; }

    public required string Text { get; init; }
}
