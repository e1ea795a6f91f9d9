using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.Tests.RuleSets;
using static CreditRegistry.Domain.Objections.ObjectionState;

namespace CreditRegistry.Domain.Tests.Objections;

/// <summary>Every act in every state of an objection: allowed with its fact, or refused without a trace.</summary>
public class ObjectionMatrixTests
{
    private static readonly DateOnly Day = A.Monday.AddDays(1);

    private delegate RegistryError? Act(Objection one, CreditRecord record, Guid by, DateOnly on);

    private static readonly Dictionary<string, Act> Acts = new()
    {
        ["ChangeText"] = (o, _, _, on) => o.ChangeText(Shipped.Book, AnObjection.Text(), A.At(on)),
        ["AddDocument"] = (o, _, _, on) => o.AddDocument(Shipped.Book, AnObjection.Evidence('b', on), A.At(on)),
        ["RemoveDocument"] = (o, _, _, on) => o.RemoveDocument(Shipped.Book, o.Documents[0].Id, A.At(on)),
        ["Submit"] = (o, r, _, on) => o.Submit(Shipped.Book, r, [], A.Applicant, A.At(on)),
        ["Withdraw"] = (o, _, _, on) => o.Withdraw(on),
        ["Accept"] = (o, _, by, on) => o.Accept(Shipped.Book, by, on),
        ["Reject"] = (o, _, by, on) => o.Reject(Shipped.Book, by, "OUT_OF_SCOPE", "不属受理范围。", on),
        ["Find"] = (o, r, by, on) => o.Find(Shipped.Book, r, AnObjection.Dismissal(by, on)),
        ["Decide"] = (o, r, by, on) => o.Decide(Shipped.Book, r, AnObjection.Dismissal(by, on)),
        ["Uphold"] = (o, r, by, on) => o.Decide(Shipped.Book, r, AnObjection.Annulment(by, on)),
        ["Extend"] = (o, _, by, on) => o.Extend(Shipped.Book, by, "需向法院核实。", on),
        ["RequestReview"] = (o, r, _, on) => o.RequestReview(Shipped.Book, r, "未回应证据二。", on),
        ["CloseLeft"] = (o, _, _, on) => o.Close(ObjectionClosure.RecordLeftPublication, on),
        ["CloseIdle"] = (o, _, _, on) => o.Close(ObjectionClosure.DraftIdle, on),
    };

    /// <summary>State (of a review, or with a proposed rejection, where it says so), who acts, what may be done.</summary>
    public static TheoryData<string, string, string> Rows => new()
    {
        { "Draft", "First", "ChangeText AddDocument RemoveDocument Submit Withdraw CloseLeft CloseIdle" },
        { "Submitted", "First", "AddDocument Withdraw Accept Reject CloseLeft" },
        { "Submitted proposed", "First", "AddDocument Withdraw Accept CloseLeft" },
        { "Submitted proposed", "Second", "AddDocument Withdraw Accept Reject CloseLeft" },
        { "Accepted", "First", "AddDocument Withdraw Find Extend CloseLeft" },
        { "Proposed", "First", "Withdraw Extend CloseLeft" },
        { "Proposed", "Second", "Withdraw Decide Uphold Extend CloseLeft" },
        { "Upheld", "Second", "" },
        { "Dismissed", "Second", "RequestReview" },
        { "Rejected", "Second", "" },
        { "UnderReview", "First", "AddDocument Withdraw CloseLeft" },
        { "UnderReview", "Second", "AddDocument Withdraw CloseLeft" },
        { "UnderReview", "Third", "AddDocument Withdraw Find Extend CloseLeft" },
        { "Proposed review", "Third", "Withdraw Extend CloseLeft" },
        { "Proposed review", "First", "Withdraw CloseLeft" },
        { "Proposed review", "Second", "Withdraw CloseLeft" },
        { "Proposed review", "Fourth", "Withdraw Decide Uphold Extend CloseLeft" },
        { "Dismissed review", "Fourth", "" },
        { "Upheld review", "Fourth", "" },
        { "Withdrawn", "First", "" },
        { "Closed", "First", "" },
    };

    [Fact]
    public void Matrix_OfStates_LeavesNoneOut() => Assert.Equal(
        Enum.GetNames<ObjectionState>().Order(), Rows.Select(row => row.Data.Item1.Split(' ')[0]).Distinct().Order());

    [Theory]
    [MemberData(nameof(Rows))]
    public void Acts_InAState_AreDoneAndChronicledOrRefusedWithoutATrace(string situation, string account, string allowed)
    {
        foreach (var (name, act) in Acts)
        {
            var record = A.Record();
            var one = In(situation, record);
            var (before, version) = (A.Snapshot(one), one.Version);

            var error = act(one, record, Account(account), Day);

            if (allowed.Split(' ').Contains(name))
            {
                Assert.True(error is null, $"{name} in {situation} by {account}: {error?.Message}");
                Assert.Equal((version + 1, one.Facts.Count), (one.Version, one.Version));
                Assert.Equal(one.State.IsOpen(), one.Deadlines.Any(d => d.IsRunning));
                Assert.Equal(one.State.IsOpen(), one.EndedOn is null);
            }
            else
            {
                Assert.True(error is not null, $"{name} in {situation} by {account} must be refused.");
                Assert.Matches("^[A-Z_]+$", error.Code);
                Assert.Matches(@"^[A-Z].*\.$", error.Message);
                Assert.Equal(before, A.Snapshot(one));
            }
        }
    }

