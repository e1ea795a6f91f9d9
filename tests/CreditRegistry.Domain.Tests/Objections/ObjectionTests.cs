using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Tests.RuleSets;
using CreditRegistry.Domain.Tests.Time;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Tests.Objections;

/// <summary>Limits, clocks and what an objection does to a repair; days written out from the calendar of 2026.</summary>
public class ObjectionTests
{
    private static readonly RuleBook Book = Shipped.Book;

    [Fact]
    public void Submission_Always_IsForwardedAndMarkedAtOnceAndTheClockOfAcceptanceRuns()
    {
        var one = AnObjection.In(ObjectionState.Submitted, on: Days.Of("2026-06-18"));

        Assert.Equal((A.At(Days.Of("2026-06-18")), Days.Of("2026-06-18")), (one.ForwardedAt!.Value, one.FiledOn!.Value));
        Assert.All(
            one.Deadlines.Where(d => d.Kind is DeadlineKind.Mark or DeadlineKind.Forwarding),
            d => Assert.Equal((Days.Of("2026-06-22"), one.FiledOn), (d.DueOn!.Value, d.MetOn))); // over the Dragon Boat Festival
        Assert.Equal(Days.Of("2026-06-24"), one.DueOn);
        Assert.Equal((false, true), (one.IsOverdueOn(Days.Of("2026-06-24")), one.IsOverdueOn(Days.Of("2026-06-25"))));
    }

    [Theory]
    [InlineData("four-tier-2024", RecordTier.Untrustworthy, "2026-06-10")]
    [InlineData("cn-2026", RecordTier.Untrustworthy, "2026-06-10")]
    [InlineData("cn-2026", RecordTier.Abnormal, "2026-06-30")]
    public void Decision_FromTheAcceptance_IsDueAsTheRuleSetSaysAndExtendedOnce(string set, RecordTier tier, string due)
    {
        var record = A.Record(A.Set(set), tier, publishedOn: A.Monday);
        var one = AnObjection.In(ObjectionState.Accepted, record);
        Assert.Equal(Days.Of(due), one.DueOn);

        Assert.Equal("OBJECTION_EXTENSION_LATE", one.Extend(Book, A.First, "需核实。", Days.Of(due))!.Code);
        one.Do(o => o.Extend(Book, A.First, "需核实。", Days.Of(due).AddDays(-1)));
        Assert.Equal(Book.Calendar.AddWorkingDays(Days.Of(due), 10).DueOn, one.DueOn);
        Assert.Equal("OBJECTION_EXTENDED_ONCE", one.Extend(Book, A.First, "需核实。", Days.Of(due))!.Code);

        one.Do(o => o.Find(Book, record, AnObjection.Dismissal(A.First, A.Monday)))
            .Do(o => o.Decide(Book, record, AnObjection.Dismissal(A.Second, A.Monday)))
            .Do(o => o.RequestReview(Book, record, "未回应。", A.Monday));
        Assert.Equal(Days.Of("2026-06-10"), one.DueOn); // the extension was the first decision's
        one.Do(o => o.Extend(Book, AnObjection.Third, "需核实。", A.Monday));
    }

    [Theory]
    [InlineData("2026-06-30", ObjectionGround.FactsWrong, null)]
    [InlineData("2026-07-01", ObjectionGround.FactsWrong, null)]
    [InlineData("2026-07-02", ObjectionGround.FactsWrong, "OBJECTION_TOO_LATE")]
    [InlineData("2026-07-02", ObjectionGround.PeriodWrong, "OBJECTION_TOO_LATE")]
    [InlineData("2026-07-02", ObjectionGround.NotThisCompany, "OBJECTION_TOO_LATE")]
    [InlineData("2026-07-02", ObjectionGround.DecisionAnnulledOrChanged, null)]
    [InlineData("2026-07-02", ObjectionGround.AlreadyRepaired, null)]
    public void Abnormal_InCn_IsContestedWithinThirtyDaysOfPublication(string day, ObjectionGround ground, string? breach)
    {
        var record = A.Record(Shipped.Cn, RecordTier.Abnormal, publishedOn: A.Monday);

        Assert.Equal(breach, Objection.Check(Book, record, ground, Days.Of(day)).Select(b => b.Rule).SingleOrDefault());
        Assert.Empty(Objection.Check(Book, A.Record(), ground, Days.Of(day)));
    }

