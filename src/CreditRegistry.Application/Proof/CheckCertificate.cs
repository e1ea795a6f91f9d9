using CreditRegistry.Application.Proof.Verification;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Proof;
using CreditRegistry.Persistence.Records;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Application.Proof;

/// <summary>What became of a record since a certificate was given.</summary>
public enum CertificateChangeKind
{
    /// <summary>It left publication.</summary>
    Left = 1,

    /// <summary>It is shown with another content.</summary>
    Changed,

    /// <summary>It was published since.</summary>
    Added,

    /// <summary>The company's name or status is another.</summary>
    Company,
}

/// <param name="RecordId">Null where the company itself changed.</param>
/// <param name="LeftOn">First day on which the record was no longer shown; null for one that is, or that a court's order hides.</param>
/// <param name="Reason">Code of the tombstone, such as <c>RECORD_REPAIRED</c>.</param>
public sealed record CertificateChange(CertificateChangeKind Kind, Guid? RecordId, DateOnly? LeftOn = null, string? Reason = null);

/// <summary>What is to be said of a certificate.</summary>
/// <param name="Genuine">The registry signed it, and nothing of it was changed.</param>
/// <param name="Reason">Why it is not genuine; null when it is.</param>
/// <param name="Kid">The key that signed it; null when none did.</param>
/// <param name="Statement">What is signed; null for a short one, and when nothing is.</param>
/// <param name="Digest">What is signed of a short one; null for a whole one.</param>
/// <param name="Holds">The register shows the same now; null when it is not genuine.</param>
/// <param name="Since">What changed since, when it does not hold.</param>
public sealed record CertificateCheck(
    bool Genuine,
    CertificateReason? Reason,
    string? Kid,
    CertificateStatement? Statement,
    CertificateDigest? Digest,
    bool? Holds,
    IReadOnlyList<CertificateChange> Since);

/// <summary>Says whether a certificate is genuine, and whether it still holds.</summary>
public sealed class CheckCertificate(RegistryDbContext db, NpgsqlDataSource primary, PublishKeys keys, TimeProvider clock)
{
    /// <param name="found">The certificate, or its short form, with what stood beside it; null when nothing was found.</param>
    public async Task<CertificateCheck> RunAsync(FoundCertificate? found, CancellationToken ct)
    {
        var (statement, digest, reason) = await VerifyCertificate.JudgeAsync(found, await keys.ListAsync(ct));
        var registrationId = statement?.RegistrationId ?? digest?.RegistrationId;
        var kid = registrationId is null ? null : SignedStatement.KidOf(found!.Jws);
        if (reason is not null || registrationId is null)
        {
            return new(Genuine: false, reason, kid, statement, digest, null, []);
        }

        var today = LegalDates.DateOf(clock.GetUtcNow());
        var company = await db.Companies.AsNoTracking().SingleOrDefaultAsync(c => c.RegistrationId == registrationId, ct);
        if (company is null || !await IsInLogAsync(statement, digest, ct))
        {
            return new(Genuine: false, CertificateReason.NotInLog, kid, null, null, null, []); // not to be told as the registry's words
        }

        var now = Shown(company.Name, company.Status, await db.Records.ShownOn(today).AsNoTracking()
            .Where(r => r.CompanyId == company.Id).ToListAsync(ct));
        var then = statement is not null ? Showing.Of(statement) : await ThenAsync(company, digest!, today, ct);
        return new(
            Genuine: true,
            null,
            kid,
            statement,
            digest,
            now.Hash == (digest?.Shown ?? then!.Hash),
            then is null ? [] : await SinceAsync(then, now, today, ct));
    }

    /// <summary>Whether the log had so many leaves, with that root and those of the records among them.</summary>
    private async Task<bool> IsInLogAsync(CertificateStatement? statement, CertificateDigest? digest, CancellationToken ct)
    {
        var tree = new LogTree(primary);
        var position = statement?.Position ?? digest!.Position;
        if (position < 0 || position > await tree.SizeAsync(ct))
        {
            return false;
        }

        if (statement is null)
        {
            return true;
        }

        var ids = statement.Records.Select(record => record.Id).ToList();
        var leaves = await db.Ledger.AsNoTracking()
            .Where(l => ids.Contains(l.Subject) && l.Position <= position).Select(l => l.Commitment).ToListAsync(ct);
        return statement.Root == Convert.ToHexStringLower(await tree.RootAsync(position, ct))
            && statement.Records.All(record =>
            {
                var leaf = VerifyCertificate.LeafOf(record);
                return leaves.Exists(known => known.AsSpan().SequenceEqual(leaf));
            });
    }

    /// <summary>What a short form's certificate showed, from the history; null when it does not come to the hash.</summary>
    private async Task<Showing?> ThenAsync(Company company, CertificateDigest digest, DateOnly today, CancellationToken ct)
    {
        var records = await db.RecordsOf([company.Id], RecordAccess.Whole, today, digest.At).AsNoTracking().ToListAsync(ct);
        var former = await db.CompanyVersions.AsNoTracking()
            .Where(v => v.CompanyId == company.Id && v.ReplacedAt > digest.At)
            .OrderBy(v => v.Version).FirstOrDefaultAsync(ct);
        var then = Shown(
            former?.Name ?? company.Name,
            former?.Status ?? company.Status,
            records.Where(r => r.IsShownOn(LegalDates.DateOf(digest.At))));
        return then.Hash == digest.Shown ? then : null;
    }

    private static Showing Shown(string name, CompanyStatus status, IEnumerable<CreditRecord> records) =>
        new(name, EnumText.Name(status), records.ToDictionary(r => r.Id, r => r.Version));

    private async Task<IReadOnlyList<CertificateChange>> SinceAsync(Showing then, Showing now, DateOnly today, CancellationToken ct)
    {
        var left = then.Records.Keys.Except(now.Records.Keys).ToList();
        var gone = await db.Records.AsNoTracking().Where(r => left.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        return
        [
            .. (now.Name, now.Status) == (then.Name, then.Status)
                ? Enumerable.Empty<CertificateChange>()
                : [new(CertificateChangeKind.Company, RecordId: null)],
            .. left.Select(id => ReadRecords.Check(gone[id], actor: null, today) is GoneError tombstone
                ? new CertificateChange(CertificateChangeKind.Left, id, tombstone.LeftOn, tombstone.Code)
                : new(CertificateChangeKind.Left, id)),
            .. then.Records.Where(r => now.Records.TryGetValue(r.Key, out var version) && version != r.Value)
                .Select(r => new CertificateChange(CertificateChangeKind.Changed, r.Key)),
            .. now.Records.Keys.Except(then.Records.Keys).Order()
                .Select(id => new CertificateChange(CertificateChangeKind.Added, id)),
        ];
    }
}
