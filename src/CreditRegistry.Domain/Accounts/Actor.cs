namespace CreditRegistry.Domain.Accounts;

/// <summary>Who is acting: an account with its roles and bindings as they are now, or the registry itself.</summary>
/// <param name="AccountKey">Null for the registry's own acts (time passing, imports by hand).</param>
public sealed record Actor(
    Guid? AccountKey,
    IReadOnlySet<Role> Roles,
    IReadOnlySet<Guid> Companies,
    IReadOnlySet<Guid> Organs)
{
    /// <summary>The registry itself, when time passes or an operator imports.</summary>
    public static Actor Registry { get; } =
        new(null, new HashSet<Role>(), new HashSet<Guid>(), new HashSet<Guid>());

    /// <summary>Someone without an account, where that is enough.</summary>
    public static Actor Anyone { get; } =
        new(null, new HashSet<Role>(), new HashSet<Guid>(), new HashSet<Guid>());

    /// <summary>The role name written to the ledger beside an act of the registry itself.</summary>
    public const string RegistryRole = "registry";

    /// <summary>The role name written to the ledger beside an act of someone without an account.</summary>
    public const string AnyoneRole = "anyone";

    /// <summary>What the ledger calls an act in no role.</summary>
    public string NameWithoutRole => ReferenceEquals(this, Anyone) ? AnyoneRole : RegistryRole;

    public bool Is(Role role) => Roles.Contains(role);

    public bool ActsForCompany(Guid companyId) => Is(Role.Applicant) && Companies.Contains(companyId);

    public bool PublishesFor(Guid organId) => Is(Role.Agency) && Organs.Contains(organId);

    public bool DecidesFor(Guid organId) => Is(Role.Officer) && Organs.Contains(organId);
}
