using System.Text.Json;
using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Proof;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Proof;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Application.Proof;

/// <summary>A record as a certificate tells it.</summary>
/// <param name="Content">What the log commits to.</param>
/// <param name="Log">With it the content opens a leaf of the log.</param>
public sealed record CertifiedRecord(Guid Id, int Version, JsonElement Content, LogView Log);

/// <summary>What the register showed of a company at an instant, no more and no less.</summary>
/// <param name="Standing">The highest tier among the records, or <c>clear</c>.</param>
/// <param name="Records">Every record in publication, oldest first; empty when there was none.</param>
/// <param name="Position">The log's leaves at that instant: the records' own are among them.</param>
/// <param name="Root">Of the log's tree with so many leaves, in hexadecimal.</param>
public sealed record CertificateStatement(
    string RegistrationId,
    string Name,
    string Status,
    string Standing,
    IReadOnlyList<CertifiedRecord> Records,
    DateTimeOffset At,
    int Epoch,
    long Position,
    string Root);

/// <summary>A certificate: a statement under the registry's signature.</summary>
/// <param name="Certificate">A compact JWS of type <c>creditregistry-certificate</c>; its payload is the statement.</param>
public sealed record CertificateView(CertificateStatement Statement, string Certificate);

/// <summary>Certifies what the register shows of a company.</summary>
public sealed class IssueCertificate(RegistryDbContext db, NpgsqlDataSource primary, SigningKeys keys, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private const int MostPauses = 40;

    private static readonly ConflictError TooLarge = new(
        "CERTIFICATE_TOO_LARGE",
        "The company has more records in publication than one certificate holds. Take the proof of each record instead, by "
        + "GET /api/v1/records/{id}/proof, with the list of them by GET /api/v1/companies/{registrationId}/records.");

    /// <summary>The company as it is shown now.</summary>
    /// <returns>The certificate; or that there is no such company, that the log is behind, or that the company has too many records.</returns>
    public async Task<Outcome<CertificateView>> RunAsync(RegistrationId id, CancellationToken ct)
    {
        var tree = new LogTree(primary);
        for (var pauses = 0; pauses <= MostPauses; pauses++)
        {
            var head = await tree.HeadAsync(ct);
            var now = clock.GetUtcNow();
            if (await db.Companies.AsNoTracking().SingleOrDefaultAsync(c => c.RegistrationId == id.Value, ct) is not { } company)
            {
                return ReadCompanies.NotFound;
            }

            var rows = await db.Rows(db.Records.ShownOn(LegalDates.DateOf(now)).Where(r => r.CompanyId == company.Id)).ToListAsync(ct);
            var versions = await VersionsAsync(rows, ct);
            if (await HasChangedSinceAsync(company.Id, head.Position, ct))
            {
                await Task.Delay(Pause, clock, ct);
                continue;
            }

            var statement = new CertificateStatement(
                company.RegistrationId,
                company.Name,
                EnumText.Name(company.Status),
                EnumText.Name(Standings.Of(rows.Select(row => row.Record.Tier))),
                [.. rows.OrderBy(row => row.Record.PublishedOn).ThenBy(row => row.Record.Id).Select(row => Certified(row, versions))],
                now,
                head.Epoch,
                head.Position,
                Convert.ToHexStringLower(await tree.RootAsync(head.Position, ct)));
            var certificate = keys.Sign(SignedStatement.Certificate, statement);
            return certificate.Length <= SignedStatement.MostCharacters ? new CertificateView(statement, certificate) : TooLarge;
        }

        return new ConflictError("LOG_BEHIND", "A change of this company has no place in the log yet. Ask again in a moment.");
    }

    /// <summary>Whether anything of a company came after those leaves of the log: it may have been read, and is not among them.</summary>
    private async Task<bool> HasChangedSinceAsync(Guid companyId, long leaves, CancellationToken ct) =>
        await db.Ledger.AnyAsync(l => l.CompanyId == companyId && l.Position == null, ct)
        || await db.Ledger.AnyAsync(l => l.CompanyId == companyId && l.Position > leaves, ct);

    private async Task<Dictionary<Guid, JsonElement>> VersionsAsync(List<RecordRow> rows, CancellationToken ct)
    {
        var ids = rows.ConvertAll(row => row.Record.Id);
        return await db.RecordVersions.AsNoTracking()
            .Where(v => ids.Contains(v.RecordId) && db.Records.Any(r => r.Id == v.RecordId && r.Version == v.Version))
            .ToDictionaryAsync(v => v.RecordId, v => v.Content.RootElement, ct);
    }

    private static CertifiedRecord Certified(RecordRow row, Dictionary<Guid, JsonElement> versions)
    {
        using var content = JsonDocument.Parse(
            RecordContent.OfVersion(versions[row.Record.Id], row.RegistrationId, row.Organ.Code));
        return new CertifiedRecord(row.Record.Id, row.Record.Version, content.RootElement.Clone(), row.Log!);
    }
}
