using System.Text.Json;
using System.Text.Json.Serialization;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Application.Repairs;

/// <summary>A repair application as its reader may see it. The company reads role and organ, never an officer.</summary>
public sealed record RepairView : IVersioned
{
    public required Guid Id { get; init; }

    public required string Reference { get; init; }

    public required Guid RecordId { get; init; }

    public required string RegistrationId { get; init; }

    public required string CompanyName { get; init; }

    public required OrganView Organ { get; init; }

    public required RecordTier Tier { get; init; }

    public required string RuleSet { get; init; }

    public required RepairState State { get; init; }

    /// <summary>Who must act now, and by when; null when nobody has to.</summary>
    public required NextStep? Next { get; init; }

    public required string Statement { get; init; }

    public required IReadOnlyList<CaseDocument> Documents { get; init; }

    /// <summary>What is still needed before the application can be submitted.</summary>
    public required IReadOnlyList<DocumentNeed> MissingDocuments { get; init; }

    public required SupplementRequest? Supplement { get; init; }

    public required IReadOnlyList<DeadlineView> Deadlines { get; init; }

    public required bool Overdue { get; init; }

    public required DecisionAnswer? Decision { get; init; }

    public required DecisionAnswer? Revocation { get; init; }

    public required RepairClosure? ClosedBecause { get; init; }

    public required IReadOnlyList<HistoryEntry> History { get; init; }

    public required int Version { get; init; }

    /// <summary>For officers and those who watch them; left out for the company.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CaseInside? Inside { get; init; }
}

/// <summary>What only officers, supervisors and auditors see.</summary>
/// <param name="Contact">For the case's officers only.</param>
public sealed record CaseInside(Guid? Assignee, ProposalView? Proposal, bool? Departed, ContactView? Contact);

/// <param name="By">Account key of the officer who proposed it.</param>
public sealed record ProposalView(
    ProposalKind Kind, Guid By, DateOnly On, string ReasonCode, string Reason, IReadOnlyList<Guid> LinkedRecords);

public sealed record ContactView(string Name, string Email);

/// <summary>A requirement of the rule set; any one of the kinds satisfies it.</summary>
public sealed record DocumentNeed(
    IReadOnlyList<string> Kinds, string Title, string TitleZh, string LegalBasis, string LegalBasisZh)
{
    public static DocumentNeed Of(RequiredDocument d) =>
        new(d.Kinds, d.Title.En, d.Title.Zh, d.LegalBasis.En, d.LegalBasis.Zh);
}

/// <param name="Who"><c>company</c> or <c>officers</c>.</param>
/// <param name="DueOn">Last day (Asia/Shanghai); null while the clock stands still.</param>
/// <param name="Provisional">True when the day may still move because a year's calendar is not out.</param>
public sealed record NextStep(string Who, string What, string WhatZh, DateOnly? DueOn, bool Provisional);

/// <summary>A deadline with its arithmetic: from which day, how long, by which law.</summary>
public sealed record DeadlineView(
    DeadlineKind Kind,
    DateOnly StartedOn,
    Period Length,
    DateOnly? DueOn,
    bool Provisional,
    bool Extended,
    DateOnly? MetOn,
    DateOnly? EndedOn,
    string? EndedBy,
    IReadOnlyList<ClockStop> Stops,
    string LegalBasis,
    string LegalBasisZh)
{
    internal static DeadlineView Of(CaseDeadline d, DeadlineRule rule) => new(
        d.Kind, d.StartedOn, rule.Length, d.DueOn, d.Provisional, d.Extended, d.MetOn, d.EndedOn, d.EndedBy, d.Stops,
        rule.LegalBasis.En, rule.LegalBasis.Zh);
}

/// <summary>What was decided, why, and how it can be contested.</summary>
/// <param name="Remedies">Null for a grant.</param>
public sealed record DecisionAnswer(
    ProposalKind Kind,
    DateOnly On,
    string ReasonCode,
    string Reason,
    IReadOnlyList<Guid> LinkedRecords,
    string? Remedies,
    string? RemediesZh);

/// <param name="Role">The role in which somebody acted, or <c>registry</c>.</param>
/// <param name="Details">Dates and codes of the event.</param>
/// <param name="Text">The reason that was written, unless it was erased.</param>
public sealed record HistoryEntry(DateTimeOffset At, string Kind, string Role, string? Text, JsonElement Details);
