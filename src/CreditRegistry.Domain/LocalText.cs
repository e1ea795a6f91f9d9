namespace CreditRegistry.Domain;

/// <summary>A text that people read, in the registry's two languages. Both are always present.</summary>
public sealed record LocalText(string En, string Zh);
