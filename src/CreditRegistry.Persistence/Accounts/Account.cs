using CreditRegistry.Domain.Accounts;
using Microsoft.AspNetCore.Identity;

namespace CreditRegistry.Persistence.Accounts;

/// <summary>Someone who signs in. A person's data: never public, never in the ledger but for the key.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public DateTimeOffset InvitedAt { get; init; }

    /// <summary>Set when an administrator closed the account.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    public List<AccountRole> Roles { get; init; } = [];

    public List<AccountCompany> Companies { get; init; } = [];

    public List<AccountOrgan> Organs { get; init; } = [];
}

public sealed record AccountRole(Guid AccountId, Role Role);

/// <summary>The account may act for the company.</summary>
public sealed record AccountCompany(Guid AccountId, Guid CompanyId);

/// <summary>The account works for the organ.</summary>
public sealed record AccountOrgan(Guid AccountId, Guid OrganId);

/// <summary>An officer's declaration of an interest in a company; it bars the officer from the company's cases.</summary>
public sealed record DeclaredInterest(Guid AccountId, Guid CompanyId, DateTimeOffset DeclaredAt);

/// <summary>What the registry told an account, such as that a record is about to escalate.</summary>
/// <param name="Kind">A kind of the ledger that the notice is about.</param>
public sealed record AccountNotice(
    Guid Id, Guid AccountId, string Kind, Guid CompanyId, Guid? RecordId, Guid? ApplicationId, DateTimeOffset SentAt,
    Guid? ObjectionId = null);
