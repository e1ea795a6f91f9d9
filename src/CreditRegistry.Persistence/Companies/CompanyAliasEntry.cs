namespace CreditRegistry.Persistence.Companies;

/// <summary>An old key that still finds a company: a 15-digit registration number or a 9-character organisation code.</summary>
public sealed record CompanyAliasEntry(string Alias, string Kind, Guid CompanyId);
