using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using static CreditRegistry.Domain.Records.RecordTier;

namespace CreditRegistry.Domain.Tests.RuleSets;

/// <summary>The rule book once more, written by hand from its text and not from the data.</summary>
internal static class ExpectedRules
{
    public const string FourTier = "four-tier-2024";
    public const string Cn = "cn-2026";

    /// <summary>Set, tier, class, published by default, anchor, repairable after, lapses after.</summary>
    public static TheoryData<string, RecordTier, RecordClass?, bool, PeriodAnchor, string?, string?> Publication => new()
    {
        { FourTier, Untrustworthy, null, true, PeriodAnchor.Publication, "3 months", "3 years" },
        { FourTier, SeriouslyUntrustworthy, null, true, PeriodAnchor.Publication, "1 year", "3 years" },
        { FourTier, Abnormal, null, true, PeriodAnchor.Publication, null, null },
        { FourTier, SeriouslyIllegal, null, true, PeriodAnchor.Publication, "3 years", null },
        { Cn, Untrustworthy, RecordClass.Minor, false, PeriodAnchor.Decision, null, "3 months" },
        { Cn, Untrustworthy, RecordClass.General, true, PeriodAnchor.Decision, "3 months", "1 year" },
        { Cn, SeriouslyUntrustworthy, RecordClass.Serious, true, PeriodAnchor.Decision, "1 year", "3 years" },
        { Cn, Abnormal, null, true, PeriodAnchor.Decision, null, null },
        { Cn, SeriouslyIllegal, RecordClass.Serious, true, PeriodAnchor.Decision, "1 year", "3 years" },
    };

    /// <summary>Set, tier, documents: kinds with slashes, requirements with blanks, <c>ground</c> for the ground's proofs.</summary>
    public static TheoryData<string, RecordTier, string> Documents => new()
    {
        { FourTier, Untrustworthy, "CREDIT_REPAIR_PROMISE BUSINESS_REGISTRATION_CERT" },
        { FourTier, SeriouslyUntrustworthy, "CREDIT_REPAIR_PROMISE BUSINESS_REGISTRATION_CERT RECTIFICATION_PROOF/PENALTY_PAYMENT_PROOF TRAINING_CERTIFICATE" },
        { FourTier, Abnormal, "CREDIT_REPAIR_PROMISE BUSINESS_REGISTRATION_CERT ground" },
        { FourTier, SeriouslyIllegal, "CREDIT_REPAIR_PROMISE BUSINESS_REGISTRATION_CERT RECTIFICATION_PROOF/PENALTY_PAYMENT_PROOF TRAINING_CERTIFICATE" },
        { Cn, Untrustworthy, "APPLICATION_FORM CREDIT_REPAIR_PROMISE ground" },
        { Cn, SeriouslyUntrustworthy, "APPLICATION_FORM CREDIT_REPAIR_PROMISE ground" },
        { Cn, Abnormal, "APPLICATION_FORM CREDIT_REPAIR_PROMISE ground" },
        { Cn, SeriouslyIllegal, "APPLICATION_FORM CREDIT_REPAIR_PROMISE ground" },
    };

    /// <summary>Set, deadline, length and anchor for every tier, length for abnormal.</summary>
    public static TheoryData<string, DeadlineKind, string, DeadlineAnchor, string> Deadlines => new()
    {
        { FourTier, DeadlineKind.Acceptance, "3 working days", DeadlineAnchor.Submission, "3 working days" },
        { FourTier, DeadlineKind.Supplement, "30 days", DeadlineAnchor.SupplementRequest, "30 days" },
        { FourTier, DeadlineKind.Decision, "15 days", DeadlineAnchor.Submission, "15 days" },
        { FourTier, DeadlineKind.Extension, "10 working days", DeadlineAnchor.DueDay, "10 working days" },
        { FourTier, DeadlineKind.Draft, "30 days", DeadlineAnchor.LastChange, "30 days" },
        { Cn, DeadlineKind.Acceptance, "3 working days", DeadlineAnchor.Submission, "2 working days" },
        { Cn, DeadlineKind.Supplement, "30 days", DeadlineAnchor.SupplementRequest, "30 days" },
        { Cn, DeadlineKind.Decision, "7 working days", DeadlineAnchor.Acceptance, "2 working days" },
        { Cn, DeadlineKind.Extension, "10 working days", DeadlineAnchor.DueDay, "10 working days" },
        { Cn, DeadlineKind.Draft, "30 days", DeadlineAnchor.LastChange, "30 days" },
    };

