using System.Globalization;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Tests.RuleSets;
using static CreditRegistry.Domain.Records.RecordState;

namespace CreditRegistry.Domain.Tests.Records;

public class CreditRecordTests
{
    private static readonly DateOnly Today = A.Monday;

    /// <summary>Every standing that a record can have today.</summary>
    public enum Standing
    {
        Shown,
        Shielded,
        LastDay,
        PastLastDay,
        NoticeRunning,
        TermOver,
        Unpublished,
        Repaired,
        Lapsed,
        Annulled,
        Escalated,
        Deregistered,
    }

    private static readonly Dictionary<string, Func<CreditRecord, RegistryError?>> Acts = new()
    {
        ["Correct"] = r => r.Correct(
            A.Set(r.RuleSetId),
            A.Correction(r.Ground, r.DecidedOn, string.Join(' ', r.Penalties.Select(p => p.Kind))), Today, "笔误。"),
        ["Annul"] = r => r.Annul(Today, "决定已撤销。"),
        ["Lapse"] = r => r.Lapse(Today),
        ["Repair"] = r => r.Repair(Today, A.Id()),
        ["Restore"] = r => r.Restore(A.Set(r.RuleSetId), Today),
        ["Deregister"] = r => r.Deregister(Today),
        ["ShowNotice"] = r => r.ShowNotice(Today),
        ["Escalate"] = r => r.Escalate(A.Set(r.RuleSetId), A.Id(), Today, lastBlockingCaseClosedOn: null).Error,
        ["Shield"] = r => r.Shield(Today, "法院裁定。"),
        ["Unshield"] = r => r.Unshield(Today, "程序终结。"),
    };

    private static readonly Dictionary<Standing, string> Allowed = new()
    {
        [Standing.Shown] = "Correct Annul Repair Deregister ShowNotice Shield",
        [Standing.Shielded] = "Correct Annul Repair Deregister Unshield",
        [Standing.LastDay] = "Correct Annul Repair Deregister ShowNotice Shield",
        [Standing.PastLastDay] = "Annul Lapse",
        [Standing.NoticeRunning] = "Correct Annul Repair Deregister Shield",
        [Standing.TermOver] = "Correct Annul Repair Deregister Escalate Shield",
        [Standing.Unpublished] = "Correct Annul Deregister",
        [Standing.Repaired] = "Annul Restore",
        [Standing.Lapsed] = "Annul",
        [Standing.Annulled] = "",
        [Standing.Escalated] = "Annul",
        [Standing.Deregistered] = "",
    };

    public static TheoryData<Standing, string> Matrix =>
        [.. Enum.GetValues<Standing>().SelectMany(_ => Acts.Keys, (standing, act) => (standing, act))];

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Act_InAnyStanding_IsDoneAndChronicledOrRefusedWithoutATrace(Standing standing, string act)
    {
        var record = In(standing);
        var (before, version, facts) = (A.Snapshot(record), record.Version, record.Facts.Count);

        var error = Acts[act](record);

        if (Allowed[standing].Split(' ').Contains(act))
        {
            Assert.Null(error);
            Assert.Equal((version + 1, facts + 1), (record.Version, record.Facts.Count));
            Assert.Equal((record.Id, A.Company, record.Version), (record.Facts[^1].SubjectId, record.Facts[^1].CompanyId!.Value, record.Facts[^1].Details["version"]));
        }
        else
        {
            Assert.Contains(Assert.IsType<ConflictError>(error).Code, new[] { "RECORD_STATE", "RECORD_NOT_DUE", "RECORD_NOTICE_SHOWN" });
            Assert.Matches(@"^[A-Z].*\.$", error.Message);
            Assert.Equal(before, A.Snapshot(record));
        }
    }

