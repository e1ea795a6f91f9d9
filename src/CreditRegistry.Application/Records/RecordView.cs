using System.Text.Json.Serialization;
using CreditRegistry.Application.Past;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Application.Records;

/// <summary>A record as people and programs read it: what happened, the law behind it, what follows, and when it ends.</summary>
public sealed record RecordView : IVersioned
{
    public required Guid Id { get; init; }

    public required string RegistrationId { get; init; }

    public required string CompanyName { get; init; }

    public required RecordTier Tier { get; init; }

    public required string TierName { get; init; }

    public required string TierNameZh { get; init; }

    public required RecordClass? Class { get; init; }

    public required RuleText Ground { get; init; }

    public required OrganView Organ { get; init; }

    /// <summary>Null for an escalated record, which has no decision of its own.</summary>
    public required DecisionView? Decision { get; init; }

    public required string Summary { get; init; }

    public required IReadOnlyList<Penalty> Penalties { get; init; }

    public required RecordState State { get; init; }

    public required DateOnly PublishedOn { get; init; }

    /// <summary>First day on which repair may be applied for; null when the record can only lapse.</summary>
    public required DateOnly? RepairableFrom { get; init; }

    /// <summary>Last day on which the record is shown; null when it never lapses by itself.</summary>
    public required DateOnly? LapsesOn { get; init; }

    /// <summary>First day on which it was no longer shown; null while it is.</summary>
    public required DateOnly? LeftOn { get; init; }

    public required IReadOnlyList<MarkView> Marks { get; init; }

    /// <summary>What is in force because of the record; empty once it has left publication.</summary>
    public required IReadOnlyList<MeasureView> Measures { get; init; }

    public required string RuleSet { get; init; }

    public required Guid? EscalatedFrom { get; init; }

    public required int Version { get; init; }

    /// <summary>What shows that the record is in the log as it is shown here; null for a record that the log does not know.</summary>
    public required LogView? Log { get; init; }

    /// <summary>What is asked about the past; absent from an answer about now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InstantView? Instant { get; init; }

    bool IVersioned.IsPast => Instant is not null;

    /// <param name="today">The day of the answer (Asia/Shanghai): measures and marks are those of that day.</param>
    public static RecordView Of(RecordRow row, RuleBook book, DateOnly today)
    {
        var (record, registrationId, companyName, organ, log) = row;
        var rules = book.Get(record.RuleSetId);
        var tier = rules.For(record.Tier);
        var ground = rules.FindGround(record.Ground)!;
        var organView = OrganView.Of(organ);
        return new RecordView
        {
            Id = record.Id,
            RegistrationId = registrationId,
            CompanyName = companyName,
            Tier = record.Tier,
            TierName = tier.Name.En,
            TierNameZh = tier.Name.Zh,
            Class = record.Class,
            Ground = RuleText.Of(ground.Code, ground.Title, ground.LegalBasis),
            Organ = organView,
            Decision = record.Decision is { } decision
                ? new DecisionView(decision.Number, organView, decision.DecidedOn)
                : null,
            Summary = record.Summary,
            Penalties = record.Penalties,
            State = record.StateOn(today),
            PublishedOn = record.PublishedOn,
            RepairableFrom = record.RepairableFrom,
            LapsesOn = record.LapsesOn,
            LeftOn = record.LeftOnAsOf(today),
            Marks = [.. MarksOf(rules, record, today)],
            Measures = record.IsShownOn(today)
                ? [.. rules.MeasuresFor(record.Tier).Select(MeasureView.Of)]
                : [],
            RuleSet = record.RuleSetId,
            EscalatedFrom = record.EscalatedFromId,
            Version = record.Version,
            Log = log,
        };
    }

