using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Reviews;

/// <summary>Another officer, as colleagues know each other.</summary>
public sealed record Colleague(Guid Key, string Email);

/// <summary>An earlier application of the same company, in short.</summary>
public sealed record EarlierCase(Guid Id, string Reference, RepairState State, DateOnly FiledOn);

/// <summary>What an officer's desk shows beside the cases themselves.</summary>
public sealed class ReadDesk(RegistryDbContext db)
{
    private const int MostColleagues = 200;

    /// <summary>Officers of these organs, by e-mail address.</summary>
    /// <param name="organs">Codes.</param>
    public Task<List<Colleague>> OfficersAsync(IEnumerable<string> organs, CancellationToken ct)
    {
        var codes = organs.Distinct().ToList();
        return db.Users.AsNoTracking()
            .Where(a => a.DisabledAt == null
                && a.Roles.Any(r => r.Role == Role.Officer)
                && a.Organs.Any(o => db.Organs.Any(organ => organ.Id == o.OrganId && codes.Contains(organ.Code))))
            .OrderBy(a => a.Email)
            .Take(MostColleagues)
            .Select(a => new Colleague(a.Id, a.Email!))
            .ToListAsync(ct);
    }

    /// <summary>What these accounts are called among officers.</summary>
    public Task<Dictionary<Guid, string>> NamesAsync(IEnumerable<Guid> keys, CancellationToken ct)
    {
        var wanted = keys.Distinct().ToList();
        return db.Users.AsNoTracking().Where(a => wanted.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Email!, ct);
    }

    /// <summary>The application, objection or claim of a reference; null when there is none. For those who may read every case.</summary>
    public async Task<Guid?> CaseOfAsync(string reference, CancellationToken ct)
    {
        var written = reference.ToUpperInvariant();
        return await db.RepairApplications.Where(a => a.Reference == written).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(ct)
            ?? await db.Objections.Where(o => o.Reference == written).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(ct)
            ?? await db.CompanyClaims.Where(c => c.Reference == written).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>The account of an e-mail address; null when there is none.</summary>
    public Task<Guid?> AccountOfAsync(string email, CancellationToken ct)
    {
        var written = email.ToUpperInvariant();
        return db.Users.AsNoTracking()
            .Where(a => a.NormalizedEmail == written).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>The references of those of these cases that the actor may read.</summary>
    public Task<Dictionary<Guid, string>> ReferencesAsync(IEnumerable<Guid> cases, Actor actor, CancellationToken ct)
    {
        var wanted = cases.ToList();
        var watchesAll = actor.Is(Role.Supervisor) && actor.Organs.Count == 0;
        return db.RepairApplications.AsNoTracking()
            .Where(a => wanted.Contains(a.Id) && (watchesAll || actor.Organs.Contains(a.OrganId)))
            .ToDictionaryAsync(a => a.Id, a => a.Reference, ct);
    }

    /// <summary>The company's other cases with the same organ, newest first: at most that many.</summary>
    public Task<List<EarlierCase>> OtherCasesAsync(RepairView of, int take, CancellationToken ct) => (
        from one in db.RepairApplications.AsNoTracking()
        join other in db.RepairApplications.AsNoTracking() on one.CompanyId equals other.CompanyId
        where one.Id == of.Id && other.Id != of.Id && other.OrganId == one.OrganId && other.FiledOn != null
        orderby other.Id descending
        select new EarlierCase(other.Id, other.Reference, other.State, other.FiledOn!.Value))
        .Take(take).ToListAsync(ct);
}
