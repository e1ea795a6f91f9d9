using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Claims;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Claims;

/// <param name="Token">
/// With which the contact chooses a password; shown this once. Null where the contact had an account already.
/// </param>
public sealed record ConfirmedClaim(ClaimView Claim, string AccountEmail, OneTimeToken? Token);

/// <param name="Reason">What the claimant reads.</param>
public sealed record ClaimRefusalInput(string Reason);

/// <summary>An officer of the claim's organ, or an administrator, confirms a claim or refuses it.</summary>
public sealed class DecideClaims(
    RegistryDbContext db, ReadClaims read, InviteAccount invite, ChangeAccount change, TimeProvider clock)
{
    /// <summary>Lets the contact's account act for the company; opens one where the contact has none.</summary>
    public async Task<Outcome<ConfirmedClaim>> ConfirmAsync(
        Guid id, int? expectedVersion, Actor actor, CancellationToken ct)
    {
        var (accountEmail, token) = ("", default(OneTimeToken));
        var decided = await ActAsync(id, expectedVersion, actor, ct, async (claim, company, now) =>
        {
            if (company.Status is CompanyStatus.Deregistered)
            {
                return ClaimCompany.StruckOff;
            }

            if (claim.ContactEmail is not { } email)
            {
                return new ConflictError("CLAIM_CONTACT_ERASED", "The contact was erased. Ask the company to claim itself again.");
            }

            var acts = await AccountAsync(claim, email, company, actor, ct);
            if (acts.Error is { } refusal)
            {
                return refusal;
            }

            (accountEmail, token) = (email, acts.Value.Token);
            await TellAsync(company.Id, now, ct);
            return claim.Confirm(acts.Value.Key, LegalDates.DateOf(now));
        });
        return decided.Error is { } error ? error : new ConfirmedClaim(decided.Value!, accountEmail, token);
    }

    /// <summary>Refuses the claim; the claimant reads the reason.</summary>
    public Task<Outcome<ClaimView>> RefuseAsync(
        Guid id, ClaimRefusalInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, (claim, _, now) =>
            Task.FromResult(claim.Refuse(input.Reason.Trim(), LegalDates.DateOf(now))));

    private async Task<Outcome<(Guid Key, OneTimeToken? Token)>> AccountAsync(
        CompanyClaim claim, string email, Company company, Actor actor, CancellationToken ct)
    {
        var known = await db.Users
            .Where(a => a.NormalizedEmail == claim.NormalizedContactEmail).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(ct);
        if (known is { } key)
        {
            return await change.BindCompanyAsync(key, company.Id, actor, ct) is { } refusal ? refusal : (key, null);
        }

        var invited = await invite.RunAsync(email, new Authority([Role.Applicant], [], [company.RegistrationId]), actor, ct);
        return invited.Error is { } error ? error : (invited.Value!.Key, invited.Value.Token);
    }

    /// <summary>Everyone who acted for the company before learns that one more does.</summary>
    private async Task TellAsync(Guid companyId, DateTimeOffset now, CancellationToken ct)
    {
        var accounts = await db.Set<AccountCompany>()
            .Where(a => a.CompanyId == companyId).Select(a => a.AccountId).ToListAsync(ct);
        db.AccountNotices.AddRange(accounts.Select(account => new AccountNotice(
            Guid.CreateVersion7(now), account, LedgerKinds.ClaimConfirmed, companyId, RecordId: null, ApplicationId: null, now)));
    }

    private async Task<Outcome<ClaimView>> ActAsync(
        Guid id,
        int? expectedVersion,
        Actor actor,
        CancellationToken ct,
        Func<CompanyClaim, Company, DateTimeOffset, Task<RegistryError?>> act)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        var company = await db.LockCompanyOfClaimAsync(id, ct);
        var claim = await db.CompanyClaims
            .FromSql($"select * from company_claims where id = {id} for no key update").FirstOrDefaultAsync(ct);
        if (company is null || claim is null)
        {
            return ReadClaims.NotFound;
        }

        if (claim.CheckDecider(actor, await DeclaredAsync(claim, actor, ct), await IsContactAsync(claim, actor, ct)) is { } barred)
        {
            return barred;
        }

        if (expectedVersion is { } expected && expected != claim.Version)
        {
            return await db.StaleAsync(claim, expected, await read.ViewAsync(claim, actor, ct), ct);
        }

        if (await act(claim, company, now) is { } refusal)
        {
            return refusal;
        }

        await db.SaveAsync(actor, actor.Is(Role.Administrator) ? Role.Administrator : Role.Officer, now, ct);
        await transaction.CommitAsync(ct);
        return await read.ViewAsync(claim, actor, ct);
    }

    private Task<bool> DeclaredAsync(CompanyClaim claim, Actor actor, CancellationToken ct) =>
        db.DeclaredInterests.AnyAsync(i => i.AccountId == actor.AccountKey && i.CompanyId == claim.CompanyId, ct);

    private Task<bool> IsContactAsync(CompanyClaim claim, Actor actor, CancellationToken ct) =>
        db.Users.AnyAsync(a => a.Id == actor.AccountKey && a.NormalizedEmail == claim.NormalizedContactEmail, ct);
}

public sealed class ClaimRefusalInputValidator : AbstractValidator<ClaimRefusalInput>
{
    public ClaimRefusalInputValidator() =>
        RuleFor(r => r.Reason).Must(RecordText.IsText).WithMessage(RecordText.Message)
            .MaximumLength(CompanyClaim.ReasonMaxLength);
}
