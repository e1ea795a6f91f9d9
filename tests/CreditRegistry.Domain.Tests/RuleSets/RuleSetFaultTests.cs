using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Domain.Tests.RuleSets;

/// <summary>Every kind of fault: the shipped file broken in one place, and what the reader says about it.</summary>
public class RuleSetFaultTests
{
    private const string FourTier = "four-tier-2024.json";
    private const string Cn = "cn-2026.json";
    private const string Absent = "REMOVED";

    /// <summary>File, place, what is put there, row of the fault, part of its reason.</summary>
    public static TheoryData<string, string, string, string, string> Shape => new()
    {
        { FourTier, "surprise", "1", "$.surprise", "could not be mapped" },
        { FourTier, "grounds[3].weight", "1", "$.grounds[3].weight", "could not be mapped" },
        { FourTier, "grounds[3].tiers", Absent, "$.grounds[3]", "'tiers'" },
        { FourTier, "effectiveTo", Absent, "$", "'effectiveTo'" },
        { FourTier, "grounds[3].title.zh", Absent, "$.grounds[3].title", "'zh'" },
        { FourTier, "grounds[3].title.en", "\" \"", "$.grounds[3].title.en", "empty" },
        { FourTier, "grounds[3].title.zh", "\"English\"", "$.grounds[3].title.zh", "no Chinese" },
        { FourTier, "remedies", "null", "$.remedies", "null" },
        { FourTier, "grounds[3]", "null", "$.grounds[3]", "null" },
        { FourTier, "grounds[3].proofs[0]", "null", "$.grounds[3].proofs[0]", "null" },
        { FourTier, "grounds[3].tiers[0]", "\"grave\"", "$.grounds[3].tiers[0]", "could not be converted" },
        { FourTier, "grounds[3].tiers[0]", "1", "$.grounds[3].tiers[0]", "could not be converted" },
        { FourTier, "effectiveFrom", "\"2024-02-30\"", "$.effectiveFrom", "could not be converted" },
        { FourTier, "deadlines[0].length", "\"0 days\"", "$.deadlines[0].length", "positive" },
        { FourTier, "deadlines[0].length", "\"-1 days\"", "$.deadlines[0].length", "positive" },
        { FourTier, "deadlines[0].length", "3", "$.deadlines[0].length", "positive" },
        { FourTier, "tiers[0].publication[0].lapsesAfter", "\"3 moons\"", "$.tiers[0].publication[0].lapsesAfter", "positive" },
    };

