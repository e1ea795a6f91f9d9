using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.Tests.RuleSets;
using static CreditRegistry.Domain.Repairs.RepairState;

namespace CreditRegistry.Domain.Tests.Repairs;

public class ApplicantTests
{
    private static readonly DateTimeOffset Noon = A.At(A.Monday);

    private static RegistryError? Submit(RepairApplication one, CreditRecord record, DateOnly? on = null) =>
        one.Submit(Shipped.Book, A.GroundOf(record), A.Applicant, A.At(on ?? A.Monday));

    private static RegistryError? Add(RepairApplication one, string kind, DateTimeOffset at) =>
        one.AddDocument(Shipped.Book, A.Document(kind, at), at);

    [Fact]
    public void Draft_OfARecord_TakesItsTierAndRulesAndPinsThem()
    {
        var record = A.Record(Shipped.Cn, RecordTier.Abnormal);

        var one = A.Draft(record);

        Assert.Equal((record.Id, A.Company, A.Organ, RecordTier.Abnormal, "cn-2026"), (one.RecordId, one.CompanyId, one.OrganId, one.Tier, one.RuleSetId));
        Assert.Equal((Draft, A.Applicant, null, null), (one.State, one.DraftedBy, one.SubmittedBy, one.FiledOn));
        Assert.Equal((1, LedgerKinds.RepairDrafted), (one.Version, Assert.Single(one.Facts).Kind));
    }

    [Theory]
    [InlineData("four-tier-2024", RecordTier.Untrustworthy, "U01", 2)]
    [InlineData("four-tier-2024", RecordTier.SeriouslyUntrustworthy, "B01", 4)]
    [InlineData("four-tier-2024", RecordTier.Abnormal, "A03", 3)]
    [InlineData("four-tier-2024", RecordTier.SeriouslyIllegal, "L01", 4)]
    [InlineData("cn-2026", RecordTier.Untrustworthy, "U01", 3)]
    [InlineData("cn-2026", RecordTier.Abnormal, "A05", 3)]
    public void Submit_WithoutDocuments_NamesEveryOneWithItsLaw(string set, RecordTier tier, string ground, int count)
    {
        var record = A.Record(A.Set(set), tier, ground);
        var one = A.Draft(record);

        var error = Assert.IsType<RefusedError>(Submit(one, record));

        Assert.Equal(("REPAIR_INCOMPLETE", count), (error.Code, error.Breaches.Count));
        Assert.All(error.Breaches, b =>
        {
            Assert.Equal("REPAIR_DOCUMENT_MISSING", b.Rule);
            Assert.StartsWith("Missing: ", b.Message.En, StringComparison.Ordinal);
            Assert.StartsWith("缺少：", b.Message.Zh, StringComparison.Ordinal);
            Assert.NotEmpty(b.LegalBasis.En);
            Assert.NotEmpty(b.LegalBasis.Zh);
        });
        Assert.Null(Submit(one.Complete(record, Noon), record));
    }

    [Fact]
    public void Submit_WithoutAStatementOrContact_NamesBoth()
    {
        var record = A.Record();
        var one = A.Draft(record).Complete(record, Noon).Do(c => c.ChangeStatement(Shipped.Book, "", Noon));

        var error = Assert.IsType<RefusedError>(
            one.Submit(Shipped.Book, A.GroundOf(record), A.Applicant, Noon, hasContact: false));

        Assert.Equal(["REPAIR_STATEMENT_MISSING", "REPAIR_CONTACT_MISSING"], error.Breaches.Select(b => b.Rule));
        one.Do(c => c.ChangeStatement(Shipped.Book, "已补缴税款。", Noon)).Do(c => c.ChangeContact(Shipped.Book, Noon));
        Assert.Null(Submit(one, record));
        Assert.Equal("已补缴税款。", one.Statement);
    }

    [Fact]
    public void AChangeOfTheDraft_KeepsItLonger()
    {
        var one = A.Draft();

        one.Do(c => c.ChangeStatement(Shipped.Book, "已补缴税款。", Noon.AddDays(1)));

        Assert.Equal(A.Monday.AddDays(1), Assert.Single(one.Deadlines).StartedOn);
    }

