using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.Tests.RuleSets;
using FsCheck;
using FsCheck.Fluent;
using static CreditRegistry.Domain.Repairs.RepairState;

namespace CreditRegistry.Domain.Tests.Repairs;

/// <summary>Every act in every state of a case: allowed with its fact, or refused without a trace.</summary>
public class CaseMatrixTests
{
    private static readonly DateOnly Day = A.Monday.AddDays(1);

    /// <summary>An act by an officer (or the company, which ignores that) on a day.</summary>
    private delegate RegistryError? Act(RepairApplication one, Guid officer, DateOnly on);

    private static readonly Dictionary<string, Act> Acts = new()
    {
        ["AddDocument"] = (c, _, on) => c.AddDocument(Shipped.Book, A.Document("CREDIT_REPAIR_PROMISE", A.At(on)), A.At(on)),
        ["RemoveDocument"] = (c, _, on) => c.RemoveDocument(Shipped.Book, c.Documents.Count > 0 ? c.Documents[^1].Id : A.Id(), A.At(on)),
        ["ChangeStatement"] = (c, _, on) => c.ChangeStatement(Shipped.Book, "已改正。", A.At(on)),
        ["ChangeContact"] = (c, _, on) => c.ChangeContact(Shipped.Book, A.At(on)),
        ["Submit"] = (c, _, on) => c.Submit(Shipped.Book, A.GroundOf(A.Record()), A.Applicant, A.At(on)),
        ["Withdraw"] = (c, _, on) => c.Withdraw(on),
        ["Assign"] = (c, who, on) => c.Assign(who, on),
        ["Unassign"] = (c, _, on) => c.Assign(null, on),
        ["Recuse"] = (c, who, on) => c.Recuse(who, "亲属任职。", on),
        ["RequestSupplement"] = (c, who, on) =>
            c.RequestSupplement(Shipped.Book, who, [new("CREDIT_REPAIR_PROMISE", "请加盖公章。")], "材料不清。", A.At(on)),
        ["Accept"] = (c, who, on) => c.Accept(Shipped.Book, who, on),
        ["DoNotAccept"] = (c, who, on) => c.DoNotAccept(Shipped.Book, who, "OUT_OF_SCOPE", "不属本机关。", on),
        ["Recommend"] = (c, who, on) => c.Recommend(Shipped.Book, who, RepairOutcome.Grant, "CONDITIONS_MET", "材料齐全。", [], on),
        ["Grant"] = (c, who, on) => c.Decide(Shipped.Book, who, RepairOutcome.Grant, "CONDITIONS_MET", "同意。", [], on),
        ["Refuse"] = (c, who, on) => c.Decide(Shipped.Book, who, RepairOutcome.Refuse, "NOT_RECTIFIED", "未改正。", [], on),
        ["Extend"] = (c, who, on) => c.Extend(Shipped.Book, who, "需现场核实。", on),
        ["Revoke"] = (c, who, on) => c.Revoke(Shipped.Book, who, "FALSE_STATEMENT", "材料虚假。", on),
        ["Dismiss"] = (c, who, on) => c.DismissProposal(who, "理由不成立。", on),
        ["CloseLeft"] = (c, _, on) => c.Close(RepairClosure.RecordLeftPublication, on),
        ["CloseUnanswered"] = (c, _, on) => c.Close(RepairClosure.SupplementUnanswered, on),
        ["CloseIdle"] = (c, _, on) => c.Close(RepairClosure.DraftIdle, on),
        ["CloseAnew"] = (c, _, on) => c.Close(RepairClosure.ExaminedAnew, on),
    };

    /// <summary>State (with an open proposal of the first officer where it says so), who acts, what may be done.</summary>
    public static TheoryData<string, string, string> Rows => new()
    {
        { "Draft", "First", "ChangeStatement ChangeContact AddDocument RemoveDocument Submit Withdraw CloseLeft CloseIdle CloseAnew" },
        { "Submitted", "First", "Withdraw Assign Unassign Recuse RequestSupplement Accept DoNotAccept Extend CloseLeft" },
        { "Submitted proposed", "First", "Withdraw Assign Unassign Recuse Extend Dismiss CloseLeft" },
        { "Submitted proposed", "Second", "Withdraw Assign Unassign Recuse DoNotAccept Dismiss CloseLeft" },
        { "SupplementRequested", "First", "AddDocument Withdraw Assign Unassign Recuse CloseLeft CloseUnanswered" },
        { "SupplementRequested answered", "First", "AddDocument RemoveDocument Submit Withdraw Assign Unassign Recuse CloseLeft CloseUnanswered" },
        { "Accepted", "First", "Withdraw Assign Unassign Recuse Recommend Extend CloseLeft" },
        { "Accepted", "Second", "Withdraw Assign Unassign Recuse CloseLeft" },
        { "Recommended", "First", "Withdraw Assign Unassign Recuse Extend CloseLeft" },
        { "Recommended", "Second", "Withdraw Assign Unassign Recuse Grant Refuse CloseLeft" },
        { "Granted", "First", "Recuse Revoke" },
        { "Granted", "Second", "Recuse Revoke" },
        { "Granted proposed", "First", "Recuse Dismiss" },
        { "Granted proposed", "Second", "Recuse Revoke Dismiss" },
        { "Refused", "First", "" },
        { "NotAccepted", "First", "" },
        { "Revoked", "First", "" },
        { "Withdrawn", "First", "" },
        { "Closed", "First", "" },
    };