    /// <summary>Standing, act, state after it, kind of the fact, the day the fact says.</summary>
    public static TheoryData<Standing, string, RecordState, string, string?> Facts => new()
    {
        { Standing.Shown, "Correct", Published, LedgerKinds.RecordCorrected, "2026-06-01" },
        { Standing.Unpublished, "Correct", Unpublished, LedgerKinds.RecordCorrected, "2026-06-01" },
        { Standing.Shown, "Annul", Annulled, LedgerKinds.RecordAnnulled, "2026-06-01" },
        { Standing.PastLastDay, "Lapse", Lapsed, LedgerKinds.RecordLapsed, "2026-05-02" },
        { Standing.Shown, "Repair", Repaired, LedgerKinds.RecordRepaired, "2026-06-01" },
        { Standing.Repaired, "Restore", Published, LedgerKinds.RecordRestored, "2026-06-01" },
        { Standing.Shown, "Deregister", Deregistered, LedgerKinds.RecordDeregistered, "2026-06-01" },
        { Standing.Shown, "ShowNotice", Published, LedgerKinds.RecordNoticeShown, "2026-06-01" },
        { Standing.TermOver, "Escalate", Escalated, LedgerKinds.RecordEscalated, "2026-06-01" },
        { Standing.Shown, "Shield", Published, LedgerKinds.RecordShielded, "2026-06-01" },
        { Standing.Shielded, "Unshield", Published, LedgerKinds.RecordUnshielded, "2026-06-01" },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Act_WhenDone_LeavesItsFactWithTheDay(Standing standing, string act, RecordState after, string kind, string? on)
    {
        var record = In(standing).Do(Acts[act]);

        Assert.Equal((after, kind), (record.State, record.Facts[^1].Kind));
        Assert.Equal(on, ((DateOnly)record.Facts[^1].Details["on"]!).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>Standing, act, the first day not shown: null where the record never was shown or is.</summary>
    public static TheoryData<Standing, string, string?> Tombstones => new()
    {
        { Standing.Shown, "Annul", "2026-06-01" },
        { Standing.Shown, "Repair", "2026-06-01" },
        { Standing.Shown, "Deregister", "2026-06-01" },
        { Standing.Shielded, "Annul", "2026-06-01" },
        { Standing.TermOver, "Escalate", "2026-06-01" },
        { Standing.PastLastDay, "Lapse", "2026-05-02" },
        { Standing.PastLastDay, "Annul", "2026-05-02" },
        { Standing.LastDay, "Annul", "2026-06-01" },
        { Standing.Lapsed, "Annul", "2026-05-02" },
        { Standing.Repaired, "Annul", "2026-05-15" },
        { Standing.Escalated, "Annul", "2026-05-20" },
        { Standing.Unpublished, "Annul", null },
        { Standing.Unpublished, "Deregister", null },
        { Standing.Repaired, "Restore", null },
    };

    [Theory]
    [MemberData(nameof(Tombstones))]
    public void Tombstone_AfterEachWayOfLeaving_NamesTheFirstDayNotShown(Standing standing, string act, string? leftOn)
    {
        var record = In(standing).Do(Acts[act]);

        Assert.Equal(leftOn, record.LeftOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(record.LeftOn, record.LeftOnAsOf(Today));
        Assert.Equal(record.State is Published, record.IsShownOn(Today));
    }

    [Fact]
    public void Leaving_InAnyWay_TakesMarkAndShieldAlong()
    {
        foreach (var act in new[] { "Annul", "Repair", "Deregister" })
        {
            var record = In(Standing.Shielded);
            record.MarkRepairPending(true);

            record.Do(Acts[act]);

            Assert.Equal((false, null), (record.RepairPending, record.ShieldedSince));
        }
    }

    [Fact]
    public void Annulled_ThoughStoredAsLapsed_WasNeverShownAndHasNoTombstoneDay()
    {
        var record = A.Record(Shipped.Cn, decidedOn: new(2025, 1, 1), publishedOn: Today);

        record.Do(r => r.Annul(Today, "决定已撤销。"));

        Assert.Null(record.LeftOn);
    }

    [Fact]
    public void Publish_Anew_StartsAtVersionOneWithOneFact()
    {
        var record = A.Record(Shipped.Cn, RecordTier.SeriouslyUntrustworthy);

        var fact = Assert.Single(record.Facts);
        Assert.Equal((1, LedgerKinds.RecordPublished), (record.Version, fact.Kind));
        Assert.Equal(
            (RecordTier.SeriouslyUntrustworthy, "B01", Published, A.Monday, "cn-2026"),
            (fact.Details["tier"], fact.Details["ground"], fact.Details["state"], fact.Details["on"], fact.Details["ruleSet"]));
        Assert.DoesNotContain(fact.Details.Values, value => value is string text && text.Contains("未按期"));
    }

    [Fact]
    public void Publish_WithoutARowForItsClass_IsABugAndThrows() => Assert.Throws<ArgumentException>(() => CreditRecord.Publish(
        A.Id(),
        Shipped.Cn,
        new(A.Company, A.Organ, RecordTier.Untrustworthy, "U01", Today) { Summary = "", Class = RecordClass.Serious },
        Today));

    [Fact]
    public void Correct_Content_RunsThePeriodsAgainAndKeepsSubjectTierAndDay()
    {
        var record = A.Record(Shipped.Cn);

        record.Do(r => r.Correct(Shipped.Cn, A.Correction("U02", new(2026, 5, 1), "CONFISCATION"), Today, "更正。"));

        Assert.Equal(
            ("U02", new("市监罚〔2026〕2号", new(2026, 5, 1)), "更正后的摘要。", RecordClass.General),
            (record.Ground, record.Decision!, record.Summary, record.Class!.Value));
        Assert.Equal((new(2026, 8, 1), new DateOnly(2027, 5, 1)), (record.RepairableFrom, record.LapsesOn));
        Assert.Equal((A.Company, RecordTier.Untrustworthy, Today), (record.CompanyId, record.Tier, record.PublishedOn));
        Assert.Equal("更正。", record.Facts[^1].Text);
        Assert.DoesNotContain(typeof(RecordCorrection).GetProperties(), p => p.Name is "Tier" or "CompanyId");
    }

    [Theory]
    [InlineData("U01", "SHUTDOWN", "RECORD_CLASS_NOT_IN_TIER")]
    [InlineData("U01", "", "RECORD_PENALTY_REQUIRED")]
    [InlineData("B01", "LARGER_FINE", "RECORD_GROUND_NOT_IN_TIER RECORD_CLASS_NOT_IN_TIER")]
    [InlineData("DISHONEST_PROMISE", "LARGER_FINE", "RECORD_GROUND_UNKNOWN")]
    [InlineData("U01", "FLOGGING", "RECORD_PENALTY_UNKNOWN")]
    public void Correct_AgainstTheRules_IsRefusedWithEveryBreach(string ground, string penalties, string codes)
    {
        var record = A.Record(Shipped.Cn);
        var before = A.Snapshot(record);

        var error = record.Correct(Shipped.Cn, A.Correction(ground, penalties: penalties), Today, "更正。");

        Assert.Equal(codes, string.Join(' ', Assert.IsType<RefusedError>(error).Breaches.Select(b => b.Rule)));
        Assert.Equal(before, A.Snapshot(record));
    }

    [Fact]
    public void Correct_ADecisionOfTomorrow_IsRefused() => Assert.Equal(
        "RECORD_DECISION_IN_FUTURE",
        Assert.IsType<RefusedError>(A.Record().Correct(
            Shipped.FourTier, A.Correction(decidedOn: Today.AddDays(1)), Today, "更正。")).Breaches.Single().Rule);

    [Fact]
    public void Correct_AHiddenMinorBreachToAGraverOne_IsRefusedSinceItWouldHaveToBeShown()
    {
        var record = A.MinorRecord();

        var error = record.Correct(Shipped.Cn, A.Correction(penalties: "LARGER_FINE"), Today, "更正。");

        Assert.Equal("RECORD_MUST_BE_PUBLISHED", Assert.IsType<RefusedError>(error).Breaches.Single().Rule);
        Assert.Null(record.Correct(Shipped.Cn, A.Correction(penalties: "SMALL_FINE"), Today, "更正。"));
    }

    [Fact]
    public void Correct_ToAPeriodAlreadyOver_LeavesTodayNotInThePast()
    {
        var record = A.Record(Shipped.Cn, publishedOn: new(2026, 4, 1));

        record.Do(r => r.Correct(Shipped.Cn, A.Correction(decidedOn: new(2026, 2, 1), penalties: "WARNING"), Today, "更正。"));

        Assert.Equal((Lapsed, new DateOnly(2026, 5, 1), Today), (record.State, record.LapsesOn, record.LeftOn));
        Assert.Equal(record.Version, record.Facts.Count);
    }

    [Fact]
    public void Correct_ARecordThatAroseByRule_IsRefused()
    {
        var graver = Graver(In(Standing.TermOver));

        Assert.Equal("RECORD_NOT_BY_DECISION", graver.Correct(Shipped.FourTier, A.Correction(), Today, "更正。")?.Code);
    }

    [Fact]
    public void Restore_AfterARepair_ShowsTheRecordAgainWithANewPeriodAndABar()
    {
        var record = In(Standing.Repaired).Do(Acts["Restore"]);

        Assert.Equal((true, Today, (DateOnly?)null), (record.IsShownOn(Today), record.RestoredOn, record.LeftOn));
        Assert.Equal((new(2029, 6, 1), new(2029, 6, 1), new DateOnly(2029, 6, 2)), (record.BarredUntil, record.LapsesOn, record.RepairableFrom));
        Assert.Equal(record.BarredUntil, record.Facts[^1].Details["barredUntil"]);
    }

    [Fact]
    public void Restore_AfterANotice_NeedsANewNotice()
    {
        var record = In(Standing.TermOver).Do(Acts["Repair"]).Do(r => r.Restore(Shipped.FourTier, Today));

        Assert.Null(record.NoticeShownOn);
        Assert.Equal("RECORD_NOT_DUE", record.Escalate(Shipped.FourTier, A.Id(), Today.AddYears(3), null).Error?.Code);
        Assert.Null(record.ShowNotice(Today.AddYears(3).AddDays(-60)));
        Assert.NotNull(record.Escalate(Shipped.FourTier, A.Id(), Today.AddYears(3), null).Value);
    }

    [Fact]
    public void Shield_AndUnshield_HideAndShowAgainWhileThePeriodRunsOn()
    {
        var record = A.Record(publishedOn: new(2023, 6, 1)).Do(r => r.Shield(Today.AddDays(-3), "法院裁定。"));
        var (from, last) = (record.RepairableFrom, record.LapsesOn);

        Assert.Equal((false, Published, Today.AddDays(-3)), (record.IsShownOn(Today), record.StateOn(Today), record.ShieldedSince!.Value));
        record.Do(Acts["Unshield"]);
        Assert.Equal((true, from, last), (record.IsShownOn(Today), record.RepairableFrom, record.LapsesOn));
        Assert.Equal(Lapsed, record.StateOn(Today.AddDays(1)));
    }

    [Fact]
    public void Mark_SetTwice_IsChronicledOnce()
    {
        var record = A.Record();

        record.MarkRepairPending(true);
        record.MarkRepairPending(true);
        record.MarkRepairPending(false);

        Assert.Equal([LedgerKinds.RecordPublished, LedgerKinds.RecordMarked, LedgerKinds.RecordMarked], record.Facts.Select(f => f.Kind));
        Assert.Equal(3, record.Version);
    }

    [Fact]
    public void Facts_OnceForgotten_LeaveTheVersion()
    {
        var record = A.Record();

        record.ForgetFacts();
        record.Do(Acts["Annul"]);

        Assert.Equal((2, 1), (record.Version, record.Facts.Count));
    }

    [Fact]
    public void Refusal_OfALapsedRecord_SaysThatItLapsed() => Assert.Equal(
        "A record that is lapsed cannot be repaired.", Acts["Repair"](In(Standing.PastLastDay))!.Message);

    internal static CreditRecord In(Standing standing)
    {
        var abnormal = () => A.Record(tier: RecordTier.Abnormal, publishedOn: new(2023, 5, 20));
        return standing switch
        {
            Standing.Shown => A.Record(publishedOn: new(2026, 5, 1)),
            Standing.Shielded => In(Standing.Shown).Do(r => r.Shield(new(2026, 5, 10), "法院裁定。")),
            Standing.LastDay => A.Record(publishedOn: new(2023, 6, 1)),
            Standing.PastLastDay => A.Record(publishedOn: new(2023, 5, 1)),
            Standing.NoticeRunning => abnormal().Do(r => r.ShowNotice(new(2026, 5, 1))),
            Standing.TermOver => abnormal().Do(r => r.ShowNotice(new(2026, 3, 21))),
            Standing.Unpublished => A.MinorRecord(publishedOn: new(2026, 5, 1)),
            Standing.Repaired => A.Record(publishedOn: new(2026, 1, 5)).Do(r => r.Repair(new(2026, 5, 15), A.Id())),
            Standing.Lapsed => In(Standing.PastLastDay).Do(r => r.Lapse(new(2026, 5, 31))),
            Standing.Annulled => In(Standing.Shown).Do(r => r.Annul(new(2026, 5, 15), "决定已撤销。")),
            Standing.Escalated => In(Standing.TermOver).Do(r => r.Escalate(Shipped.FourTier, A.Id(), new(2026, 5, 20), null).Error),
            Standing.Deregistered => In(Standing.Shown).Do(r => r.Deregister(new(2026, 5, 15))),
        };
    }

    private static CreditRecord Graver(CreditRecord record) =>
        record.Escalate(Shipped.FourTier, A.Id(), Today, lastBlockingCaseClosedOn: null).Value!;
}
