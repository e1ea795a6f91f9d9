namespace CreditRegistry.Web.Parts;

/// <summary>Links below a list that is read by cursor, which knows no page numbers and no way back but to the first.</summary>
/// <param name="First">Address of the first page; null on it.</param>
/// <param name="Next">Address of the next page; null on the last.</param>
public sealed record NextPage(string? First, string? Next);
