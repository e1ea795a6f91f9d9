using System.Text.Json;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Proof;
using CreditRegistry.Persistence.Records;

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

    /// <summary>32 random bytes from which all that is salted in the row is derived; for auditors only.</summary>
    public byte[] Secret { get; private init; } = null!;

    /// <summary>Of the reason, see <see cref="Commitment.HashText"/>; null when there is none.</summary>
    public byte[]? TextHash { get; private init; }

    /// <summary>The row's leaf in the tree of the log.</summary>
    public byte[] Commitment { get; private init; } = null!;

    /// <summary>Its place among all committed changes; null until the sequencer has given it one.</summary>
    public long? Position { get; private init; }

    public LedgerText? Text { get; init; }

    /// <summary>A row for each fact of one change, committed to.</summary>
    /// <param name="facts">At least one.</param>
    /// <param name="role">The role in which the actor acts; null for the registry itself and for anyone without an account.</param>
    /// <param name="stored">The record as it stands after the change, to which the last row commits; null for all else.</param>
    /// <returns>The rows in the order of the facts, and what opens the last one's commitment.</returns>
    internal static (IReadOnlyList<LedgerEntry> Rows, byte[] Opening) OfAll(
        IReadOnlyList<LedgerFact> facts, Actor actor, Role? role, DateTimeOffset now, StoredVersion? stored)
    {
        var last = Of(facts[^1], actor, role, now, stored);
        return ([.. facts.SkipLast(1).Select(fact => Of(fact, actor, role, now, stored: null).Row), last.Row], last.Commitment.Opening);
    }

    /// <summary>A row for a fact, committed to.</summary>
    /// <param name="stored">The record as it stands after the change; null when the fact is not the last about a record.</param>
    internal static (LedgerEntry Row, Commitment Commitment) Of(
        LedgerFact fact, Actor actor, Role? role, DateTimeOffset now, StoredVersion? stored)
    {
        var secret = Domain.Proof.Commitment.NewSecret();
        var acting = role is { } known ? EnumText.Name(known) : actor.NameWithoutRole;
        var details = JsonSerializer.SerializeToDocument(fact.Details, RegistryJson.Options);
        var textHash = fact.Text is null ? null : Domain.Proof.Commitment.HashText(secret, fact.Text);
        var committed = new CommittedRow(
            now, actor.AccountKey, acting, fact.Kind, fact.SubjectId, fact.CompanyId, details.RootElement, textHash, stored?.Version);
        var commitment = Domain.Proof.Commitment.Of(secret, committed, stored?.Content);
        var row = new LedgerEntry
        {
            At = now,
            Actor = actor.AccountKey,
            Role = acting,
            Kind = fact.Kind,
            Subject = fact.SubjectId,
            CompanyId = fact.CompanyId,
            Details = details,
            Secret = secret,
            TextHash = textHash,
            Commitment = commitment.Hash,
            Text = fact.Text is null ? null : new LedgerText { Text = fact.Text },
        };
        return (row, commitment);
    }
}

/// <summary>The reason that a person wrote beside a change. Kept apart, so that it can be erased while the ledger stands.</summary>
public sealed class LedgerText
{
    public long LedgerId { get; private init; }

    public required string Text { get; init; }
}
