using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.Tests.RuleSets;
using static CreditRegistry.Domain.Repairs.RepairState;

namespace CreditRegistry.Domain.Tests.Repairs;

public class OfficerTests
{
    private static readonly Guid Linked = A.Id();

    private static RegistryError? Recommend(RepairApplication one, Guid by, RepairOutcome outcome = RepairOutcome.Grant, params Guid[] linked) =>
        one.Recommend(Shipped.Book, by, outcome, Code(outcome), "理由。", linked, A.Monday);

    private static RegistryError? Decide(RepairApplication one, Guid by, RepairOutcome outcome = RepairOutcome.Grant, params Guid[] linked) =>
        one.Decide(Shipped.Book, by, outcome, Code(outcome), "理由。", linked, A.Monday);

    private static string Code(RepairOutcome outcome) => outcome is RepairOutcome.Grant ? "CONDITIONS_MET" : "NOT_RECTIFIED";

    [Theory]
    [InlineData(RepairOutcome.Grant)]
    [InlineData(RepairOutcome.Refuse)]
    public void FourEyes_OnADecision_OneProposesAndAnotherConfirms(RepairOutcome outcome)
    {
        var one = A.Case(Accepted).Do(c => Recommend(c, A.First, outcome));
        var before = A.Snapshot(one);

        var own = Decide(one, A.First, outcome);

        Assert.Equal(("REPAIR_FOUR_EYES", before), (Assert.IsType<ForbiddenError>(own).Code, A.Snapshot(one)));
        one.Do(c => Decide(c, A.Second, outcome));
        Assert.Equal((A.Second, false, null), (one.Decision!.By, one.Decision.Departed, one.Proposal));
        Assert.Equal((A.First, false), (one.Facts[^1].Details["proposedBy"], one.Facts[^1].Details["departed"]));
    }

    [Fact]
    public void FourEyes_OnANonAcceptance_OneProposesAndAnotherConfirms()
    {
        RegistryError? Act(RepairApplication c, Guid by) => c.DoNotAccept(Shipped.Book, by, "OUT_OF_SCOPE", "理由。", A.Monday);
        var one = A.Case(Submitted).Do(c => Act(c, A.First));

        Assert.Equal(Submitted, one.State);
        Assert.Equal("REPAIR_FOUR_EYES", Assert.IsType<ForbiddenError>(Act(one, A.First)).Code);
        one.Do(c => Act(c, A.Second));
        Assert.Equal((NotAccepted, ProposalKind.NonAcceptance, A.Second), (one.State, one.Decision!.Kind, one.Decision.By));
    }

    [Fact]
    public void FourEyes_OnARevocation_OneProposesAndAnotherConfirms()
    {
        RegistryError? Act(RepairApplication c, Guid by) => c.Revoke(Shipped.Book, by, "FALSE_STATEMENT", "理由。", A.Monday);
        var one = A.Case(Accepted).Do(c => Recommend(c, A.First, linked: Linked)).Do(c => Decide(c, A.Second, linked: Linked)).Do(c => Act(c, A.Second));

        Assert.Equal(Granted, one.State);
        Assert.Equal("REPAIR_FOUR_EYES", Assert.IsType<ForbiddenError>(Act(one, A.Second)).Code);
        one.Do(c => Act(c, A.First));
        Assert.Equal((Revoked, A.First, ProposalKind.Grant), (one.State, one.Revocation!.By, one.Decision!.Kind));
        Assert.Equal([Linked], one.Revocation.LinkedRecords);
    }

    [Theory]
    [InlineData(RepairOutcome.Grant, RepairOutcome.Refuse, true)]
    [InlineData(RepairOutcome.Refuse, RepairOutcome.Grant, true)]
    [InlineData(RepairOutcome.Refuse, RepairOutcome.Refuse, false)]
    public void Second_WhoDeparts_IsFlagged(RepairOutcome proposed, RepairOutcome decided, bool departed)
    {
        var one = A.Case(Accepted).Do(c => Recommend(c, A.First, proposed)).Do(c => Decide(c, A.Second, decided));

        Assert.Equal((departed, departed), (one.Decision!.Departed, one.Facts[^1].Details["departed"]));
        Assert.Equal(decided is RepairOutcome.Grant ? Granted : Refused, one.State);
    }

    [Fact]
    public void Second_WhoGrantsOtherLinkedRecords_DepartsToo()
    {
        var (more, less, same) = (A.Case(Accepted), A.Case(Accepted), A.Case(Accepted));

        more.Do(c => Recommend(c, A.First)).Do(c => Decide(c, A.Second, linked: Linked));
        less.Do(c => Recommend(c, A.First, linked: Linked)).Do(c => Decide(c, A.Second));
        same.Do(c => Recommend(c, A.First, linked: [Linked, A.Company])).Do(c => Decide(c, A.Second, linked: [A.Company, Linked]));

        Assert.Equal((true, true, false), (more.Decision!.Departed, less.Decision!.Departed, same.Decision!.Departed));
    }