    public static TheoryData<string, string, string, string, string> Meaning => new()
    {
        { FourTier, "effectiveTo", "\"2023-12-31\"", "$.effectiveTo", "ends before" },
        { FourTier, "grounds[1].code", "\"U01\"", "$.grounds[1].code", "'U01' is already taken" },
        { FourTier, "measures[2].code", "\"M01\"", "$.measures[2].code", "already taken" },
        { FourTier, "penaltyKinds[1].code", "\"WARNING\"", "$.penaltyKinds[1].code", "already taken" },
        { FourTier, "documentKinds[12].code", "\"AGENT_AUTHORISATION\"", "$.documentKinds[12].code", "already taken" },
        { FourTier, "reasonCodes[3].code", "\"CONDITIONS_MET\"", "$.reasonCodes[3].code", "already taken" },
        { FourTier, "tiers[0]", Absent, "$.tiers", "untrustworthy has no row" },
        { FourTier, "tiers[1].tier", "\"untrustworthy\"", "$.tiers[1].tier", "has a row already" },
        { FourTier, "tiers[0].measures[3]", "\"M99\"", "$.tiers[0].measures[3]", "no measure 'M99'" },
        { FourTier, "tiers[0].documents[1].kinds[0]", "\"POEM\"", "$.tiers[0].documents[1].kinds[0]", "no document kind 'POEM'" },
        { FourTier, "tiers[0].documents[1].kinds", "[]", "$.tiers[0].documents[1].kinds", "one of the two" },
        { FourTier, "tiers[0].documents[1].byGround", "true", "$.tiers[0].documents[1].kinds", "one of the two" },
        { FourTier, "tiers[0].publication[0].repairableAfter", "\"4 years\"", "$.tiers[0].publication[0].repairableAfter", "lapses before" },
        { FourTier, "tiers[0].publication[0].lapsesAfter", "\"90 working days\"", "$.tiers[0].publication[0].lapsesAfter", "working days" },
        { FourTier, "tiers[0].publication", "[]", "$.tiers[0].publication", "one row without a class" },
        { FourTier, "tiers[0].publication[0].class", "\"minor\"", "$.tiers[0].publication[0].class", "no classes" },
        { FourTier, "penaltyKinds[1].class", "\"minor\"", "$.penaltyKinds[1].class", "no classes" },
        { FourTier, "tiers[2].prerequisite", "\"abnormal\"", "$.tiers[2].prerequisite", "own prerequisite" },
        { FourTier, "tiers[2].escalation.ground", "\"L09\"", "$.tiers[2].escalation.ground", "no ground 'L09'" },
        { FourTier, "tiers[2].escalation.ground", "\"A01\"", "$.tiers[2].escalation.ground", "cannot be used in the tier seriouslyIllegal" },
        { FourTier, "tiers[2].escalation.to", "\"abnormal\"", "$.tiers[2].escalation.to", "to itself" },
        { FourTier, "tiers[2].escalation.after", "\"700 working days\"", "$.tiers[2].escalation.after", "working days" },
        { FourTier, "tiers[2].escalation.notice", "\"40 working days\"", "$.tiers[2].escalation.notice", "working days" },
        { FourTier, "grounds[18].origin", "\"organ\"", "$.tiers[2].escalation.ground", "does not arise by escalation" },
        { FourTier, "grounds[18].origin", "\"organ\"", "$.grounds[18].tiers", "No organ can list" },
        { FourTier, "grounds[3].tiers", "[]", "$.grounds[3].tiers", "'U04' belongs to no tier" },
        { FourTier, "grounds[3].tiers[1]", "\"untrustworthy\"", "$.grounds[3].tiers", "comes twice" },
        { FourTier, "grounds[3].proofs[1]", "\"POEM\"", "$.grounds[3].proofs[1]", "no document kind 'POEM'" },
        { FourTier, "grounds[3].class", "\"minor\"", "$.grounds[3].class", "does not admit the class minor" },
        { FourTier, "grounds[15].proofs", "[]", "$.grounds[15].proofs", "abnormal asks for the ground's proofs" },
        { FourTier, "grounds[19].lapsesAfter", "\"9 working days\"", "$.grounds[19].lapsesAfter", "working days" },
        { FourTier, "revocation.ground", "\"U99\"", "$.revocation.ground", "no ground 'U99'" },
        { FourTier, "revocation.ground", "\"U01\"", "$.revocation.ground", "does not arise by revocation" },
        { FourTier, "revocation.tier", "\"abnormal\"", "$.revocation.ground", "cannot be used in the tier abnormal" },
        { FourTier, "revocation.bar", "\"9 working days\"", "$.revocation.bar", "working days" },
        { FourTier, "deadlines[2]", Absent, "$.deadlines", "decision has no row for the tier abnormal" },
        { FourTier, "deadlines[0].tier", "\"abnormal\"", "$.deadlines", "acceptance has no row for the tier untrustworthy" },
        { FourTier, "deadlines[3].kind", "\"decision\"", "$.deadlines[3]", "has this row already" },
        { FourTier, "reasonCodes[0]", Absent, "$.reasonCodes", "used for grant" },
        { FourTier, "reasonCodes[0].uses", "[]", "$.reasonCodes[0].uses", "'CONDITIONS_MET' has no use" },
        { Cn, "objection.grounds[1].code", "\"notThisCompany\"", "$.objection.grounds[1].code", "already taken" },
        { Cn, "objection.grounds[1]", Absent, "$.objection.grounds", "factsWrong has no row" },
        { Cn, "objection.grounds[1].contests", "\"repair\"", "$.objection.grounds[1].contests", "cannot contest" },
        { Cn, "objection.grounds[5].contests", "\"record\"", "$.objection.grounds[5].contests", "cannot contest" },
        { Cn, "objection.publicationContinues", "false", "$.objection.publicationContinues", "stays published" },
        { Cn, "objection.deadlines[0].kind", "\"supplement\"", "$.objection.deadlines[0].kind", "supplement has no place" },
        { Cn, "objection.deadlines[3]", Absent, "$.objection.deadlines", "acceptance has no row for the tier untrustworthy" },
        { FourTier, "objection.deadlines[6]", Absent, "$.objection.deadlines", "or neither" },
        { FourTier, "objection.reasonCodes[9].uses[0]", "\"grant\"", "$.objection.reasonCodes[9].uses", "grant has no place" },
        { FourTier, "objection.reasonCodes[1].code", "\"WRONG_COMPANY\"", "$.objection.reasonCodes[1].code", "already taken" },
        { FourTier, "reasonCodes[0].uses[0]", "\"uphold\"", "$.reasonCodes[0].uses", "uphold has no place" },
        { FourTier, "deadlines[0].kind", "\"filing\"", "$.deadlines[0].kind", "filing has no place" },
        { Cn, "tiers[0].publication[1].class", "\"minor\"", "$.tiers[0].publication[1].class", "minor has a row already" },
        { Cn, "tiers[0].publication[1]", Absent, "$.tiers", "No tier admits the class general" },
        { Cn, "tiers[0].publication[0].class", "null", "$.tiers[0].publication", "one row without a class" },
        { Cn, "penaltyKinds[1].class", "null", "$.penaltyKinds[1].class", "'CRITICISM_NOTICE' has no class" },
        { Cn, "grounds[11].class", "\"minor\"", "$.grounds[11].class", "seriouslyUntrustworthy does not admit the class minor" },
    };

    [Theory]
    [MemberData(nameof(Shape))]
    [MemberData(nameof(Meaning))]
    public void Read_FileBrokenInOnePlace_NamesTheRowAndTheReason(
        string file, string place, string value, string row, string reason)
    {
        var json = BrokenJson.With(Shipped.Json(file), place, value == Absent ? null : value);

        var reading = RuleSetReader.Read(json, file);

        Assert.Null(reading.Value);
        Assert.Contains(reading.Faults, fault =>
            fault.File == file && fault.Row == row && fault.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{} {}")]
    public void Read_NotARuleSetAtAll_IsAFaultOfTheFile(string json)
    {
        var fault = Assert.Single(RuleSetReader.Read(json, "x.json").Faults);

        Assert.Equal("$", fault.Row);
        Assert.DoesNotContain("Path:", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PropertyTwice_IsRefused()
    {
        var json = Shipped.Json(Cn).Replace("\"hasClasses\": true,", "\"hasClasses\": true, \"hasClasses\": true,", StringComparison.Ordinal);

        Assert.Contains("hasClasses", Assert.Single(RuleSetReader.Read(json, Cn).Faults).Reason, StringComparison.Ordinal);
    }
}