    private static IEnumerable<MarkView> MarksOf(RuleSet rules, CreditRecord record, DateOnly today)
    {
        if (record.RepairPending)
        {
            yield return MarkView.Of("REPAIR_PENDING", MarkTexts.RepairPending, null, null);
        }

        if (record.ContestedSince is { } contested)
        {
            yield return MarkView.Of("OBJECTION", MarkTexts.Contested, contested, null, record.CompanyStatement);
        }

        if (record.NoticeShownOn is { } shown && record.IsShownOn(today))
        {
            yield return MarkView.Of(
                "ESCALATION_NOTICE",
                MarkTexts.Escalates,
                shown,
                Escalation.EarliestOn(rules, record, lastBlockingCaseClosedOn: null));
        }

        if (record.BarredUntil >= today)
        {
            yield return new(
                "REPAIR_BARRED", "Repair is barred after a false promise", "因承诺不实不得申请修复", record.RestoredOn, record.BarredUntil);
        }

        if (record.ShieldedSince is { } since)
        {
            yield return new("SHIELDED", "Hidden by a court's order", "依法院裁定暂时屏蔽", since, null);
        }
    }
}

/// <summary>A record with what a reader must know besides.</summary>
public sealed record RecordRow(CreditRecord Record, string RegistrationId, string CompanyName, Organ Organ, LogView? Log);

/// <summary>
/// With these and the record's own facts everyone can compute its leaf in the log, and by GET /records/{id}/proof that it is there.
/// </summary>
/// <param name="At">When the record came to be as it is.</param>
/// <param name="Salt">32 bytes in hexadecimal.</param>
/// <param name="Private">The hash of what only auditors read, in hexadecimal.</param>
public sealed record LogView(DateTimeOffset At, string Salt, string Private)
{
    /// <param name="proof">Salt and private hash as they are stored with the record; null for none.</param>
    public static LogView? Of(DateTimeOffset at, byte[]? proof) => proof is null
        ? null
        : new(at, Convert.ToHexStringLower(proof, 0, 32), Convert.ToHexStringLower(proof, 32, 32));
}

/// <summary>A row of the rules with its law, in both languages.</summary>
public sealed record RuleText(string Code, string Title, string TitleZh, string LegalBasis, string LegalBasisZh)
{
    public static RuleText Of(string code, LocalText title, LocalText basis) =>
        new(code, title.En, title.Zh, basis.En, basis.Zh);
}

public sealed record OrganView(string Code, string Name, string NameZh)
{
    public static OrganView Of(Organ organ) => new(organ.Code, organ.Name, organ.NameZh);
}

public sealed record DecisionView(string Number, OrganView Organ, DateOnly DecidedOn);

/// <summary>Something that lies over a record: a case under way, an objection, a notice, a bar.</summary>
/// <param name="From">First day, or null.</param>
/// <param name="Until">The day it points to: when it escalates, or the last day of a bar; or null.</param>
/// <param name="Statement">Of an objection: what the company says to it, in its own words; or null.</param>
public sealed record MarkView(
    string Code, string Title, string TitleZh, DateOnly? From, DateOnly? Until, string? Statement = null)
{
    internal static MarkView Of(string code, LocalText title, DateOnly? from, DateOnly? until, string? statement = null) =>
        new(code, title.En, title.Zh, from, until, statement);
}

/// <summary>The marks that the log commits to, in words.</summary>
internal static class MarkTexts
{
    public static readonly LocalText RepairPending = new("A repair application is under way", "信用修复申请办理中");
    public static readonly LocalText Contested = new("The company contests this record", "企业对该信息提出异议");
    public static readonly LocalText Escalates = new("Will escalate unless it is put right", "逾期未纠正将升级");
}

/// <param name="Organ">Who applies the measure.</param>
/// <param name="Binding">True where public bodies must apply it; false where market participants may refer to it.</param>
public sealed record MeasureView(
    string Code, string Title, string TitleZh, string LegalBasis, string LegalBasisZh, string Organ, string OrganZh, bool Binding)
{
    public static MeasureView Of(Measure measure) => new(
        measure.Code,
        measure.Title.En,
        measure.Title.Zh,
        measure.LegalBasis.En,
        measure.LegalBasis.Zh,
        measure.Organ.En,
        measure.Organ.Zh,
        measure.Binding);
}