    [Fact]
    public void Record_ThatLeft_CannotBeContested()
    {
        var record = A.Record();
        record.Do(r => r.Annul(A.Monday, "错误。"));

        Assert.Equal("OBJECTION_RECORD_LEFT", Assert.Single(Objection.Check(Book, record, ObjectionGround.FactsWrong, A.Monday)).Rule);
        var draft = AnObjection.Draft(A.Record());
        Assert.Equal(["OBJECTION_RECORD_LEFT"], Breaches(draft.Submit(Book, record, [], A.Applicant, A.At(A.Monday))));
    }

    [Fact]
    public void Record_OnItsLastDayAndAfter_CanAndCannotBeContested()
    {
        var record = A.Record();
        var last = record.LapsesOn!.Value;

        Assert.Empty(Objection.Check(Book, record, ObjectionGround.FactsWrong, last));
        Assert.Single(Objection.Check(Book, record, ObjectionGround.FactsWrong, last.AddDays(1)));
    }

    [Fact]
    public void SameGround_WithoutNewEvidence_IsRefusedAndWithItTaken()
    {
        var record = A.Record();
        RegistryError? Again(ObjectionState before, ObjectionGround ground, char digest)
        {
            var earlier = AnObjection.In(before, record);
            var again = AnObjection.Draft(record, AnObjection.Text(ground));
            return digest == 'a'
                ? again.Submit(Book, record, [earlier], A.Applicant, A.At(A.Monday))
                : again.Do(o => o.AddDocument(Book, AnObjection.Evidence(digest, A.Monday), A.At(A.Monday)))
                    .Submit(Book, record, [earlier], A.Applicant, A.At(A.Monday));
        }

        Assert.Equal(["OBJECTION_NOT_NEW"], Breaches(Again(ObjectionState.Dismissed, ObjectionGround.FactsWrong, 'a')));
        Assert.Equal(["OBJECTION_NOT_NEW"], Breaches(Again(ObjectionState.Rejected, ObjectionGround.FactsWrong, 'a')));
        Assert.Null(Again(ObjectionState.Dismissed, ObjectionGround.FactsWrong, 'b'));
        Assert.Null(Again(ObjectionState.Dismissed, ObjectionGround.PeriodWrong, 'a'));
        Assert.Null(Again(ObjectionState.Withdrawn, ObjectionGround.FactsWrong, 'a'));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Review_TakenBack_LeavesTheDismissalStandingAndWasTheOne(bool found)
    {
        var record = A.Record();
        var one = AnObjection.In(ObjectionState.Dismissed, record);
        var (finding, decision) = (one.Finding, one.Decision);
        one.Do(o => o.RequestReview(Book, record, "未回应证据二。", A.Monday.AddDays(1)));
        if (found)
        {
            one.Do(o => o.Find(Book, record, AnObjection.Annulment(AnObjection.Third, A.Monday.AddDays(1))));
        }

        one.Do(o => o.Withdraw(A.Monday.AddDays(2)));

        Assert.Equal((ObjectionState.Dismissed, finding, decision), (one.State, one.Finding, one.Decision));
        Assert.Equal((A.Monday.AddDays(2), A.Monday.AddDays(2)), (one.EndedOn, one.Review!.WithdrawnOn));
        Assert.Equal("Withdrawn", one.Deadlines.Single(d => d.Kind is DeadlineKind.ReviewDecision).EndedBy);
        Assert.Equal("objection.reviewWithdrawn", one.Facts[^1].Kind);
        Assert.Null(one.ReviewableUntil(Book));
        Assert.Equal("OBJECTION_REVIEW_ONCE", one.RequestReview(Book, record, "再次申请。", A.Monday.AddDays(2))!.Code);
        Assert.Equal(["OBJECTION_NOT_NEW"], Breaches(Again(record, one)));
    }

    [Fact]
    public void SameGround_AfterARecordLeftInItsReviewAndReturned_WasDecided()
    {
        var record = A.Record();
        var one = AnObjection.In(ObjectionState.UnderReview, record)
            .Do(o => o.Close(ObjectionClosure.RecordLeftPublication, A.Monday));

        Assert.Equal(["OBJECTION_NOT_NEW"], Breaches(Again(record, one)));
        var undecided = AnObjection.In(ObjectionState.Closed, record);
        Assert.Null(Again(record, undecided));
    }

    [Theory]
    [InlineData("2026-07-30", null)]
    [InlineData("2026-07-31", null)]
    [InlineData("2026-08-01", "OBJECTION_REVIEW_TOO_LATE")]
    public void Review_AtItsLimit_IsTakenUntilTheLastDay(string day, string? breach)
    {
        var record = A.Record();
        var one = AnObjection.In(ObjectionState.Dismissed, record);

        Assert.Equal(Days.Of("2026-07-31"), one.ReviewableUntil(Book));
        Assert.Equal(breach, Breaches(one.RequestReview(Book, record, "未回应。", Days.Of(day))).SingleOrDefault());
    }

    [Theory]
    [InlineData(ObjectionOutcome.Reopen, "REPAIR_WRONGLY_REFUSED", "OBJECTION_OUTCOME_UNFIT")]
    [InlineData(ObjectionOutcome.Dismiss, "WRONG_COMPANY", "REASON_CODE_UNKNOWN")]
    [InlineData(ObjectionOutcome.Annul, "RECORD_CORRECT", "REASON_CODE_UNKNOWN")]
    [InlineData(ObjectionOutcome.Correct, "RECORD_INCORRECT", "OBJECTION_CORRECTION_MISSING")]
    public void Finding_ThatDoesNotFit_IsRefused(ObjectionOutcome outcome, string reason, string code) => Assert.Equal(
        code,
        AnObjection.In(ObjectionState.Accepted).Find(Book, A.Record(), new(outcome, A.First, A.Monday, reason, "说明。"))!.Code);

    [Theory]
    [InlineData("2029-06-01", "REPAIR_BARRED")]
    [InlineData("2029-06-02", null)]
    public void Reopening_WhileRepairIsBarred_IsRefusedUntilTheDayAfter(string day, string? breach)
    {
        var record = A.Record(tier: RecordTier.Abnormal);
        var application = A.Case(RepairState.Refused, record);
        record.Do(r => r.Repair(A.Monday, A.Id())).Do(r => r.Restore(A.Set(record.RuleSetId), A.Monday));
        var one = Objection.Draft(
            A.Id(), "OB-1", record, application, AnObjection.Text(ObjectionGround.RepairRefused), Book, A.Applicant, A.At(A.Monday)).Value!
            .Do(o => o.Submit(Book, record, [], A.Applicant, A.At(A.Monday)))
            .Do(o => o.Accept(Book, A.First, A.Monday));
        var found = one.Find(Book, record, new(ObjectionOutcome.Reopen, A.First, Days.Of(day), "REPAIR_WRONGLY_REFUSED", "说明。"));

        Assert.Equal(breach, Breaches(found).SingleOrDefault());
    }

    [Fact]
    public void Finding_WithACorrection_MustFitTheRecordAndChangeThePeriodWhereItSaysSo()
    {
        var record = A.Record(Shipped.Cn);
        var one = AnObjection.In(ObjectionState.Accepted, record);
        ObjectionFinding With(ObjectionOutcome outcome, RecordCorrection correction, string reason) =>
            new(outcome, A.First, A.Monday, reason, "说明。", correction);
        var now = new RecordCorrection(record.Ground, record.Decision!, "更正后的摘要。", record.Penalties);

        Assert.Equal("OBJECTION_CORRECTION_UNFIT", one.Find(Book, record, With(ObjectionOutcome.Annul, now, "WRONG_COMPANY"))!.Code);
        Assert.Equal(
            "RECORD_CORRECTION_REFUSED",
            one.Find(Book, record, With(ObjectionOutcome.Correct, now with { Ground = "B01" }, "RECORD_INCORRECT"))!.Code);
        var nothing = now with { Summary = record.Summary, Penalties = [.. record.Penalties] };
        Assert.Equal("RECORD_CORRECTION_SAME", one.Find(Book, record, With(ObjectionOutcome.Correct, nothing, "RECORD_INCORRECT"))!.Code);
        Assert.Equal("OBJECTION_PERIOD_SAME", one.Find(Book, record, With(ObjectionOutcome.ChangePeriod, now, "PERIOD_INCORRECT"))!.Code);
        var earlier = now with { Decision = now.Decision with { DecidedOn = now.Decision.DecidedOn.AddDays(-30) } };
        one.Do(o => o.Find(Book, record, With(ObjectionOutcome.ChangePeriod, earlier, "PERIOD_INCORRECT")));

        // The second confirms without repeating what is to be corrected.
        one.Do(o => o.Decide(Book, record, new(ObjectionOutcome.ChangePeriod, A.Second, A.Monday, "PERIOD_INCORRECT", "同意。")));
        Assert.Equal((earlier, false), (one.Decision!.Correction, one.Decision.Departed));
    }

    [Fact]
    public void Decision_OnARecordCorrectedSinceTheFinding_DoesNotCorrectItBack()
    {
        var record = A.Record(Shipped.Cn);
        var was = record.Content!;
        var one = AnObjection.In(ObjectionState.Accepted, record).Do(o => o.Find(Book, record, With(was with { Summary = "更正后的摘要。" })));
        record.MarkRepairPending(true); // a new version, with the same content
        Assert.Equal(was with { Summary = "更正后的摘要。" }, one.Complete(record, With(null)).Value!.Correction);
        var number = was.Decision with { Number = "〔2026〕99" };
        record.Do(r => r.Correct(Shipped.Cn, was with { Decision = number }, A.Monday, "文号有误。"));
        var before = A.Snapshot(one);

        Assert.Equal("OBJECTION_RECORD_CORRECTED", one.Decide(Book, record, With(null) with { By = A.Second })!.Code);
        Assert.Equal("OBJECTION_RECORD_CORRECTED", one.Complete(record, With(null)).Error!.Code);
        Assert.Equal(before, A.Snapshot(one));

        var both = record.Content! with { Summary = "更正后的摘要。" };
        one.Do(o => o.Decide(Book, record, With(both) with { By = A.Second }));
        Assert.Equal(both, one.Decision!.Correction);

        static ObjectionFinding With(RecordCorrection? correction) =>
            new(ObjectionOutcome.Correct, A.First, A.Monday, "RECORD_INCORRECT", "说明。", correction);
    }

    [Fact]
    public void Decision_OtherThanTheFinding_Departs()
    {
        var record = A.Record();
        var one = AnObjection.In(ObjectionState.Proposed, record)
            .Do(o => o.Decide(Book, record, AnObjection.Annulment(A.Second, A.Monday)));

        Assert.True(one.Decision!.Departed);
        Assert.Equal(ObjectionState.Upheld, one.State);
    }

    [Theory]
    [InlineData(ObjectionGround.RepairRefused, false)]
    [InlineData(ObjectionGround.FactsWrong, true)]
    public void Ground_OfTheOtherKind_IsRefused(ObjectionGround ground, bool ofRepair)
    {
        var drafted = Objection.Draft(
            A.Id(), "OB-1", A.Record(), ofRepair ? A.Case(RepairState.Refused) : null, AnObjection.Text(ground), Book, A.Applicant,
            A.At(A.Monday));

        Assert.Equal("OBJECTION_GROUND_UNFIT", drafted.Error!.Code);
    }

    [Fact]
    public void Statement_WithPersonalData_IsRefusedInADraftAndInItsChange()
    {
        var text = AnObjection.Text(statement: "请致电13812345678。");

        Assert.Equal(
            "PUBLIC_TEXT_PERSONAL",
            Objection.Draft(A.Id(), "OB-1", A.Record(), null, text, Book, A.Applicant, A.At(A.Monday)).Error!.Code);
        Assert.Equal(
            "PUBLIC_TEXT_PERSONAL",
            AnObjection.Draft(A.Record()).ChangeText(Book, text, A.At(A.Monday))!.Code);
    }

    [Fact]
    public void Refusal_AfterTheApplicationWasExaminedAnew_IsContestedWithTheSameEvidenceOnce()
    {
        var record = A.Record(publishedOn: Days.Of("2026-02-02"));
        var application = A.Case(RepairState.Refused, record);
        List<Objection> earlier = [];

        Assert.Null(Contest(ObjectionOutcome.Dismiss));
        Assert.Equal(["OBJECTION_NOT_NEW"], Breaches(Contest(ObjectionOutcome.Reopen)));
        Assert.Null(Contest(ObjectionOutcome.Reopen, 'b'));
        Assert.Null(Contest(ObjectionOutcome.Dismiss)); // refused once more
        Assert.Equal(["OBJECTION_NOT_NEW"], Breaches(Contest(ObjectionOutcome.Reopen)));

        RegistryError? Contest(ObjectionOutcome outcome, char evidence = 'a')
        {
            var now = A.At(A.Monday).AddMinutes(earlier.Count);
            var one = Objection.Draft(
                A.Id(), "OB-1", record, application, AnObjection.Text(ObjectionGround.RepairRefused), Book, A.Applicant, now).Value!;
            one.Do(o => o.AddDocument(Book, AnObjection.Evidence(evidence, A.Monday), now));
            if (one.Submit(Book, record, earlier, A.Applicant, now) is { } refusal)
            {
                return refusal;
            }

            var reason = outcome is ObjectionOutcome.Dismiss ? "REFUSAL_CORRECT" : "REPAIR_WRONGLY_REFUSED";
            ObjectionFinding By(Guid account) => new(outcome, account, A.Monday, reason, "说明。");
            one.Do(o => o.Accept(Book, A.First, A.Monday))
                .Do(o => o.Find(Book, record, By(A.First)))
                .Do(o => o.Decide(Book, record, By(A.Second)));
            earlier.Add(one);
            return null;
        }
    }

    [Theory]
    [InlineData(RepairState.Submitted)]
    [InlineData(RepairState.Granted)]
    [InlineData(RepairState.Withdrawn)]
    public void Application_ThatWasNotRefused_CannotBeContested(RepairState state) => Assert.Equal(
        "OBJECTION_APPLICATION_STATE",
        Objection.Draft(
            A.Id(), "OB-1", A.Record(), A.Case(state), AnObjection.Text(ObjectionGround.RepairRefused), Book, A.Applicant,
            A.At(A.Monday)).Error!.Code);

    [Fact]
    public void RepairClock_WhileTheRecordIsContested_StandsStillAndResumesWithWhatWasLeft()
    {
        var record = A.Record(Shipped.Cn, publishedOn: Days.Of("2026-04-01"));
        var one = A.Case(RepairState.Accepted, record, Days.Of("2026-06-01"));
        Assert.Equal(Days.Of("2026-06-10"), one.DueOn); // seven working days

        one.FollowObjection(Book, contested: true, Days.Of("2026-06-03"));
        Assert.Null(one.DueOn);
        Assert.False(one.IsOverdueOn(Days.Of("2026-12-31")));
        var version = one.Version;
        one.FollowObjection(Book, contested: true, Days.Of("2026-06-04"));
        Assert.Equal(version, one.Version); // told twice, stopped once

        one.FollowObjection(Book, contested: false, Days.Of("2026-06-12"));

        // The 2nd was counted; from the 3rd to the 12th nothing; six working days are left.
        Assert.Equal(Days.Of("2026-06-23"), one.DueOn);
        var stop = Assert.Single(one.Deadlines.Single(d => d.Kind is DeadlineKind.Decision).Stops);
        Assert.Equal(new ClockStop(Days.Of("2026-06-03"), Days.Of("2026-06-12"), "OBJECTION"), stop);
        Assert.Equal(["repair.clockStopped", "repair.clockResumed"], one.Facts.TakeLast(2).Select(f => f.Kind));
    }

    [Theory]
    [InlineData(false, "2026-06-23")]
    [InlineData(true, "2026-06-16")]
    public void RepairClock_OfAnObjectionFiledAgain_StopsUnlessTheFirstWasWithdrawn(bool withdrawn, string due)
    {
        var one = A.Case(RepairState.Accepted, A.Record(Shipped.Cn, publishedOn: Days.Of("2026-04-01")), Days.Of("2026-06-01"));
        one.FollowObjection(Book, contested: true, Days.Of("2026-06-02"));
        one.FollowObjection(Book, contested: false, Days.Of("2026-06-05"), withdrawn);
        Assert.Equal(Days.Of("2026-06-16"), one.DueOn); // seven working days after the 5th
        var version = one.Version;

        one.FollowObjection(Book, contested: true, Days.Of("2026-06-08"));

        Assert.Equal(withdrawn, one.Version == version);
        Assert.Equal(withdrawn ? Days.Of(due) : null, one.DueOn);
        one.FollowObjection(Book, contested: false, Days.Of("2026-06-11"));
        Assert.Equal(Days.Of(due), one.DueOn);
        Assert.Equal(
            withdrawn ? ["OBJECTION_WITHDRAWN"] : ["OBJECTION", "OBJECTION"],
            one.Deadlines.Single(d => d.Kind is DeadlineKind.Decision).Stops.Select(s => s.Reason));
    }

    [Theory]
    [InlineData(RepairState.Refused, RepairState.Accepted, "2026-06-16")]
    [InlineData(RepairState.NotAccepted, RepairState.Submitted, "2026-06-04")]
    public void Reopening_OfARefusedApplication_GoesBackToWhereItWasRefusedWithNewClocks(
        RepairState from, RepairState to, string due)
    {
        var one = A.Case(from, A.Record(publishedOn: Days.Of("2026-04-01")), Days.Of("2026-05-04"))
            .Do(c => c.Reopen(Book, A.Id(), Days.Of("2026-06-01")));

        Assert.Equal((to, Days.Of(due), null, null), (one.State, one.DueOn, one.Decision, one.EndedOn));
        Assert.Equal(Days.Of("2026-05-04"), one.FiledOn); // and so it still holds up escalation
    }

    [Fact]
    public void Mark_OfAContestedRecord_GoesWithTheRecord()
    {
        var record = A.Record();
        record.MarkContested(A.Monday, "正在复议。");
        Assert.Equal((A.Monday, "正在复议。"), (record.ContestedSince, record.CompanyStatement));

        record.Do(r => r.Annul(A.Monday, "错误。"));
        Assert.Equal((null, null), (record.ContestedSince, record.CompanyStatement));
        var version = record.Version;
        record.UnmarkContested(A.Monday);
        Assert.Equal(version, record.Version);
    }

    [Fact]
    public void Overdue_OnceNoted_IsNotedAgainOnlyForAnotherDueDay()
    {
        var record = A.Record();
        var one = AnObjection.In(ObjectionState.Submitted, record);
        Assert.False(one.NoteOverdue(Days.Of("2026-06-04")));
        Assert.True(one.NoteOverdue(Days.Of("2026-06-05")));
        Assert.False(one.NoteOverdue(Days.Of("2026-06-06")));

        one.Do(o => o.Accept(Book, A.First, Days.Of("2026-06-08")));
        Assert.Null(one.OverdueSince);
        Assert.False(one.NoteOverdue(Days.Of("2026-06-17")));
        Assert.True(one.NoteOverdue(Days.Of("2026-06-18")));
    }

    /// <summary>The same ground with the same evidence.</summary>
    private static RegistryError? Again(CreditRecord record, Objection earlier) =>
        AnObjection.Draft(record).Submit(Book, record, [earlier], A.Applicant, A.At(A.Monday));

    private static IEnumerable<string> Breaches(RegistryError? error) =>
        (error as RefusedError)?.Breaches.Select(b => b.Rule) ?? [];
}
