using System.Text.Json;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Proof;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace CreditRegistry.Application.Proof;

/// <summary>A public key of the registry as a JSON Web Key, with since when it signs and which key vouches for it.</summary>
/// <param name="Kid">The thumbprint of the key (RFC 7638).</param>
/// <param name="Endorsement">A JWS by the key before; null for the first key, and after a loss.</param>
public sealed record LogKey(
    string Kty, string Crv, string X, string Y, string Kid, string Use, string Alg, DateTimeOffset Since, string? Endorsement)
{
    internal JsonWebKey Jwk => new() { Kty = Kty, Crv = Crv, X = X, Y = Y, Kid = Kid };

    internal static LogKey Of(SigningKeyEntry entry)
    {
        var jwk = JsonWebKey.Create(entry.Jwk);
        return new(jwk.Kty, jwk.Crv, jwk.X, jwk.Y, jwk.Kid, jwk.Use, jwk.Alg, entry.Since, entry.Endorsement);
    }
}

/// <summary>A JSON Web Key Set (RFC 7517), oldest key first.</summary>
public sealed record LogKeys(IReadOnlyList<LogKey> Keys);

/// <summary>By an endorsement, the key before says that this one follows it.</summary>
public sealed record KeyEndorsement(string Kid, string X, string Y, DateTimeOffset At);

/// <summary>The public keys by which everything signed can be checked, also what older keys signed.</summary>
public sealed class PublishKeys(RegistryDbContext db, TimeProvider clock)
{
    /// <summary>All keys, oldest first.</summary>
    public async Task<IReadOnlyList<LogKey>> ListAsync(CancellationToken ct)
    {
        var keys = await db.SigningKeys.AsNoTracking().OrderBy(k => k.Since).ThenBy(k => k.Kid).ToListAsync(ct);
        return keys.ConvertAll(LogKey.Of);
    }

    /// <summary>
    /// Publishes the key that signs from now on, vouched for by the one before. The very first is made here when the folder
    /// has none.
    /// </summary>
    /// <param name="lost">The key before, when it is lost and an operator says so; nobody can vouch then.</param>
    /// <returns>Why the registry cannot sign with what is in the folder; null when it can.</returns>
    public async Task<RegistryError?> RunAsync(SigningKeys own, string? lost, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({AdvisoryLocks.SigningKeys})", ct);
        var known = await ListAsync(ct);
        var now = clock.GetUtcNow();
        if (own.IsEmpty && known is [])
        {
            own.Create(now);
        }

        if (own.IsEmpty || (known.Any(k => k.Kid == own.Kid) && known[^1].Kid != own.Kid))
        {
            return new ConflictError(
                "SIGNING_KEY_MISSING",
                $"is without the key {known[^1].Kid}, which has signed since {known[^1].Since:u}. Put its file back into {own.Folder}.");
        }

        if (known is [] || known[^1].Kid != own.Kid)
        {
            var key = own.PublicKey;
            var before = known is [.., var last] ? last.Kid : null;
            var endorsement = before is null ? null
                : own.SignBy(before, SignedStatement.Key, new KeyEndorsement(key.Kid, key.X, key.Y, now));
            if (before is not null && endorsement is null && lost != before)
            {
                return new ConflictError(
                    "SIGNING_KEY_MISSING",
                    $"has a new key, but not the key {before} that has to vouch for it. Put its file back beside the new one; or, if it "
                    + "is lost for good, set Registry:LostSigningKey to it: everyone who checks will have to trust the new key anew.");
            }

            db.SigningKeys.Add(new SigningKeyEntry { Kid = key.Kid, Jwk = PublicText(key), Since = now, Endorsement = endorsement });
            db.Note(
                new LedgerFact(
                    LedgerKinds.SigningKeyAdded,
                    Guid.CreateVersion7(now),
                    CompanyId: null,
                    new SortedDictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["kid"] = key.Kid,
                        ["endorsedBy"] = endorsement is null ? null : before,
                    },
                    Text: null),
                Actor.Registry, role: null, now);
            await db.SaveAsync(Actor.Registry, role: null, now, ct);
        }

        await transaction.CommitAsync(ct);
        return null;
    }

    private static string PublicText(JsonWebKey key) => JsonSerializer.Serialize(
        new { kty = key.Kty, crv = key.Crv, x = key.X, y = key.Y, kid = key.Kid, use = key.Use, alg = key.Alg });
}