    [Fact]
    public void Matrix_OfStates_LeavesNoneOut() => Assert.Equal(
        Enum.GetNames<RepairState>().Order(), Rows.Select(row => row.Data.Item1.Split(' ')[0]).Distinct().Order());

    [Theory]
    [MemberData(nameof(Rows))]
    public void Acts_InAState_AreDoneAndChronicledOrRefusedWithoutATrace(string situation, string officer, string allowed)
    {
        foreach (var (name, act) in Acts)
        {
            var one = In(situation);
            var (before, version) = (A.Snapshot(one), one.Version);

            var error = act(one, officer is "First" ? A.First : A.Second, Day);

            if (allowed.Split(' ').Contains(name))
            {
                Assert.True(error is null, $"{name} in {situation} by {officer}: {error?.Message}");
                Assert.Equal((version + 1, one.Facts.Count), (one.Version, one.Version));
            }
            else
            {
                Assert.True(error is not null, $"{name} in {situation} by {officer} must be refused.");
                Assert.Matches("^[A-Z_]+$", error.Code);
                Assert.Matches(@"^[A-Z].*\.$", error.Message);
                Assert.Equal(before, A.Snapshot(one));
            }
        }
    }

    [Theory]
    [InlineData("Draft", "Accept", "An application that is still a draft cannot be accepted.")]
    [InlineData("Accepted", "Submit", "An application that is accepted cannot be submitted.")]
    [InlineData("SupplementRequested", "Grant", "An application that is waiting for its supplement cannot be decided.")]
    [InlineData("NotAccepted", "Withdraw", "An application that is not accepted cannot be withdrawn.")]
    [InlineData("Granted", "Withdraw", "An application that is granted cannot be withdrawn.")]
    [InlineData("Accepted", "CloseIdle", "An application that is accepted cannot be closed for that reason.")]
    public void Refusal_ByState_SaysWhichStateAndWhat(string situation, string act, string message) =>
        Assert.Equal(("REPAIR_STATE", message), (Acts[act](In(situation), A.First, Day)!.Code, Acts[act](In(situation), A.First, Day)!.Message));

