using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Recalls;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Recalls;

/// <summary>The name under which the public sees how an account answers recalls: of a company or an organ, never of a person.</summary>
/// <param name="RegistrationId">Of the company; null for an organ.</param>
/// <param name="Organ">Code of the organ; null for a company.</param>
public sealed record ConsumerName(string? RegistrationId, string? Organ, string Name, string NameZh, DateTimeOffset AgreedAt);

/// <summary>
/// An account agrees to be named, or withdraws. It can take no name but that of a company or organ it is bound to: nothing is
/// typed, so that no person is named and nobody speaks for another.
/// </summary>
public sealed class NameConsumer(RegistryDbContext db, TimeProvider clock)
{
    private static readonly ForbiddenError NotBound = new(
        "CONSUMER_NOT_BOUND", "Your account is not bound to that company or organ. Name one that you act for.");

    /// <summary>Null while the account is not named.</summary>
    public async Task<ConsumerName?> FindAsync(Actor actor, CancellationToken ct) => await (
        from named in db.Set<NamedConsumer>()
        join c in db.Companies on named.CompanyId equals c.Id into companies
        from company in companies.DefaultIfEmpty()
        join o in db.Organs on named.OrganId equals o.Id into organs
        from organ in organs.DefaultIfEmpty()
        where named.AccountId == actor.AccountKey
        select new ConsumerName(
            company.RegistrationId,
            organ.Code,
            company != null ? company.Name : organ.Name,
            company != null ? company.Name : organ.NameZh,
            named.AgreedAt)).SingleOrDefaultAsync(ct);

    /// <param name="registrationId">Of a company that the account acts for; or null.</param>
    /// <param name="organ">Code of an organ that it works for; or null.</param>
    public async Task<Outcome<ConsumerName>> AgreeAsync(Actor actor, string? registrationId, string? organ, CancellationToken ct)
    {
        if ((registrationId is null) == (organ is null))
        {
            return InvalidError.Of("CONSUMER_NAME", "registrationId", "Give either `registrationId` of a company or `organ`, its code.");
        }

        var id = RegistrationIds.Check(registrationId ?? "").Id?.Value;
        Guid? company = registrationId is null ? null
            : await db.Companies.Where(c => c.RegistrationId == id).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct);
        Guid? office = organ is null ? null
            : await db.Organs.Where(o => o.Code == organ).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(ct);
        if (!(company is { } c && actor.Companies.Contains(c)) && !(office is { } o && actor.Organs.Contains(o)))
        {
            return NotBound;
        }

        await db.Database.ExecuteSqlAsync(
            $"""
            insert into named_consumers (account_id, company_id, organ_id, agreed_at)
            values ({actor.AccountKey}, {company}, {office}, {clock.GetUtcNow()})
            on conflict (account_id) do update set company_id = excluded.company_id, organ_id = excluded.organ_id,
                agreed_at = excluded.agreed_at
            """,
            ct);
        return (await FindAsync(actor, ct))!;
    }

    public Task WithdrawAsync(Actor actor, CancellationToken ct) =>
        db.Set<NamedConsumer>().Where(n => n.AccountId == actor.AccountKey).ExecuteDeleteAsync(ct);
}
