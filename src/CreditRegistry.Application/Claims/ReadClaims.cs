using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Claims;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Claims;

/// <summary>Reads claims of companies: anyone the one whose id they hold, officers and administrators those they decide.</summary>
public sealed class ReadClaims(RegistryDbContext db)
{
    private const int MostOthers = 20;

    public static readonly NotFoundError NotFound = new("CLAIM_NOT_FOUND", "There is no claim of this id that you may read.");

    /// <summary>Where a claim stands.</summary>
    /// <param name="actor">Null for someone without an account.</param>
    public async Task<Outcome<ClaimView>> OneAsync(Guid id, Actor? actor, CancellationToken ct) =>
        await db.CompanyClaims.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is { } claim
            ? await ViewAsync(claim, actor, ct)
            : NotFound;

    /// <summary>The claims that wait for this officer's organs, or for an administrator all that wait; oldest first.</summary>
    public async Task<IReadOnlyList<OpenClaim>> OpenAsync(Actor actor, ClaimKey? after, int take, CancellationToken ct)
    {
        var claims = db.CompanyClaims.AsNoTracking().Where(c => c.State == ClaimState.Open);
        if (!actor.Is(Role.Administrator))
        {
            claims = claims.Where(c => c.OrganId != null && actor.Organs.Contains(c.OrganId.Value));
        }

        if (after is not null)
        {
            claims = claims.Where(c => c.Id > after.Id);
        }

        var rows = await (
            from claim in claims.OrderBy(c => c.Id).Take(take)
            join company in db.Companies on claim.CompanyId equals company.Id
            join found in db.Organs.AsNoTracking() on claim.OrganId equals (Guid?)found.Id into organs
            from organ in organs.DefaultIfEmpty()
            orderby claim.Id
            select new { claim.Id, claim.Reference, company.RegistrationId, company.Name, Organ = organ, claim.FiledOn })
            .ToListAsync(ct);
        return rows.ConvertAll(r => new OpenClaim(
            r.Id, r.Reference, r.RegistrationId, r.Name, r.Organ is null ? null : OrganView.Of(r.Organ), r.FiledOn));
    }

    /// <summary>What the certificate is, for those who may decide the claim.</summary>
    public async Task<Outcome<ClaimCertificate>> CertificateAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var claim = await db.CompanyClaims.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (claim is null || !claim.MayRead(actor))
        {
            return NotFound;
        }

        return await db.CertificateChunks.AnyAsync(c => c.ClaimId == id, ct)
            ? claim.Certificate
            : new NotFoundError("DOCUMENT_ERASED", "The document was erased; only its name, size and digest are left.");
    }

    /// <summary>Copies the certificate's bytes, piece by piece.</summary>
    public async Task CopyCertificateAsync(Guid id, Stream target, CancellationToken ct)
    {
        var pieces = db.CertificateChunks.AsNoTracking()
            .Where(c => c.ClaimId == id)
            .OrderBy(c => c.Ordinal)
            .Select(c => c.Bytes)
            .AsAsyncEnumerable();
        await foreach (var piece in pieces.WithCancellation(ct))
        {
            await target.WriteAsync(piece, ct);
        }
    }

    internal async Task<ClaimView> ViewAsync(CompanyClaim claim, Actor? actor, CancellationToken ct)
    {
        var company = await db.Companies.AsNoTracking().SingleAsync(c => c.Id == claim.CompanyId, ct);
        var organ = await db.Organs.AsNoTracking().FirstOrDefaultAsync(o => o.Id == claim.OrganId, ct);
        var reason = claim.State is ClaimState.Refused
            ? await db.Ledger
                .Where(l => l.Subject == claim.Id && l.Kind == LedgerKinds.ClaimRefused)
                .Select(l => l.Text == null ? null : l.Text.Text)
                .FirstOrDefaultAsync(ct)
            : null;
        return new ClaimView(
            claim.Id, claim.Reference, company.RegistrationId, company.Name, organ is null ? null : OrganView.Of(organ),
            claim.State, claim.FiledOn, claim.DecidedOn, reason, claim.Version)
        {
            Inside = actor is not null && claim.MayRead(actor)
                ? new ClaimInside(
                    claim is { ContactName: { } name, ContactEmail: { } email } ? new ClaimContactView(name, email) : null,
                    claim.Certificate,
                    company.Status,
                    await db.Set<AccountCompany>().CountAsync(a => a.CompanyId == claim.CompanyId, ct),
                    await db.CompanyClaims
                        .Where(c => c.CompanyId == claim.CompanyId && c.State == ClaimState.Open && c.Id != claim.Id)
                        .OrderBy(c => c.Id)
                        .Take(MostOthers)
                        .Select(c => c.Id)
                        .ToListAsync(ct))
                : null,
        };
    }
}
