using CreditRegistry.Domain;

namespace CreditRegistry.Web.Parts;

/// <summary>A question with any number of answers, drawn by <c>_Checkboxes</c>.</summary>
/// <param name="Name">The property that takes the answers.</param>
public sealed record Checkboxes(string Name, LocalText Legend, LocalText Hint, IEnumerable<Checkbox> Boxes);

/// <summary>One of the answers.</summary>
/// <param name="What">What choosing it means.</param>
public sealed record Checkbox(string Value, LocalText Label, LocalText What, bool IsChosen);
