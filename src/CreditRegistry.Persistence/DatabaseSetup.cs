using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Persistence;

/// <summary>Brings a database up to date: migrations by its owner, and just enough rights for the program.</summary>
public static class DatabaseSetup
{
    /// <summary>
    /// Migrates, and where <paramref name="program"/> names another user than <paramref name="owner"/> makes sure that the
    /// user exists and may do what the program does, and no more: the ledger can be read and appended to. Instances that
    /// start at once take turns.
    /// </summary>
    /// <exception cref="NpgsqlException">The database cannot be reached, or the owner may not do this.</exception>
    /// <exception cref="DatabaseVersionException">Another version of the program has migrated it.</exception>
    public static async Task PrepareAsync(string owner, string program, CancellationToken ct)
    {
        await using var source = DatabaseServers.PrimaryOf(owner);
        await using var gate = await source.OpenConnectionAsync(ct);
        await ExecuteAsync(gate, $"select pg_advisory_lock({AdvisoryLocks.Migration})", ct);

        await using (var db = DatabaseServers.Context(source))
        {
            if ((await db.Database.GetAppliedMigrationsAsync(ct)).Except(db.Database.GetMigrations(), StringComparer.Ordinal).Any())
            {
                throw new DatabaseVersionException();
            }

            await db.Database.MigrateAsync(ct);
        }

        var user = new NpgsqlConnectionStringBuilder(program);
        if (user.Username != new NpgsqlConnectionStringBuilder(owner).Username)
        {
            await GrantAsync(gate, user, ct);
        }
    }

    /// <summary>True when migrations are missing. A program's user cannot migrate, and need not while its owner has done so.</summary>
    public static async Task<bool> IsBehindAsync(string program, CancellationToken ct)
    {
        await using var source = DatabaseServers.PrimaryOf(program);
        await using var db = DatabaseServers.Context(source);
        return (await db.Database.GetPendingMigrationsAsync(ct)).Any();
    }

    private static async Task GrantAsync(NpgsqlConnection connection, NpgsqlConnectionStringBuilder user, CancellationToken ct)
    {
        // Identifiers and passwords cannot be parameters of a DDL statement; format() quotes them on the server.
        await using (var role = new NpgsqlCommand(
            """
            select case when exists (select 1 from pg_roles where rolname = @name)
                then '' else format('create role %I login password %L', @name, @password) end
            """,
            connection))
        {
            role.Parameters.AddWithValue("name", user.Username!);
            role.Parameters.AddWithValue("password", user.Password ?? "");
            if (await role.ExecuteScalarAsync(ct) is string { Length: > 0 } create)
            {
                await ExecuteAsync(connection, create, ct);
            }
        }

        await using var rights = new NpgsqlCommand(
            """
            select format($f$
                grant usage on schema public to %1$I;
                grant select, insert, update, delete on all tables in schema public to %1$I;
                grant usage on all sequences in schema public to %1$I;
                revoke update, delete, truncate on ledger, record_versions, company_versions, epochs, log_heads, signing_keys from %1$I;
                grant update (position) on ledger to %1$I;
                revoke delete, truncate on records, companies, log_tiles from %1$I;
                revoke insert, update, delete on "__EFMigrationsHistory" from %1$I
            $f$, @name)
            """,
            connection);
        rights.Parameters.AddWithValue("name", user.Username!);
        await ExecuteAsync(connection, (string)(await rights.ExecuteScalarAsync(ct))!, ct);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>The database has tables that this version of the program does not know.</summary>
public sealed class DatabaseVersionException() : Exception(
    "The database was migrated by another version of the program. Run that version, or a newer one; an embedded database that "
    + "holds nothing of yours can be moved away (see REGISTRY_DATA_DIR, or .registry).");
