using CreditRegistry.Domain.Accounts;

namespace CreditRegistry.Domain.Records;

/// <summary>
/// Whose records a reader reads whole although the public does not: those that left publication, are shielded, or were
/// never shown. An auditor every one, an organ's agency and officers its own, a company its own.
/// </summary>
public sealed record RecordAccess(bool Every, IReadOnlySet<Guid> Organs, IReadOnlySet<Guid> Companies)
{
    private static readonly HashSet<Guid> None = [];

    /// <summary>The registry's own, for what it answers from records without showing them.</summary>
    public static readonly RecordAccess Whole = new(Every: true, None, None);

    /// <param name="actor">Null for someone without an account.</param>
    public static RecordAccess Of(Actor? actor) => new(
        actor?.Is(Role.Auditor) is true,
        actor?.Is(Role.Agency) is true || actor?.Is(Role.Officer) is true ? actor.Organs : None,
        actor?.Is(Role.Applicant) is true ? actor.Companies : None);

    public bool Reads(CreditRecord record) =>
        Every || Organs.Contains(record.OrganId) || Companies.Contains(record.CompanyId);
}
