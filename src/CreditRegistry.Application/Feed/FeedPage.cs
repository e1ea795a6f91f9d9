using System.Text.Json.Serialization;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Ledger;

namespace CreditRegistry.Application.Feed;

/// <summary>A part of the change feed.</summary>
/// <param name="Next">Pass it as <c>after</c> to go on; also on a page without items.</param>
/// <param name="Head">The last position given; equal to <paramref name="Next"/> when there is nothing more.</param>
public sealed record FeedPage(IReadOnlyList<FeedEntry> Items, FeedPosition Next, FeedPosition Head);

/// <summary>
/// One public fact. <see cref="Kind"/> says what happened at that position; the rest says how it stands now, so that
/// nothing is told any more of a record that has left.
/// </summary>
public sealed record FeedEntry
{
    public required FeedPosition Position { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary><c>company.registered</c>, <c>company.changed</c>, <c>record.published</c>, <c>record.changed</c> or <c>record.left</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The company concerned; absent once the record has left.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RegistrationId { get; init; }

    /// <summary>Absent when the entry is about a company.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? RecordId { get; init; }

    /// <summary>The record as it is shown now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RecordView? Record { get; init; }

    /// <summary>The company as it is registered now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RegisteredCompany? Company { get; init; }

    /// <summary>In place of the record: it is no longer shown, so a copy of it has to go.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Tombstone? Tombstone { get; init; }
}

/// <summary>What can happen in public.</summary>
public static class FeedKinds
{
    public const string CompanyRegistered = "company.registered";
    public const string CompanyChanged = "company.changed";
    public const string RecordPublished = "record.published";
    public const string RecordChanged = "record.changed";
    public const string RecordLeft = "record.left";

    /// <summary>
    /// The public name of each kind of the ledger that the public may learn of. A record that comes back, restored or
    /// no longer shielded, has changed: why it was away is not told.
    /// </summary>
    internal static readonly IReadOnlyDictionary<string, string> OfLedger = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [LedgerKinds.CompanyRegistered] = CompanyRegistered,
        [LedgerKinds.CompanyChanged] = CompanyChanged,
        [LedgerKinds.RecordPublished] = RecordPublished,
        [LedgerKinds.RecordCorrected] = RecordChanged,
        [LedgerKinds.RecordMarked] = RecordChanged,
        [LedgerKinds.RecordNoticeShown] = RecordChanged,
        [LedgerKinds.RecordRestored] = RecordChanged,
        [LedgerKinds.RecordUnshielded] = RecordChanged,
        [LedgerKinds.RecordShielded] = RecordLeft,
        [LedgerKinds.RecordRepaired] = RecordLeft,
        [LedgerKinds.RecordLapsed] = RecordLeft,
        [LedgerKinds.RecordAnnulled] = RecordLeft,
        [LedgerKinds.RecordEscalated] = RecordLeft,
        [LedgerKinds.RecordDeregistered] = RecordLeft,
    };
}

/// <summary>A company as its registering authority describes it; its standing follows from its records.</summary>
/// <param name="RegionCode">Six digits of GB/T 2260, the province as registered; null when unknown.</param>
public sealed record RegisteredCompany(
    string RegistrationId,
    string Name,
    string? EnglishName,
    IReadOnlyList<string> FormerNames,
    string? CompanyType,
    CompanyStatus Status,
    DateOnly? RegisteredOn,
    string? RegionCode)
{
    public static RegisteredCompany Of(Company company) => new(
        company.RegistrationId,
        company.Name,
        company.EnglishName,
        company.FormerNames,
        company.CompanyType,
        company.Status,
        company.RegisteredOn,
        company.RegionCode);
}

/// <summary>What is left of a record in public.</summary>
/// <param name="LeftOn">The first day (Asia/Shanghai) on which it was no longer shown.</param>
/// <param name="ReplacedBy">The record it escalated to; absent otherwise.</param>
public sealed record Tombstone(
    TombstoneState State,
    DateOnly LeftOn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? ReplacedBy);

/// <summary>Why a record is no longer shown.</summary>
public enum TombstoneState
{
    Repaired = 1,
    Lapsed,
    Annulled,
    Escalated,
    Deregistered,

    /// <summary>Not shown for now; the public is not told why.</summary>
    Withdrawn,
}
