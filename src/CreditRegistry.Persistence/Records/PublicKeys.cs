using System.Text.Json;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Records;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Persistence.Records;

/// <summary>What the public calls the companies and organs of some records, whose keys of our own it never sees.</summary>
internal sealed class PublicKeys
{
    private readonly Dictionary<Guid, string> _registrationIds;
    private readonly Dictionary<Guid, string> _organs;

    private PublicKeys(Dictionary<Guid, string> registrationIds, Dictionary<Guid, string> organs) =>
        (_registrationIds, _organs) = (registrationIds, organs);

    public static async Task<PublicKeys> OfAsync(
        RegistryDbContext db, IReadOnlyCollection<CreditRecord> records, CancellationToken ct)
    {
        if (records.Count is 0)
        {
            return new([], []);
        }

        // Neither ever changes: what is loaded already, or about to be saved with the records, need not be asked for.
        var registrationIds = db.ChangeTracker.Entries<Company>().ToDictionary(e => e.Entity.Id, e => e.Entity.RegistrationId);
        var organs = db.ChangeTracker.Entries<Organ>().ToDictionary(e => e.Entity.Id, e => e.Entity.Code);
        var companies = records.Select(r => r.CompanyId).Distinct().Where(id => !registrationIds.ContainsKey(id)).ToArray();
        if (companies is not [])
        {
            foreach (var company in await db.Companies.Where(c => companies.Contains(c.Id))
                .Select(c => new { c.Id, c.RegistrationId }).ToListAsync(ct))
            {
                registrationIds[company.Id] = company.RegistrationId;
            }
        }

        var unknown = records.Select(r => r.OrganId).Distinct().Where(id => !organs.ContainsKey(id)).ToArray();
        if (unknown is not [])
        {
            foreach (var organ in await db.Organs.Where(o => unknown.Contains(o.Id))
                .Select(o => new { o.Id, o.Code }).ToListAsync(ct))
            {
                organs[organ.Id] = organ.Code;
            }
        }

        return new(registrationIds, organs);
    }

    public StoredVersion VersionOf(CreditRecord record, JsonDocument version) =>
        StoredVersion.Of(version, _registrationIds[record.CompanyId], _organs[record.OrganId]);
}
