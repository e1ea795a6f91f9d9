using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;

namespace CreditRegistry.Persistence.Companies;

/// <summary>Which companies a search looks for. Null means any.</summary>
/// <param name="Part">Folded, two characters or more.</param>
/// <param name="Listed">True: only companies with a published record, false: only those without.</param>
/// <param name="Tier">Only companies whose highest tier it is; then <paramref name="Listed"/> is true.</param>
/// <param name="Today">The legal day that decides which records count.</param>
public sealed record NameQuery(
    string? Part, string? Region, CompanyStatus? Status, bool? Listed, RecordTier? Tier, DateOnly Today);

/// <summary>A company found, and where it stands in the order of the answer.</summary>
public sealed record NameHit(string RegistrationId, NamePlace Place);

/// <summary>A place in an answer. It says in which order the answer is, so that every page of it keeps to that.</summary>
/// <param name="Ranked">True: by rank, position, length and ID. False: names that begin so by name, then the others by ID.</param>
/// <param name="Rank">0 the whole name, 1 its beginning, 2 inside it, 3 in an English or former name; not ranked, 1 or 2.</param>
/// <param name="Position">Of the part in the present name, from 1; 0 where it is in another name.</param>
/// <param name="Length">Of the folded present name.</param>
/// <param name="Name">Folded; only where names are in order.</param>
public sealed record NamePlace(bool Ranked, int Rank, int Position, int Length, string? Name, string RegistrationId);