    [Fact]
    public void Dismiss_AProposal_IsADepartureOnlyByAnother()
    {
        RepairApplication Proposed() => A.Case(Submitted).Do(c => c.DoNotAccept(Shipped.Book, A.First, "OUT_OF_SCOPE", "理由。", A.Monday));

        var own = Proposed().Do(c => c.DismissProposal(A.First, "收回。", A.Monday));
        var other = Proposed().Do(c => c.DismissProposal(A.Second, "不同意。", A.Monday));

        Assert.Equal((false, true), (own.Facts[^1].Details["departed"], other.Facts[^1].Details["departed"]));
        Assert.Equal((null, null, Submitted), (own.Proposal, other.Proposal, other.State));
        Assert.Null(own.Accept(Shipped.Book, A.First, A.Monday));
    }

    [Fact]
    public void Proposal_WhileOpen_HoldsAcceptanceAndSupplementBack()
    {
        var one = A.Case(Submitted).Do(c => c.DoNotAccept(Shipped.Book, A.First, "OUT_OF_SCOPE", "理由。", A.Monday));

        Assert.Equal("REPAIR_PROPOSAL_OPEN", one.Accept(Shipped.Book, A.First, A.Monday)?.Code);
        Assert.Equal("REPAIR_PROPOSAL_OPEN", one.RequestSupplement(
            Shipped.Book, A.First, [new("TAX_PAYMENT_PROOF", "缺。")], "补正。", A.At(A.Monday))?.Code);
    }

    [Fact]
    public void Supplement_ASecondTime_IsRefused()
    {
        var record = A.Record();
        var one = A.Case(SupplementRequested, record)
            .Do(c => c.AddDocument(Shipped.Book, A.Document("CREDIT_REPAIR_PROMISE", A.At(A.Monday.AddDays(1))), A.At(A.Monday.AddDays(1))))
            .Do(c => c.Submit(Shipped.Book, A.GroundOf(record), A.Applicant, A.At(A.Monday.AddDays(1))));

        var error = one.RequestSupplement(Shipped.Book, A.First, [new("TAX_PAYMENT_PROOF", "缺。")], "补正。", A.At(A.Monday.AddDays(2)));

        Assert.Equal("REPAIR_SUPPLEMENT_ONCE", error?.Code);
        Assert.Null(one.Accept(Shipped.Book, A.First, A.Monday.AddDays(2)));
    }

    [Fact]
    public void Supplement_OfAnUnknownKind_NamesTheItem()
    {
        var error = A.Case(Submitted).RequestSupplement(
            Shipped.Book, A.First, [new("TAX_PAYMENT_PROOF", "缺。"), new("BRIBE", "缺。")], "补正。", A.At(A.Monday));

        Assert.Equal("missing[1].kind", Assert.IsType<InvalidError>(error).Errors.Keys.Single());
    }

    [Fact]
    public void Assignee_OtherThanTheActor_IsRefusedUntilTheCaseIsTakenOver()
    {
        var one = A.Case(Submitted).Do(c => c.Assign(A.Second, A.Monday));

        Assert.Equal(
            ["REPAIR_OTHER_ASSIGNEE", "REPAIR_OTHER_ASSIGNEE", "REPAIR_OTHER_ASSIGNEE", "REPAIR_OTHER_ASSIGNEE"],
            new[]
            {
                one.Accept(Shipped.Book, A.First, A.Monday),
                one.RequestSupplement(Shipped.Book, A.First, [new("TAX_PAYMENT_PROOF", "缺。")], "补正。", A.At(A.Monday)),
                one.DoNotAccept(Shipped.Book, A.First, "OUT_OF_SCOPE", "理由。", A.Monday),
                one.Extend(Shipped.Book, A.First, "核实。", A.Monday),
            }.Select(e => e?.Code));
        one.Do(c => c.Assign(A.First, A.Monday)).Do(c => c.Accept(Shipped.Book, A.First, A.Monday));
        Assert.Equal("REPAIR_OTHER_ASSIGNEE", Recommend(one, A.Second)?.Code);
        Assert.Equal(A.First, one.Assignee);
    }

    [Fact]
    public void Case_OfNobody_BelongsToWhoActsFirst()
    {
        Assert.Equal(A.Second, A.Case(Submitted).Do(c => c.Accept(Shipped.Book, A.Second, A.Monday)).Assignee);
        Assert.Equal(A.Second, A.Case(Submitted).Do(c => c.DoNotAccept(Shipped.Book, A.Second, "BARRED", "理由。", A.Monday)).Assignee);
        Assert.Equal(A.Second, A.Case(Submitted).Do(c => c.Extend(Shipped.Book, A.Second, "核实。", A.Monday)).Assignee);
        Assert.Null(A.Case(Accepted).Do(c => c.Assign(null, A.Monday)).Assignee);
    }

