using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Web.Repairs;

/// <summary>A deadline of a case, to be explained.</summary>
/// <param name="Extension">By how much the rules let officers extend one.</param>
public sealed record ExplainedDeadline(DeadlineView Deadline, Period Extension)
{
    /// <summary>What the deadline is for; null for what it is called in a repair application.</summary>
    public LocalText? Name { get; init; }
}