    [Fact]
    public void Submit_WithEitherOfTwoProofs_IsComplete() => Assert.All(
        new[] { "RECTIFICATION_PROOF", "PENALTY_PAYMENT_PROOF" },
        proof =>
        {
            var record = A.Record(tier: RecordTier.SeriouslyUntrustworthy);
            var one = A.Draft(record);
            foreach (var kind in new[] { "CREDIT_REPAIR_PROMISE", "BUSINESS_REGISTRATION_CERT", "TRAINING_CERTIFICATE" })
            {
                one.Do(c => Add(c, kind, Noon));
            }

            Assert.Equal([["RECTIFICATION_PROOF", "PENALTY_PAYMENT_PROOF"]], one.MissingDocuments(Shipped.FourTier, A.GroundOf(record)).Select(d => d.Kinds));
            one.Do(c => Add(c, proof, Noon));
            Assert.Null(Submit(one, record));
        });

    [Fact]
    public void Submit_Twice_KeepsTheDayOfTheFirst()
    {
        var record = A.Record();
        var one = A.Case(SupplementRequested, record).Do(c => Add(c, "CREDIT_REPAIR_PROMISE", Noon.AddDays(9)));

        one.Do(c => Submit(c, record, A.Monday.AddDays(10)));

        Assert.Equal((A.Monday, A.Applicant), (one.FiledOn!.Value, one.SubmittedBy!.Value));
    }

    [Fact]
    public void Submit_WithoutWhatTheSupplementAskedFor_NamesEachUnansweredItem()
    {
        var record = A.Record();
        var one = A.Case(Submitted, record).Do(c => c.RequestSupplement(
            Shipped.Book, A.First, [new("CREDIT_REPAIR_PROMISE", "盖章。"), new("TAX_PAYMENT_PROOF", "缺页。")], "补正。", Noon));

        Assert.Equal(
            ["REPAIR_SUPPLEMENT_UNANSWERED", "REPAIR_SUPPLEMENT_UNANSWERED"],
            Assert.IsType<RefusedError>(Submit(one, record)).Breaches.Select(b => b.Rule));
        one.Do(c => Add(c, "TAX_PAYMENT_PROOF", Noon.AddDays(1)));
        var last = Assert.IsType<RefusedError>(Submit(one, record)).Breaches.Single();
        Assert.Contains("CREDIT_REPAIR_PROMISE", last.Message.En);
        one.Do(c => Add(c, "CREDIT_REPAIR_PROMISE", Noon.AddDays(1)));
        Assert.Null(Submit(one, record, A.Monday.AddDays(1)));
    }

    [Fact]
    public void AddDocument_ToTheTwentiethAndBeyond_RefusesTheTwentyFirst()
    {
        var one = A.Draft();
        for (var i = 1; i <= 20; i++)
        {
            one.Do(c => Add(c, "CREDIT_REPAIR_PROMISE", Noon));
        }

        Assert.Equal("REPAIR_DOCUMENTS_FULL", Add(one, "CREDIT_REPAIR_PROMISE", Noon)?.Code);
        Assert.Equal(20, one.Documents.Count);
        one.Do(c => c.RemoveDocument(Shipped.Book, c.Documents[0].Id, Noon));
        Assert.Null(Add(one, "CREDIT_REPAIR_PROMISE", Noon));
    }

    [Fact]
    public void AddDocument_AfterTwentySubmitted_CanStillAnswerTheSupplement()
    {
        var record = A.Record();
        var one = A.Draft(record).Complete(record, Noon);
        while (one.Documents.Count < 20)
        {
            one.Do(c => Add(c, "TAX_PAYMENT_PROOF", Noon));
        }

        one.Do(c => Submit(c, record)).Do(c => c.RequestSupplement(
            Shipped.Book, A.First, [new("CREDIT_REPAIR_PROMISE", "盖章。")], "补正。", Noon.AddHours(1)));

        one.Do(c => Add(c, "CREDIT_REPAIR_PROMISE", Noon.AddHours(2))).Do(c => Submit(c, record));
        Assert.Equal((Submitted, 21), (one.State, one.Documents.Count));
    }

