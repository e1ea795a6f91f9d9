using System.Text.Json;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Tests.RuleSets;
using CreditRegistry.Domain.Tests.Time;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Tests;

/// <summary>Something valid of everything, so that a test states only what it is about.</summary>
internal static class A
{
    /// <summary>A Monday with five working days after it.</summary>
    public static readonly DateOnly Monday = new(2026, 6, 1);

    public static readonly Guid Company = new("00000000-0000-7000-8000-00000000000c");
    public static readonly Guid Organ = new("00000000-0000-7000-8000-00000000000a");
    public static readonly Guid Applicant = new("00000000-0000-7000-8000-0000000000f0");
    public static readonly Guid First = new("00000000-0000-7000-8000-0000000000f1");
    public static readonly Guid Second = new("00000000-0000-7000-8000-0000000000f2");

    /// <summary>Noon in Shanghai.</summary>
    public static DateTimeOffset At(DateOnly day) => LegalDates.StartOf(day).AddHours(12);

    public static Guid Id() => Guid.CreateVersion7(At(Monday));

    public static RuleSet Set(string id) => Shipped.Book.Get(id);

    public static Penalty Penalty(string kind, string? termEndsOn = null) =>
        new(kind, AmountFen: null, termEndsOn is null ? null : Days.Of(termEndsOn));

    public static Penalty[] Penalties(string kinds) =>
        [.. kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(kind => Penalty(kind))];

    /// <summary>A ground that an organ (or, in the last tier of four, time) can use in the tier.</summary>
    public static string Ground(RuleSet rules, RecordTier tier) => tier switch
    {
        RecordTier.Untrustworthy => "U01",
        RecordTier.SeriouslyUntrustworthy => "B01",
        RecordTier.Abnormal => "A01",
        RecordTier.SeriouslyIllegal => rules.HasClasses ? "B01" : "L01",
    };

    /// <summary>A published record: by <c>four-tier-2024</c>, untrustworthy, published on <see cref="Monday"/>.</summary>
    public static CreditRecord Record(
        RuleSet? rules = null,
        RecordTier tier = RecordTier.Untrustworthy,
        string? ground = null,
        DateOnly? publishedOn = null,
        DateOnly? decidedOn = null,
        IReadOnlyList<Penalty>? penalties = null,
        bool? publish = null,
        DateOnly? today = null)
    {
        rules ??= Shipped.FourTier;
        ground ??= Ground(rules, tier);
        penalties ??= Penalties("LARGER_FINE");
        var day = publishedOn ?? Monday;
        return CreditRecord.Publish(
            Id(),
            rules,
            new RecordDraft(Company, Organ, tier, ground, day)
            {
                Class = PublicationRules.EffectiveClass(rules, tier, ground, penalties),
                Decision = new("市监罚〔2026〕1号", decidedOn ?? day),
                Summary = "未按期缴纳税款。",
                Penalties = penalties,
                Publish = publish,
            },
            today ?? day);
    }

    /// <summary>A minor breach of <c>cn-2026</c>: kept, and shown only if the organ asks.</summary>
    public static CreditRecord MinorRecord(bool? publish = null, DateOnly? publishedOn = null, DateOnly? decidedOn = null) =>
        Record(Shipped.Cn, penalties: Penalties("WARNING"), publish: publish, publishedOn: publishedOn, decidedOn: decidedOn);

    public static RecordCorrection Correction(
        string ground = "U02", DateOnly? decidedOn = null, string penalties = "LARGER_FINE") =>
        new(ground, new("市监罚〔2026〕2号", decidedOn ?? Monday), "更正后的摘要。", Penalties(penalties));

    public static CaseDocument Document(string kind, DateTimeOffset addedAt) =>
        new(Id(), kind, $"{kind}.pdf", "application/pdf", 1000, new string('a', 64), addedAt);

    /// <summary>A draft without documents.</summary>
    public static RepairApplication Draft(CreditRecord? record = null, DateOnly? on = null) => RepairApplication.Draft(
        Id(), "CR-2026-7K3M9QTA", record ?? Record(), Shipped.Book, "已补缴税款。", Applicant, At(on ?? Monday));

    /// <summary>A case in that state, each act done on the same day; the first officer works on it.</summary>
    public static RepairApplication Case(RepairState state, CreditRecord? record = null, DateOnly? on = null)
    {
        var day = on ?? Monday;
        record ??= Record(publishedOn: day);
        var one = Draft(record, day);
        if (state is RepairState.Draft)
        {
            return one;
        }

        one.Complete(record, At(day)).Do(c => c.Submit(Shipped.Book, GroundOf(record), Applicant, At(day)));
        foreach (var act in PathTo(state, record, day))
        {
            one.Do(act);
        }

        Assert.Equal(state, one.State);
        return one;
    }

    /// <summary>Adds every document that the record's rules ask for.</summary>
    public static RepairApplication Complete(this RepairApplication one, CreditRecord record, DateTimeOffset now)
    {
        foreach (var needed in one.MissingDocuments(Set(record.RuleSetId), GroundOf(record)))
        {
            one.Do(c => c.AddDocument(Shipped.Book, Document(needed.Kinds[0], now), now));
        }

        return one;
    }

    /// <summary>Does what must succeed.</summary>
    public static T Do<T>(this T subject, Func<T, RegistryError?> act)
    {
        Assert.Null(act(subject));
        return subject;
    }

    public static Ground GroundOf(CreditRecord record) => Set(record.RuleSetId).FindGround(record.Ground)!;

    /// <summary>All that can be seen of a record or case, its facts included.</summary>
    public static string Snapshot(Chronicled subject) => JsonSerializer.Serialize<object>(subject);

    private static IEnumerable<Func<RepairApplication, RegistryError?>> PathTo(RepairState state, CreditRecord record, DateOnly day)
    {
        var book = Shipped.Book;
        Func<RepairApplication, RegistryError?> accept = c => c.Accept(book, First, day);
        Func<RepairApplication, RegistryError?> recommend =
            c => c.Recommend(book, First, RepairOutcome.Grant, "CONDITIONS_MET", "材料齐全。", [], day);
        Func<RepairApplication, RegistryError?> grant =
            c => c.Decide(book, Second, RepairOutcome.Grant, "CONDITIONS_MET", "同意。", [], day);
        return state switch
        {
            RepairState.Draft or RepairState.Submitted => [],
            RepairState.SupplementRequested =>
                [c => c.RequestSupplement(book, First, [new("CREDIT_REPAIR_PROMISE", "请加盖公章。")], "材料不清。", At(day))],
            RepairState.Accepted => [accept],
            RepairState.Recommended => [accept, recommend],
            RepairState.Granted => [accept, recommend, grant],
            RepairState.Refused =>
                [accept, recommend, c => c.Decide(book, Second, RepairOutcome.Refuse, "NOT_RECTIFIED", "未改正。", [], day)],
            RepairState.NotAccepted =>
            [
                c => c.DoNotAccept(book, First, "OUT_OF_SCOPE", "不属本机关。", day),
                c => c.DoNotAccept(book, Second, "OUT_OF_SCOPE", "同意。", day),
            ],
            RepairState.Revoked =>
            [
                accept, recommend, grant,
                c => c.Revoke(book, First, "FALSE_STATEMENT", "材料虚假。", day),
                c => c.Revoke(book, Second, "FALSE_STATEMENT", "属实。", day),
            ],
            RepairState.Withdrawn => [c => c.Withdraw(day)],
            RepairState.Closed => [c => c.Close(RepairClosure.RecordLeftPublication, day)],
        };
    }
}