    [Theory]
    [InlineData("Proposed", "First", "Decide", "OBJECTION_FOUR_EYES")]
    [InlineData("Submitted proposed", "First", "Reject", "OBJECTION_FOUR_EYES")]
    [InlineData("UnderReview", "First", "Find", "OBJECTION_TOOK_PART")]
    [InlineData("UnderReview", "Second", "Find", "OBJECTION_TOOK_PART")]
    [InlineData("Proposed review", "Second", "Uphold", "OBJECTION_TOOK_PART")]
    [InlineData("UnderReview", "First", "Extend", "OBJECTION_TOOK_PART")]
    [InlineData("Proposed review", "Second", "Extend", "OBJECTION_TOOK_PART")]
    [InlineData("Proposed review", "Third", "Decide", "OBJECTION_FOUR_EYES")]
    [InlineData("Dismissed review", "Fourth", "RequestReview", "OBJECTION_REVIEW_ONCE")]
    [InlineData("Upheld", "Second", "RequestReview", "OBJECTION_STATE")]
    [InlineData("Closed", "First", "Accept", "OBJECTION_STATE")]
    public void Refusal_OfAnAct_SaysWhy(string situation, string account, string act, string code)
    {
        var record = A.Record();

        Assert.Equal(code, Acts[act](In(situation, record), record, Account(account), Day)!.Code);
    }

    private static Guid Account(string name) => name switch
    {
        "First" => A.First,
        "Second" => A.Second,
        "Third" => AnObjection.Third,
        _ => AnObjection.Fourth,
    };

    private static Objection In(string situation, CreditRecord record) => situation switch
    {
        "Submitted proposed" => AnObjection.In(Submitted, record).Do(o => Acts["Reject"](o, record, A.First, A.Monday)),
        "Proposed review" => AnObjection.In(UnderReview, record).Do(o => Acts["Find"](o, record, AnObjection.Third, A.Monday)),
        "Dismissed review" => In("Proposed review", record).Do(o => Acts["Decide"](o, record, AnObjection.Fourth, A.Monday)),
        "Upheld review" => In("Proposed review", record).Do(o => Acts["Uphold"](o, record, AnObjection.Fourth, A.Monday)),
        _ => AnObjection.In(Enum.Parse<ObjectionState>(situation), record),
    };
}

/// <summary>Objections to begin with.</summary>
internal static class AnObjection
{
    public static readonly Guid Third = new("00000000-0000-7000-8000-0000000000f3");
    public static readonly Guid Fourth = new("00000000-0000-7000-8000-0000000000f4");

    public static ObjectionText Text(ObjectionGround ground = ObjectionGround.FactsWrong, string? statement = "该决定已被复议机关变更。") =>
        new(ground, "决定书载明的当事人不是本企业。", statement);

    public static CaseDocument Evidence(char digest, DateOnly on) =>
        new(A.Id(), CaseDocument.Evidence, "judgment.pdf", "application/pdf", 1000, new string(digest, 64), A.At(on));

    public static ObjectionFinding Dismissal(Guid by, DateOnly on) =>
        new(ObjectionOutcome.Dismiss, by, on, "RECORD_CORRECT", "与决定书一致。");

    public static ObjectionFinding Annulment(Guid by, DateOnly on) =>
        new(ObjectionOutcome.Annul, by, on, "WRONG_COMPANY", "当事人有误。");

    public static Objection Draft(
        CreditRecord record, ObjectionText? text = null, RepairApplication? application = null, DateOnly? on = null)
    {
        var drafted = Objection.Draft(
            A.Id(), "OB-2026-7K3M9QTA", record, application, text ?? Text(), Shipped.Book, A.Applicant, A.At(on ?? A.Monday));
        Assert.Null(drafted.Error);
        return drafted.Value!.Do(o => o.AddDocument(Shipped.Book, Evidence('a', on ?? A.Monday), A.At(on ?? A.Monday)));
    }

    /// <summary>An objection in that state, each act done on the same day: found by the first account, decided by the second.</summary>
    public static Objection In(
        ObjectionState state, CreditRecord? record = null, ObjectionText? text = null, DateOnly? on = null)
    {
        var day = on ?? A.Monday;
        record ??= A.Record(publishedOn: day);
        var one = Draft(record, text, on: day);
        Func<Objection, RegistryError?> submit = o => o.Submit(Shipped.Book, record, [], A.Applicant, A.At(day));
        Func<Objection, RegistryError?> accept = o => o.Accept(Shipped.Book, A.First, day);
        Func<Objection, RegistryError?> find = o => o.Find(Shipped.Book, record, Dismissal(A.First, day));
        Func<Objection, RegistryError?> dismiss = o => o.Decide(Shipped.Book, record, Dismissal(A.Second, day));
        Func<Objection, RegistryError?>[] path = state switch
        {
            ObjectionState.Draft => [],
            Submitted => [submit],
            Accepted => [submit, accept],
            Proposed => [submit, accept, find],
            Upheld => [submit, accept, find, o => o.Decide(Shipped.Book, record, Annulment(A.Second, day))],
            Dismissed => [submit, accept, find, dismiss],
            Rejected =>
            [
                submit,
                o => o.Reject(Shipped.Book, A.First, "OUT_OF_SCOPE", "不属受理范围。", day),
                o => o.Reject(Shipped.Book, A.Second, "OUT_OF_SCOPE", "同意。", day),
            ],
            UnderReview =>
                [submit, accept, find, dismiss, o => o.RequestReview(Shipped.Book, record, "未回应证据二。", day)],
            Withdrawn => [submit, o => o.Withdraw(day)],
            Closed => [submit, o => o.Close(ObjectionClosure.RecordLeftPublication, day)],
        };
        foreach (var act in path)
        {
            one.Do(act);
        }

        Assert.Equal(state, one.State);
        return one;
    }
}
