using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Records;

/// <summary>When an uncured record escalates. The notice is never skipped and nothing is backdated.</summary>
public static class Escalation
{
    /// <summary>The day on which the term is over, before notice and open cases; null when the tier does not escalate.</summary>
    public static DateOnly? TermEndsOn(RuleSet rules, CreditRecord record) =>
        rules.For(record.Tier).Escalation is { } rule
            ? LegalDates.Add(record.RestoredOn ?? record.PublishedOn, rule.After)
            : null;

    /// <summary>The first day on which the notice is to be shown; null when the tier does not escalate.</summary>
    public static DateOnly? NoticeDueOn(RuleSet rules, CreditRecord record) =>
        TermEndsOn(rules, record)?.AddDays(-rules.For(record.Tier).Escalation!.Notice.Length);

    /// <summary>
    /// The latest of: the end of the term, the end of the notice really shown, the day after the last blocking case
    /// closed. Null when the tier does not escalate or the notice has not been shown.
    /// </summary>
    /// <param name="lastBlockingCaseClosedOn">
    /// Of the repair applications and objections filed before the term ended, the day the last one closed; null when
    /// there was none. While one is open the record does not escalate, and this is not to be asked.
    /// </param>
    public static DateOnly? EarliestOn(RuleSet rules, CreditRecord record, DateOnly? lastBlockingCaseClosedOn)
    {
        if (TermEndsOn(rules, record) is not { } termEnds || record.NoticeShownOn is not { } shownOn)
        {
            return null;
        }

        var noticeEnds = LegalDates.Add(shownOn, rules.For(record.Tier).Escalation!.Notice);
        var earliest = termEnds > noticeEnds ? termEnds : noticeEnds;
        return lastBlockingCaseClosedOn?.AddDays(1) is { } after && after > earliest ? after : earliest;
    }
}