    /// <summary>Of objections: set, deadline, its length, what starts it, its length for abnormal records ("" where there is none).</summary>
    public static TheoryData<string, DeadlineKind, string, DeadlineAnchor, string> ObjectionDeadlines => new()
    {
        { FourTier, DeadlineKind.Filing, "", DeadlineAnchor.Publication, "" },
        { FourTier, DeadlineKind.Mark, "1 working day", DeadlineAnchor.Submission, "1 working day" },
        { FourTier, DeadlineKind.Forwarding, "1 working day", DeadlineAnchor.Submission, "1 working day" },
        { FourTier, DeadlineKind.Acceptance, "3 working days", DeadlineAnchor.Submission, "3 working days" },
        { FourTier, DeadlineKind.Decision, "7 working days", DeadlineAnchor.Acceptance, "7 working days" },
        { FourTier, DeadlineKind.Extension, "10 working days", DeadlineAnchor.DueDay, "10 working days" },
        { FourTier, DeadlineKind.Execution, "3 working days", DeadlineAnchor.Decision, "3 working days" },
        { FourTier, DeadlineKind.Review, "60 days", DeadlineAnchor.Decision, "60 days" },
        { FourTier, DeadlineKind.ReviewDecision, "7 working days", DeadlineAnchor.ReviewRequest, "7 working days" },
        { FourTier, DeadlineKind.Draft, "30 days", DeadlineAnchor.LastChange, "30 days" },
        { Cn, DeadlineKind.Filing, "", DeadlineAnchor.Publication, "30 days" },
        { Cn, DeadlineKind.Mark, "1 working day", DeadlineAnchor.Submission, "1 working day" },
        { Cn, DeadlineKind.Forwarding, "1 working day", DeadlineAnchor.Submission, "1 working day" },
        { Cn, DeadlineKind.Acceptance, "3 working days", DeadlineAnchor.Submission, "5 working days" },
        { Cn, DeadlineKind.Decision, "7 working days", DeadlineAnchor.Acceptance, "20 working days" },
        { Cn, DeadlineKind.Extension, "10 working days", DeadlineAnchor.DueDay, "10 working days" },
        { Cn, DeadlineKind.Execution, "3 working days", DeadlineAnchor.Decision, "5 working days" },
        { Cn, DeadlineKind.Review, "60 days", DeadlineAnchor.Decision, "60 days" },
        { Cn, DeadlineKind.ReviewDecision, "7 working days", DeadlineAnchor.ReviewRequest, "7 working days" },
        { Cn, DeadlineKind.Draft, "30 days", DeadlineAnchor.LastChange, "30 days" },
    };

    /// <summary>Reason codes of objections, the same in both sets.</summary>
    public static TheoryData<ReasonUse, string> ObjectionReasons => new()
    {
        { ReasonUse.Uphold, "WRONG_COMPANY RECORD_INCORRECT DECISION_NO_LONGER_STANDS PERIOD_INCORRECT REPAIR_WRONGLY_REFUSED" },
        { ReasonUse.Dismissal, "RECORD_CORRECT REFUSAL_CORRECT PROOF_INSUFFICIENT DECISION_NOT_OURS" },
        { ReasonUse.Rejection, "PROOF_INSUFFICIENT DECISION_NOT_OURS OUT_OF_SCOPE" },
    };