    [Fact]
    public void Recusal_OfTheProposer_VoidsTheProposalAndPutsTheCaseBack()
    {
        var one = A.Case(Recommended);

        one.Do(c => c.Recuse(A.First, "亲属任职。", A.Monday));

        Assert.Equal((Accepted, null, null), (one.State, one.Proposal, one.Assignee));
        Assert.Equal("REPAIR_STATE", Decide(one, A.Second)?.Code);
        Assert.Null(Recommend(one, A.Second));
    }

    [Fact]
    public void Recusal_OfAnother_LeavesTheProposalAndTheAssignee()
    {
        var one = A.Case(Recommended).Do(c => c.Recuse(A.Second, "亲属任职。", A.Monday));

        Assert.Equal((Recommended, A.First, A.First), (one.State, one.Proposal!.By, one.Assignee!.Value));
    }

    [Fact]
    public void Recusal_AfterAGrant_VoidsOnlyTheRevocationThatTheOfficerProposed()
    {
        var one = A.Case(Granted).Do(c => c.Revoke(Shipped.Book, A.First, "FALSE_STATEMENT", "理由。", A.Monday));

        one.Do(c => c.Recuse(A.First, "亲属任职。", A.Monday));

        Assert.Equal((Granted, null), (one.State, one.Proposal));
        Assert.NotNull(one.Decision);
    }

    public static TheoryData<string, string, bool> ReasonCodes()
    {
        var expected = new Dictionary<string, string[]>
        {
            ["grant"] = ["CONDITIONS_MET"],
            ["refuse"] = ["CONDITIONS_NOT_MET", "PROOF_INSUFFICIENT", "FALSE_STATEMENT", "NOT_RECTIFIED", "NOT_REPAIRABLE", "BARRED"],
            ["nonAcceptance"] = ["PROOF_INSUFFICIENT", "NOT_REPAIRABLE", "BARRED", "OUT_OF_SCOPE"],
            ["revocation"] = ["FALSE_STATEMENT"],
        };
        string[] codes = [.. expected.Values.SelectMany(c => c).Append("BECAUSE").Distinct()];
        return [.. expected.SelectMany(_ => codes, (row, code) => (row.Key, code, row.Value.Contains(code)))];
    }

    [Theory]
    [MemberData(nameof(ReasonCodes))]
    public void ReasonCode_ByUse_IsTakenOrRefusedBeforeAnythingElse(string use, string code, bool taken)
    {
        var book = Shipped.Book;
        var errors = use switch
        {
            "grant" =>
            [
                A.Case(Accepted).Recommend(book, A.First, RepairOutcome.Grant, code, "理由。", [], A.Monday),
                A.Case(Recommended).Decide(book, A.Second, RepairOutcome.Grant, code, "理由。", [], A.Monday),
            ],
            "refuse" =>
            [
                A.Case(Accepted).Recommend(book, A.First, RepairOutcome.Refuse, code, "理由。", [], A.Monday),
                A.Case(Recommended).Decide(book, A.Second, RepairOutcome.Refuse, code, "理由。", [], A.Monday),
            ],
            "nonAcceptance" => [A.Case(Submitted).DoNotAccept(book, A.First, code, "理由。", A.Monday)],
            _ => new[] { A.Case(Granted).Revoke(book, A.First, code, "理由。", A.Monday) },
        };

        Assert.All(errors, error => Assert.Equal(taken ? null : "REASON_CODE_UNKNOWN", error?.Code));
    }

    [Fact]
    public void Access_OfAnOfficerOfTheOrganWithoutAStake_IsGiven() =>
        Assert.Null(CaseAccess.CheckOfficer(Officer(A.Organ), A.Organ, new(false, false, false, false)));

    [Theory]
    [InlineData(true, false, false, false)]
    [InlineData(false, true, false, false)]
    [InlineData(false, false, true, false)]
    [InlineData(false, false, false, true)]
    public void Access_WithAnyOneStake_IsRefused(bool bound, bool filed, bool wrote, bool declared) => Assert.Equal(
        "REPAIR_STAKE",
        Assert.IsType<ForbiddenError>(CaseAccess.CheckOfficer(Officer(A.Organ), A.Organ, new(bound, filed, wrote, declared))).Code);

    [Theory]
    [InlineData(Role.Officer, false)]
    [InlineData(Role.Agency, true)]
    [InlineData(Role.Supervisor, true)]
    [InlineData(Role.Auditor, true)]
    [InlineData(Role.Administrator, true)]
    [InlineData(Role.Applicant, true)]
    public void Access_OfAnotherOrganOrRole_IsRefused(Role role, bool ownOrgan) => Assert.Equal(
        "REPAIR_OTHER_ORGAN",
        Assert.IsType<ForbiddenError>(CaseAccess.CheckOfficer(
            Officer(ownOrgan ? A.Organ : A.Company) with { Roles = new HashSet<Role> { role } },
            A.Organ,
            new(false, false, false, false))).Code);

    private static Actor Officer(Guid organ) =>
        new(A.First, new HashSet<Role> { Role.Officer }, new HashSet<Guid>(), new HashSet<Guid> { organ });
}
