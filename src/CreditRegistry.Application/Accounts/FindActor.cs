using CreditRegistry.Domain.Accounts;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Accounts;

/// <summary>Reads who a session stands for, as the account is now: every request asks, so a change works at once.</summary>
public sealed class FindActor(RegistryDbContext db)
{
    /// <summary>Null when the account is disabled or its password changed since the session began.</summary>
    public async Task<Actor?> RunAsync(Session session, CancellationToken ct)
    {
        // One round trip and no join: three collections of one account would multiply.
        var rows = await db.Database.SqlQuery<ActorRow>(
            $"""
            select array(select role from account_roles where account_id = a.id) as roles,
                array(select company_id from account_companies where account_id = a.id) as companies,
                array(select organ_id from account_organs where account_id = a.id) as organs
            from accounts a
            where a.id = {session.AccountKey} and a.security_stamp = {session.Stamp} and a.disabled_at is null
            """).ToListAsync(ct);
        return rows is [var row]
            ? new Actor(
                session.AccountKey,
                row.Roles.Select(r => Enum.Parse<Role>(r, ignoreCase: true)).ToHashSet(),
                row.Companies.ToHashSet(),
                row.Organs.ToHashSet())
            : null;
    }

    private sealed record ActorRow(string[] Roles, Guid[] Companies, Guid[] Organs);
}