    /// <summary>Set, ground codes, their tiers.</summary>
    public static TheoryData<string, string, RecordTier[]> Grounds => new()
    {
        { FourTier, "U01 U02 U03 U04 U05 U06 U07 U08 U09 U10 U11", [Untrustworthy, SeriouslyUntrustworthy] },
        { FourTier, "B01 B02 B03 B04", [SeriouslyUntrustworthy] },
        { FourTier, "A01 A02 A03", [Abnormal] },
        { FourTier, "L01", [SeriouslyIllegal] },
        { FourTier, "DISHONEST_PROMISE", [Untrustworthy] },
        { Cn, "U01 U02 U03 U04 U05 U06 U07 U08 U09 U10 U11", [Untrustworthy, SeriouslyUntrustworthy] },
        { Cn, "B01 B02 B03 B04 B05 B06 B07 B08 B09 B10 B11 B12", [SeriouslyUntrustworthy, SeriouslyIllegal] },
        { Cn, "A01 A03 A04 A05 A06", [Abnormal] },
        { Cn, "L02", [SeriouslyIllegal] },
        { Cn, "DISHONEST_PROMISE", [Untrustworthy] },
    };

    /// <summary>Ground, proofs of which any one cures it.</summary>
    public static TheoryData<string, string> Proofs => new()
    {
        { "U01", "TAX_PAYMENT_PROOF RECTIFICATION_PROOF" },
        { "U02", "PENALTY_PAYMENT_PROOF" },
        { "U04", "LOAN_REPAYMENT_PROOF RECTIFICATION_PROOF" },
        { "U11", "RECTIFICATION_PROOF PENALTY_PAYMENT_PROOF" },
        { "B01", "RECTIFICATION_PROOF PENALTY_PAYMENT_PROOF" },
        { "A01", "ANNUAL_REPORT_FILED" },
        { "A02", "PUBLICITY_DONE" },
        { "A03", "ADDRESS_CHANGE RECONTACT" },
        { "A04", "PUBLICITY_DONE" },
        { "A05", "NAME_CHANGE_DONE" },
        { "A06", "RECTIFICATION_PROOF" },
        { "L02", "PUBLICITY_DONE RECTIFICATION_PROOF" },
        { "DISHONEST_PROMISE", "" },
    };

    /// <summary>Tier, measures; the same in both sets.</summary>
    public static TheoryData<RecordTier, string> Measures => new()
    {
        { Untrustworthy, "M01 M02 M04 M08" },
        { SeriouslyUntrustworthy, "M01 M02 M03 M04 M09 M10 M11 M12" },
        { Abnormal, "M01 M04 M05 M06 M07 M08" },
        { SeriouslyIllegal, "M01 M04 M05 M06 M07 M09 M10 M11" },
    };

    /// <summary>Penalty kind, its class and whether it may end early under <c>cn-2026</c>.</summary>
    public static TheoryData<string, RecordClass, bool> Penalties => new()
    {
        { "WARNING", RecordClass.Minor, true },
        { "CRITICISM_NOTICE", RecordClass.Minor, true },
        { "SMALL_FINE", RecordClass.Minor, true },
        { "LARGER_FINE", RecordClass.General, true },
        { "CONFISCATION", RecordClass.General, true },
        { "HUGE_FINE", RecordClass.Serious, true },
        { "LICENCE_SUSPENDED", RecordClass.Serious, true },
        { "LICENCE_REVOKED", RecordClass.Serious, false },
        { "GRADE_CUT", RecordClass.Serious, true },
        { "BUSINESS_LIMITS", RecordClass.Serious, true },
        { "SHUTDOWN", RecordClass.Serious, true },
        { "CLOSURE", RecordClass.Serious, false },
        { "TRADE_BAN", RecordClass.Serious, true },
    };

    /// <summary>Use, the reason codes that both sets have for it.</summary>
    public static TheoryData<ReasonUse, string> Reasons => new()
    {
        { ReasonUse.Grant, "CONDITIONS_MET" },
        { ReasonUse.Refuse, "CONDITIONS_NOT_MET PROOF_INSUFFICIENT FALSE_STATEMENT NOT_RECTIFIED NOT_REPAIRABLE BARRED" },
        { ReasonUse.NonAcceptance, "PROOF_INSUFFICIENT NOT_REPAIRABLE BARRED OUT_OF_SCOPE" },
        { ReasonUse.Revocation, "FALSE_STATEMENT" },
    };
}
