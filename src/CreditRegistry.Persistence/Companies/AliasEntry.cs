using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Persistence.Companies;

/// <summary>An old key, normalised, that still finds a company.</summary>
public sealed record AliasEntry(string Alias, CompanyAliasKind Kind, Guid CompanyId);