    [Fact]
    public void AddDocument_OfAKindTheSetDoesNotKnow_NamesTheKinds()
    {
        var error = Assert.IsType<InvalidError>(Add(A.Draft(A.Record(Shipped.Cn)), "TRAINING_CERTIFICATE", Noon));

        Assert.Equal(("DOCUMENT_KIND_UNKNOWN", "kind"), (error.Code, error.Errors.Keys.Single()));
        Assert.Contains("APPLICATION_FORM", error.Errors["kind"].Single());
    }

    [Fact]
    public void RemoveDocument_ThatTheOfficersHave_IsRefusedAndANewOneIsNot()
    {
        var (one, accepted) = (A.Case(SupplementRequested), A.Case(Accepted));
        var submitted = one.Documents[0].Id;
        one.Do(c => Add(c, "CREDIT_REPAIR_PROMISE", Noon.AddDays(1)));

        Assert.Equal("DOCUMENT_SUBMITTED", one.RemoveDocument(Shipped.Book, submitted, Noon)?.Code);
        Assert.Equal("DOCUMENT_SUBMITTED", accepted.RemoveDocument(Shipped.Book, accepted.Documents[0].Id, Noon)?.Code);
        Assert.Null(one.RemoveDocument(Shipped.Book, one.Documents[^1].Id, Noon));
        Assert.Equal("DOCUMENT_NOT_FOUND", one.RemoveDocument(Shipped.Book, A.Id(), Noon)?.Code);
    }

    [Theory]
    [InlineData(Draft)]
    [InlineData(Submitted)]
    [InlineData(SupplementRequested)]
    [InlineData(Accepted)]
    [InlineData(Recommended)]
    public void Withdraw_BeforeTheDecision_EndsTheCaseAndEveryClock(RepairState state)
    {
        var one = A.Case(state).Do(c => c.Withdraw(A.Monday.AddDays(1)));

        Assert.Equal((Withdrawn, A.Monday.AddDays(1), null, null), (one.State, one.EndedOn!.Value, one.Proposal, one.DueOn));
        Assert.All(one.Deadlines, d => Assert.False(d.IsRunning));
        Assert.Contains(one.Deadlines, d => d.EndedBy == "Withdrawn");
    }

    [Theory]
    [InlineData(Draft, RepairClosure.DraftIdle)]
    [InlineData(Draft, RepairClosure.ExaminedAnew)]
    [InlineData(SupplementRequested, RepairClosure.SupplementUnanswered)]
    [InlineData(Recommended, RepairClosure.RecordLeftPublication)]
    public void Close_ForAReason_SaysItAndEndsOnThatDay(RepairState state, RepairClosure because)
    {
        var one = A.Case(state).Do(c => c.Close(because, A.Monday.AddDays(40)));

        Assert.Equal((Closed, because, A.Monday.AddDays(40), null), (one.State, one.ClosedBecause!.Value, one.EndedOn!.Value, one.Proposal));
        Assert.Equal(because, one.Facts[^1].Details["because"]);
    }

    [Fact]
    public void RecordCorrected_UnderTheCase_RaisesItsVersion()
    {
        var one = A.Case(Accepted);
        var version = one.Version;

        one.NoteRecordCorrected(7);

        Assert.Equal((version + 1, LedgerKinds.RepairRecordCorrected, 7), (one.Version, one.Facts[^1].Kind, one.Facts[^1].Details["recordVersion"]));
    }

    [Theory]
    [InlineData("255044462D312E37", "application/pdf")]
    [InlineData("89504E470D0A1A0A00", "image/png")]
    [InlineData("FFD8FFE0", "image/jpeg")]
    [InlineData("FFD8", null)]
    [InlineData("3C68746D6C3E", null)]
    [InlineData("", null)]
    public void TypeOf_TheFirstBytes_TellsThreeTypesAndNothingElse(string hex, string? type) =>
        Assert.Equal(type, CaseDocument.TypeOf(Convert.FromHexString(hex)));
}
