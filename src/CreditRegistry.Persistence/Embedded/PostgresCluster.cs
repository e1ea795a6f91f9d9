using System.Globalization;
using System.Text;
using Npgsql;

namespace CreditRegistry.Persistence.Embedded;

/// <summary>Makes a cluster and its settings, roles and databases.</summary>
internal static class PostgresCluster
{
    public const string TokenFile = "registry.token";

    // For two cores and a few GB; what is not named keeps PostgreSQL's default, fsync above all.
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["listen_addresses"] = "127.0.0.1",
        ["unix_socket_directories"] = "",
        ["max_connections"] = "200",
        ["shared_buffers"] = "256MB",
        ["work_mem"] = "16MB",
        ["maintenance_work_mem"] = "128MB",
        ["max_wal_size"] = "2GB",
        ["checkpoint_timeout"] = "15min",
        ["wal_compression"] = "on",
        ["random_page_cost"] = "1.1",
        ["jit"] = "off",
        ["timezone"] = "UTC",

        // A week of logs. Errors go to the client, which knows what may be told; in the server's log they would quote
        // what people typed (level "log" leaves them out, and keeps starts, stops, FATAL and PANIC).
        ["logging_collector"] = "on",
        ["log_directory"] = "log",
        ["log_filename"] = "server-%a.log",
        ["log_rotation_age"] = "1d",
        ["log_rotation_size"] = "0",
        ["log_truncate_on_rotation"] = "on",
        ["log_timezone"] = "UTC",
        ["log_min_messages"] = "log",
        ["log_error_verbosity"] = "terse",
        ["log_statement"] = "none",
        ["log_min_error_statement"] = "panic",
        ["log_min_duration_statement"] = "-1",
        ["log_parameter_max_length"] = "0",
        ["log_parameter_max_length_on_error"] = "0",
    };

    // Always UTF-8 with a UTF-8 character type, whatever the environment: trigrams of Chinese are empty without one.
    // C.UTF-8 is missing on macOS and Windows, where the rest of the list comes in.
    private static readonly string[][] Locales =
    [
        ["--locale=C.UTF-8"],
        ["--locale=C", "--lc-ctype=en_US.UTF-8"],
        ["--locale=C", "--lc-ctype=UTF-8"],
        ["--locale=C", "--lc-ctype=en-US"],
    ];

    /// <summary>Makes the cluster beside its place and moves it in when it is complete.</summary>
    public static async Task CreateAsync(
        DataFolder folder, PostgresBinaries binaries, ServerAccount account, EmbeddedPostgresOptions options,
        CancellationToken ct)
    {
        // All files are made before they are given away: root could make more later, which their owner could not write.
        _ = folder.Password(EmbeddedPostgres.OwnerRole);
        _ = folder.Password(EmbeddedPostgres.AppRole);
        _ = folder.IsUnused();
        await File.WriteAllTextAsync(folder.PortFile, "0", ct);
        // One by one: an initdb that outlived its program may be clearing its own folder away.
        await account.GiveAsync([folder.Root, .. Directory.EnumerateFiles(folder.Root)], ct);

        var cluster = folder.NewCluster();
        await InitialiseAsync(cluster, folder.PasswordFile(EmbeddedPostgres.OwnerRole), binaries, account, options, ct);
        await File.WriteAllTextAsync(Path.Combine(cluster, TokenFile), "", ct);
        await account.GiveAsync([Path.Combine(cluster, TokenFile)], ct);
        Directory.Move(cluster, folder.Cluster);
    }

    /// <summary>Writes the settings: in place, so that the file stays its owner's; whole, against drift.</summary>
    public static Task ConfigureAsync(
        string cluster, int port, IReadOnlyDictionary<string, string> overrides, CancellationToken ct)
    {
        var settings = new Dictionary<string, string>(Settings, StringComparer.Ordinal);
        foreach (var (name, value) in overrides)
        {
            settings[name] = value;
        }

        settings["port"] = port.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder("# Written at every start. Your own settings: alter system set ...\n");
        foreach (var (name, value) in settings)
        {
            var quoted = value.Replace("\\", @"\\", StringComparison.Ordinal)
                .Replace("'", "''", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"{name} = '{quoted}'\n");
        }

        return File.WriteAllTextAsync(Path.Combine(cluster, "postgresql.conf"), text.ToString(), ct);
    }

    /// <summary>Makes the role that the program works with; it owns nothing and may do what it is granted.</summary>
    public static async Task EnsureAppRoleAsync(NpgsqlConnection owner, string password, CancellationToken ct)
    {
        const string Role = EmbeddedPostgres.AppRole;
        await using var find = new NpgsqlCommand($"select 1 from pg_roles where rolname = '{Role}'", owner);
        var verb = await find.ExecuteScalarAsync(ct) is null ? "create" : "alter";
        await using var write = new NpgsqlCommand(
            $"{verb} role {Role} login nosuperuser nocreatedb nocreaterole password '{password}'", owner);
        await write.ExecuteNonQueryAsync(ct);
    }

    public static async Task EnsureDatabaseAsync(NpgsqlConnection owner, string name, CancellationToken ct)
    {
        // Two at once would both find it missing; the lock ends with the session.
        await using var alone = new NpgsqlCommand("select pg_advisory_lock(hashtext('create database'))", owner);
        await alone.ExecuteNonQueryAsync(ct);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", owner);
        find.Parameters.Add(new() { Value = name });
        if (await find.ExecuteScalarAsync(ct) is null)
        {
            var quoted = name.Replace("\"", "\"\"", StringComparison.Ordinal);
            await using var create = new NpgsqlCommand($"create database \"{quoted}\" template template0", owner);
            await create.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task InitialiseAsync(
        string cluster, string passwordFile, PostgresBinaries binaries, ServerAccount account,
        EmbeddedPostgresOptions options, CancellationToken ct)
    {
        string[] common =
        [
            "--pgdata", cluster, "--username", EmbeddedPostgres.OwnerRole, "--pwfile", passwordFile,
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--text-search-config", "simple",
            .. options.Settings.GetValueOrDefault("fsync") is "off" ? ["--no-sync"] : Array.Empty<string>(),
        ];

        string? refusal = null;
        foreach (var locale in Locales)
        {
            var (exitCode, output) = await account.RunAsync(binaries.InitDb, [.. common, .. locale], ct);
            if (exitCode == 0)
            {
                return;
            }

            refusal ??= output;
            if (!output.Contains("locale", StringComparison.OrdinalIgnoreCase))
            {
                break;
            }
        }

        throw new EmbeddedPostgresException(
            $"PostgreSQL {binaries.Version} could not make a cluster in {cluster}. It says:\n{refusal}");
    }
}
