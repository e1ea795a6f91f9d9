using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Web.Repairs;

/// <summary>A deadline of a case, to be explained.</summary>
/// <param name="Extension">By how much the rules let officers extend one.</param>
public sealed record ExplainedDeadline(DeadlineView Deadline, Period Extension);