    /// <summary>Situation, who, act, state after it, kind of the fact.</summary>
    public static TheoryData<string, string, string, RepairState, string> Facts => new()
    {
        { "Draft", "First", "ChangeStatement", Draft, LedgerKinds.RepairDraftChanged },
        { "Draft", "First", "ChangeContact", Draft, LedgerKinds.RepairDraftChanged },
        { "Draft", "First", "AddDocument", Draft, LedgerKinds.RepairDocumentAdded },
        { "Draft", "First", "RemoveDocument", Draft, LedgerKinds.RepairDocumentRemoved },
        { "Draft", "First", "Submit", Submitted, LedgerKinds.RepairSubmitted },
        { "Draft", "First", "Withdraw", Withdrawn, LedgerKinds.RepairWithdrawn },
        { "Draft", "First", "CloseIdle", Closed, LedgerKinds.RepairClosed },
        { "Submitted", "First", "Assign", Submitted, LedgerKinds.RepairAssigned },
        { "Submitted", "First", "Recuse", Submitted, LedgerKinds.RepairRecused },
        { "Submitted", "First", "RequestSupplement", SupplementRequested, LedgerKinds.RepairSupplementRequested },
        { "Submitted", "First", "Accept", Accepted, LedgerKinds.RepairAccepted },
        { "Submitted", "First", "DoNotAccept", Submitted, LedgerKinds.RepairNonAcceptanceProposed },
        { "Submitted proposed", "Second", "DoNotAccept", NotAccepted, LedgerKinds.RepairNotAccepted },
        { "Submitted proposed", "Second", "Dismiss", Submitted, LedgerKinds.RepairProposalDismissed },
        { "Submitted", "First", "Withdraw", Withdrawn, LedgerKinds.RepairWithdrawn },
        { "SupplementRequested answered", "First", "Submit", Submitted, LedgerKinds.RepairSubmitted },
        { "SupplementRequested", "First", "Withdraw", Withdrawn, LedgerKinds.RepairWithdrawn },
        { "SupplementRequested", "First", "CloseUnanswered", Closed, LedgerKinds.RepairClosed },
        { "Accepted", "First", "Recommend", Recommended, LedgerKinds.RepairRecommended },
        { "Accepted", "First", "Extend", Accepted, LedgerKinds.RepairExtended },
        { "Accepted", "First", "Withdraw", Withdrawn, LedgerKinds.RepairWithdrawn },
        { "Recommended", "First", "Recuse", Accepted, LedgerKinds.RepairRecused },
        { "Recommended", "Second", "Recuse", Recommended, LedgerKinds.RepairRecused },
        { "Recommended", "Second", "Grant", Granted, LedgerKinds.RepairGranted },
        { "Recommended", "Second", "Refuse", Refused, LedgerKinds.RepairRefused },
        { "Recommended", "First", "Withdraw", Withdrawn, LedgerKinds.RepairWithdrawn },
        { "Recommended", "First", "CloseLeft", Closed, LedgerKinds.RepairClosed },
        { "Granted", "First", "Revoke", Granted, LedgerKinds.RepairRevocationProposed },
        { "Granted proposed", "Second", "Revoke", Revoked, LedgerKinds.RepairRevoked },
        { "Granted proposed", "Second", "Dismiss", Granted, LedgerKinds.RepairProposalDismissed },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Act_WhenDone_MovesTheCaseAndLeavesItsFact(string situation, string officer, string act, RepairState after, string kind)
    {
        var one = In(situation);

        Assert.Null(Acts[act](one, officer is "First" ? A.First : A.Second, Day));

        Assert.Equal((after, kind, A.Company), (one.State, one.Facts[^1].Kind, one.Facts[^1].CompanyId!.Value));
        Assert.Equal((one.Id, one.Version), (one.Facts[^1].SubjectId, one.Facts[^1].Details["version"]));
        Assert.Equal(after.IsOpen(), one.Deadlines.Any(d => d.IsRunning));
        Assert.True(!after.IsOpen() || one.EndedOn is null);
    }

    /// <summary>What a case may become: anything else is a state that the rule book does not know.</summary>
    private static readonly HashSet<(RepairState From, RepairState To)> Edges =
    [
        (Draft, Submitted), (Submitted, Accepted), (Submitted, NotAccepted), (Submitted, SupplementRequested),
        (SupplementRequested, Submitted), (Accepted, Recommended), (Recommended, Accepted), (Recommended, Granted),
        (Recommended, Refused), (Granted, Revoked),
        .. new[] { Draft, Submitted, SupplementRequested, Accepted, Recommended }.SelectMany(
            from => new[] { (from, Withdrawn), (from, Closed) }),
    ];

    private static readonly Arbitrary<(int Act, int Officer, int Days)[]> Lives = Gen.ArrayOf(
        from act in Gen.Choose(0, Acts.Count - 1)
        from officer in Gen.Choose(0, 2)
        from days in Gen.Choose(0, 4)
        select (act, officer, days), 60).ToArbitrary();

    [Fact]
    public void Life_OfRandomActs_KeepsToTheEdgesAndToFourEyes()
    {
        var seen = new HashSet<RepairState>();
        Prop.ForAll(Lives, life =>
        {
            var record = A.Record();
            var one = A.Draft(record).Complete(record, A.At(A.Monday));
            var (day, supplements) = (A.Monday, 0);
            foreach (var (index, officer, days) in life)
            {
                day = day.AddDays(days);
                var (state, version, before) = (one.State, one.Version, A.Snapshot(one));
                var refused = Acts.Values.ElementAt(index)(one, new[] { A.First, A.Second, A.Applicant }[officer], day) is not null;
                supplements += state is Submitted && one.State is SupplementRequested ? 1 : 0;
                seen.Add(one.State);
                var sound = refused
                    ? before == A.Snapshot(one)
                    : one.Version == version + 1
                        && one.Facts.Count == one.Version
                        && (one.State == state || Edges.Contains((state, one.State)))
                        && one.State.IsOpen() == one.Deadlines.Any(d => d.IsRunning)
                        && (one.State is Recommended) == (one.Proposal?.Kind is ProposalKind.Grant or ProposalKind.Refuse);
                if (!sound || supplements > 1 || !TwoOfficers(one))
                {
                    return false;
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300)); // a hundred may all end early
        Assert.True(seen.Count >= 6, "The random lives reach too little.");
    }

    /// <summary>Whoever confirmed an act is another than who had proposed it, as the ledger tells.</summary>
    private static bool TwoOfficers(RepairApplication one) =>
        new[] { one.Decision, one.Revocation }.OfType<CaseDecision>().All(decision => one.Facts.Any(fact =>
            fact.Kind is LedgerKinds.RepairGranted or LedgerKinds.RepairRefused or LedgerKinds.RepairNotAccepted or LedgerKinds.RepairRevoked
            && fact.Details.TryGetValue("proposedBy", out var proposer) && !decision.By.Equals(proposer)));

    private static RepairApplication In(string situation)
    {
        var record = A.Record();
        var state = Enum.Parse<RepairState>(situation.Split(' ')[0]);
        var one = A.Case(state, record);
        return (state, situation.Contains(' ')) switch
        {
            (Draft, _) => one.Complete(record, A.At(A.Monday)),
            (_, false) => one,
            (Submitted, true) => one.Do(c => Acts["DoNotAccept"](c, A.First, A.Monday)),
            (SupplementRequested, true) => one.Do(c => Acts["AddDocument"](c, A.First, A.Monday.AddDays(1))),
            _ => one.Do(c => Acts["Revoke"](c, A.First, A.Monday)),
        };
    }
}
