using CreditRegistry.Domain;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Application.Past;

/// <summary>Which question about the past an answer answers: one of the two instants is there.</summary>
/// <param name="AsOf">What was in force in law then, as it is known now.</param>
/// <param name="ShownAt">What this registry showed then.</param>
/// <param name="Note">What such an answer leaves out, the same words whatever there is.</param>
public sealed record InstantView(DateTimeOffset? AsOf, DateTimeOffset? ShownAt, string Note, string NoteZh)
{
    /// <summary>It must not tell whether something was left out: it says so of every company.</summary>
    public static readonly LocalText LeavesOut = new(
        "Records that have left publication since, or are hidden by a court's order, are in no public answer about the past, "
        + "whether or not there were any; only who may read them finds them here.",
        "已停止公示或者依法院裁定屏蔽的信息，无论是否曾有，均不列入面向公众的历史查询结果，仅有权查阅者可见。");

    public static InstantView Of(PastInstant instant) => instant.Question is PastQuestion.AsOf
        ? new(instant.At, null, LeavesOut.En, LeavesOut.Zh)
        : new(null, instant.At, LeavesOut.En, LeavesOut.Zh);
}
