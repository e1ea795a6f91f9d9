using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Audit;

/// <summary>What a row of the ledger is about.</summary>
/// <param name="Name">A case's reference or a record's decision number; null for a record without a decision, and for an organ.</param>
/// <param name="Organ">The organ whose it is, or that it is before; null where there is none.</param>
/// <param name="HasPage">False for a draft, which is its company's alone, and for a record that was never shown or is shielded.</param>
public sealed record LedgerSubject(string? Name, OrganView? Organ, bool HasPage);

/// <summary>What the keys in rows of the ledger stand for.</summary>
/// <param name="Companies">Concerned by the rows.</param>
public sealed record LedgerNames(
    IReadOnlyDictionary<Guid, LedgerSubject> Subjects, IReadOnlyDictionary<Guid, OwnCompany> Companies)
{
    /// <summary>Of no row.</summary>
    public static LedgerNames None { get; } =
        new(new Dictionary<Guid, LedgerSubject>(), new Dictionary<Guid, OwnCompany>());
}

/// <summary>Looks up what rows of the ledger are about: it holds keys only, and what they stand for as it is now.</summary>
public sealed class NameLedger(RegistryDbContext db, TimeProvider clock)
{
    /// <param name="rows">A page of them.</param>
    public async Task<LedgerNames> RunAsync(IReadOnlyList<LedgerView> rows, CancellationToken ct)
    {
        var today = LegalDates.DateOf(clock.GetUtcNow());
        var records = SubjectsOf("record.");
        var applications = SubjectsOf("repair.");
        var objections = SubjectsOf("objection.");
        var claims = SubjectsOf("claim.");
        List<Found> found =
        [
            .. (await db.Records.AsNoTracking().Where(r => records.Contains(r.Id)).ToListAsync(ct)).Select(r => new Found(
                r.Id, r.DecisionNumber, r.OrganId, ReadRecords.Check(r, actor: null, today) is not NotFoundError)),
            .. await db.RepairApplications.Where(a => applications.Contains(a.Id))
                .Select(a => new Found(a.Id, a.Reference, a.OrganId, a.FiledOn != null)).ToListAsync(ct),
            .. await db.Objections.Where(o => objections.Contains(o.Id))
                .Select(o => new Found(o.Id, o.Reference, o.OrganId, o.FiledOn != null)).ToListAsync(ct),
            .. await db.CompanyClaims.Where(c => claims.Contains(c.Id))
                .Select(c => new Found(c.Id, c.Reference, c.OrganId, true)).ToListAsync(ct),
            .. SubjectsOf("organ.").Select(organ => new Found(organ, null, organ, true)),
        ];
        var organIds = found.Select(f => f.Organ).Distinct().ToList();
        var organs = await db.Organs.AsNoTracking().Where(o => organIds.Contains(o.Id)).ToDictionaryAsync(o => o.Id, OrganView.Of, ct);
        var companyIds = rows.Select(r => r.Company).OfType<Guid>().Distinct().ToList();
        return new LedgerNames(
            found.ToDictionary(
                f => f.Id, f => new LedgerSubject(f.Name, f.Organ is { } organ ? organs.GetValueOrDefault(organ) : null, f.HasPage)),
            await db.Companies.AsNoTracking().Where(c => companyIds.Contains(c.Id))
                .ToDictionaryAsync(c => c.Id, c => new OwnCompany(c.RegistrationId, c.Name), ct));

        List<Guid> SubjectsOf(string kinds) =>
            [.. rows.Where(r => r.Kind.StartsWith(kinds, StringComparison.Ordinal)).Select(r => r.Subject).Distinct()];
    }

    private sealed record Found(Guid Id, string? Name, Guid? Organ, bool HasPage);
}
