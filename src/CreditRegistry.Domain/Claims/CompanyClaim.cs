using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;

namespace CreditRegistry.Domain.Claims;

/// <summary>Where a claim stands.</summary>
public enum ClaimState
{
    /// <summary>Nobody has decided it yet.</summary>
    Open = 1,

    /// <summary>The contact's account acts for the company.</summary>
    Confirmed,

    /// <summary>It was refused, with a reason.</summary>
    Refused,
}

/// <summary>Whom the officers write to, and whose account is to act for the company.</summary>
public sealed record ClaimContact(string Name, string Email, string NormalizedEmail);

/// <summary>A business registration certificate. Its bytes are stored apart and served as an attachment only.</summary>
/// <param name="FileName">As the claimant named it; shown as text, never trusted.</param>
/// <param name="ContentType">Found by looking at the bytes.</param>
/// <param name="Sha256">Lower-case hex digest of the bytes.</param>
public sealed record ClaimCertificate(string FileName, string ContentType, long Size, string Sha256);

/// <summary>Someone says to speak for a company, shows its certificate, and asks for an account that acts for it.</summary>
public sealed class CompanyClaim : Chronicled
{
    public const int ReasonMaxLength = 2000;

    private CompanyClaim()
    {
    }

    /// <summary>What people say on the telephone.</summary>
    public string Reference { get; private init; } = null!;

    public Guid CompanyId { get; private init; }

    /// <summary>
    /// The organ whose officers decide: the one with the newest record on the company. Null where none has a record, so that
    /// the administrators decide.
    /// </summary>
    public Guid? OrganId { get; private init; }

    public ClaimState State { get; private set; }

    public DateOnly FiledOn { get; private init; }

    public DateOnly? DecidedOn { get; private set; }

    /// <summary>The account that acts for the company since the claim was confirmed.</summary>
    public Guid? AccountId { get; private set; }

    /// <summary>Whom the officers write to: a person's data, so never public, never in the ledger; null once erased.</summary>
    public string? ContactName { get; private init; }

    /// <summary>As it was typed; it becomes the account's. Null once erased.</summary>
    public string? ContactEmail { get; private init; }

    /// <summary>So that one address is one contact, however it is typed; null once erased.</summary>
    public string? NormalizedContactEmail { get; private init; }

    public ClaimCertificate Certificate { get; private init; } = null!;

    protected override Guid? Concerns => CompanyId;

    /// <summary>Puts a claim before those who decide it.</summary>
    public static CompanyClaim File(
        Guid id,
        string reference,
        Guid companyId,
        Guid? organId,
        ClaimContact contact,
        ClaimCertificate certificate,
        DateOnly today)
    {
        var claim = new CompanyClaim
        {
            Id = id,
            Reference = reference,
            CompanyId = companyId,
            OrganId = organId,
            State = ClaimState.Open,
            FiledOn = today,
            ContactName = contact.Name,
            ContactEmail = contact.Email,
            NormalizedContactEmail = contact.NormalizedEmail,
            Certificate = certificate,
        };
        claim.Note(
            LedgerKinds.ClaimFiled, text: null,
            ("reference", reference), ("organ", organId), ("sha256", certificate.Sha256));
        return claim;
    }

    /// <summary>Why this actor may not decide the claim; null when the actor may.</summary>
    /// <param name="declaredInterest">Whether the actor declared an interest in the company.</param>
    /// <param name="isContact">Whether the actor's own account is the contact.</param>
    public RegistryError? CheckDecider(Actor actor, bool declaredInterest, bool isContact) =>
        !MayRead(actor)
            ? new ForbiddenError("CLAIM_OTHER_ORGAN", "The claim belongs to another organ. Its own officers decide it.")
        : declaredInterest || isContact || actor.Companies.Contains(CompanyId)
            ? new ForbiddenError(
                "CLAIM_STAKE",
                "You have a stake in this company (as its account, as the contact, or by your own declaration). "
                + "Someone else must decide.")
        : null;

    /// <summary>
    /// Whether contact and certificate are the actor's to see: officers of the claim's organ, and the administrators, who
    /// manage all accounts.
    /// </summary>
    public bool MayRead(Actor actor) =>
        actor.Is(Role.Administrator) || (OrganId is { } organ && actor.DecidesFor(organ));

    /// <summary>The contact's account acts for the company from now on.</summary>
    /// <param name="accountId">A new account, or one that the contact has already.</param>
    public RegistryError? Confirm(Guid accountId, DateOnly today)
    {
        if (State is not ClaimState.Open)
        {
            return Decided;
        }

        (State, DecidedOn, AccountId) = (ClaimState.Confirmed, today, accountId);
        Note(LedgerKinds.ClaimConfirmed, text: null, ("account", accountId));
        return null;
    }

    /// <summary>No account comes of it; the claimant reads why.</summary>
    public RegistryError? Refuse(string reason, DateOnly today)
    {
        if (State is not ClaimState.Open)
        {
            return Decided;
        }

        (State, DecidedOn) = (ClaimState.Refused, today);
        Note(LedgerKinds.ClaimRefused, reason);
        return null;
    }

    private static ConflictError Decided => new(
        "CLAIM_DECIDED", "The claim was decided already. Look at what was decided.");
}
