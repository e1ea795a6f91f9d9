using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreditRegistry.Api.Tests.Plans;

/// <summary>
/// A register with more than 100,000 companies, records, repair applications and ledger rows each, whose database tells
/// how it ran every statement: those of a server, its workers, and the triggers.
/// </summary>
public sealed partial class BigRegister(RegistryCluster cluster) : IAsyncLifetime
{
    public const int Companies = 100_000;
    public const string BigOrgan = "ORGAN-BIG";
    public const string SmallOrgan = "ORGAN-SMALL";

    /// <summary>A claim of a company with records, open, of the big organ.</summary>
    public static readonly Guid OpenClaim = new("00000000-0000-7000-8000-000000000001");

    /// <summary>An objection under way to a record of the small organs.</summary>
    public static readonly Guid OpenObjection = new("00000000-0000-7000-8000-000000000002");

    private const int Batch = 10_000;

    private static readonly DateTimeOffset MadeAt = new(2026, 6, 1, 1, 0, 0, TimeSpan.Zero);

    public RegistryHost Host { get; } = new(cluster);

    /// <summary>The names of the tables that count as big.</summary>
    public IReadOnlySet<string> BigTables { get; private set; } = new HashSet<string>();

    public async ValueTask InitializeAsync()
    {
        var database = await cluster.NewDatabaseAsync();
        await FillAsync(database.OwnerConnection);
        var name = new NpgsqlConnectionStringBuilder(database.OwnerConnection).Database;
        await ExecuteAsync(database.OwnerConnection, $"""
            alter database {name} set session_preload_libraries = 'auto_explain';
            alter database {name} set auto_explain.log_min_duration = 0;
            alter database {name} set auto_explain.log_analyze = on;
            alter database {name} set auto_explain.log_timing = off;
            alter database {name} set auto_explain.log_nested_statements = on;
            alter database {name} set auto_explain.log_format = 'json';
            """);
        NpgsqlConnection.ClearAllPools();
        // As much smaller as the register is than a nation's.
        await Host.StartAsync(database, builder => builder.Services.AddSingleton(
            new NameSearchOptions { RareMatches = 1_000, WalkRows = 1_000, PrefixRows = 500 }));
        BigTables = (await Host.QueryAsync(db => db.Database
            .SqlQuery<string>($"select relname::text as \"Value\" from pg_class where relkind = 'r' and reltuples >= {Plan.BigTable}")
            .ToListAsync())).ToHashSet(StringComparer.Ordinal);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>The registration ID of a company of the register.</summary>
    public static string Id(int index) => MadeUpCompanies.At(index).RegistrationId.Value;

    /// <summary>Runs a statement as the server would.</summary>
    internal async Task RunAsync(string sql)
    {
        await using var command = Host.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A place in the log behind all that has ended by now.</summary>
    internal async Task<long> MarkAsync() => (await ReadToMarkAsync(Files.Sum(file => file.Length))).End;

    /// <summary>How each statement was run that ended since a place in the log.</summary>
    internal async Task<IReadOnlyList<Plan>> PlansAsync(long from) =>
        [.. Logged().Matches((await ReadToMarkAsync(from)).Log).Select(plan => plan.Groups[1].Value).Distinct().Select(json => Plan.Parse(json, BigTables))];

    // A statement that has ended may still be on its way into the log: what is asked next comes behind it.
    private async Task<(string Log, long End)> ReadToMarkAsync(long from)
    {
        var mark = $"'{RandomNumberGenerator.GetHexString(32)}'";
        await RunAsync($"select {mark}");
        while (true)
        {
            var log = await ReadAsync(from);
            var at = log.AsSpan().IndexOf(Encoding.UTF8.GetBytes(mark));
            var end = at < 0 ? -1 : log.AsSpan(at).IndexOf(EndOfPlan);
            if (end > 0)
            {
                var begin = log.AsSpan(0, at).LastIndexOf(BeginOfPlan);
                return (Encoding.UTF8.GetString(log, 0, begin), from + at + end + EndOfPlan.Length);
            }

            await Task.Delay(20);
        }
    }

    // Of a week, in the order of time: at midnight the next is begun.
    private IEnumerable<FileInfo> Files => new DirectoryInfo(cluster.LogFolder).EnumerateFiles().OrderBy(file => file.LastWriteTimeUtc);

    private async Task<byte[]> ReadAsync(long from)
    {
        using var log = new MemoryStream();
        foreach (var one in Files)
        {
            await using var file = new FileStream(one.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var skipped = Math.Min(from, file.Length);
            from -= skipped;
            file.Position = skipped;
            await file.CopyToAsync(log);
        }

        return log.ToArray();
    }

    // What the server says of one plan, which it writes line by line.
    private static ReadOnlySpan<byte> BeginOfPlan => "LOG:  duration: "u8;

    private static ReadOnlySpan<byte> EndOfPlan => "\n\t}\n"u8;

    [GeneratedRegex(@"LOG:  duration: [\d.]+ ms  plan:\n((?:\t.*\n)+)")]
    private static partial Regex Logged();

    private static async Task FillAsync(string owner)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        var indexes = await DropIndexesAsync(source);
        await using (var db = DatabaseServers.Context(source))
        {
            foreach (var code in (string[])[BigOrgan, SmallOrgan, .. Enumerable.Range(1, 8).Select(i => $"ORGAN-OTHER-{i}")])
            {
                db.Organs.Add(Organ.Register(
                    Guid.CreateVersion7(MadeAt), code, new LocalText(code, code), Given.FourTier, new DateOnly(2024, 1, 1)));
            }

            await db.SaveAsync(Actor.Registry, role: null, MadeAt, CancellationToken.None);
        }

        await ExecuteAsync(owner, """
            create sequence places;
            alter table ledger alter position set default nextval('places');
            """);
        await using (var connection = await source.OpenConnectionAsync())
        {
            for (var first = 0; first < Companies; first += Batch)
            {
                await new CompanyBatchWriter(connection, MadeAt).InsertAsync(
                    [.. Enumerable.Range(first, Batch).Select(Company)], CancellationToken.None);
            }
        }

        await ExecuteAsync(owner, Rest);
        await ExecuteAsync(owner, string.Join(";\n", indexes));
        await ExecuteAsync(owner, "vacuum analyze");
    }

    /// <summary>All but those that the filling itself needs: made at the end, they take a tenth of the time.</summary>
    private static async Task<IReadOnlyList<string>> DropIndexesAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            """
            select indexname, indexdef from pg_indexes
            where tablename in ('companies', 'listed_companies', 'records', 'repair_applications', 'objections', 'ledger', 'company_claims',
                    'record_versions', 'company_versions')
                and indexname not in (select conname from pg_constraint) and indexname not in ('ix_records_company')
            """);
        var (names, definitions) = (new List<string>(), new List<string>());
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                names.Add(reader.GetString(0));
                definitions.Add(reader.GetString(1));
            }
        }

        await using var drop = source.CreateCommand($"drop index {string.Join(", ", names)}");
        await drop.ExecuteNonQueryAsync();
        return definitions;
    }

    private static Company Company(int index)
    {
        var madeUp = MadeUpCompanies.At(index);
        return Domain.Companies.Company.Register(
            Guid.CreateVersion7(MadeAt),
            madeUp.RegistrationId.Value,
            new CompanyParticulars(
                madeUp.Name, index % 10 == 0 ? madeUp.EnglishName : null, madeUp.CompanyType, madeUp.Status, madeUp.RegisteredOn, madeUp.RegionCode));
    }

    private static async Task ExecuteAsync(string owner, string sql)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 1_800 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Three in ten companies have records, half of them of one organ; each record has had its repair application, and
    /// half of those are still open, a quarter of these overdue. The day is 1 July 2026.
    /// </summary>
    private const string Rest =
        """
        -- Without the checks of foreign keys, which take longer than the rows; but companies get listed.
        set session_replication_role = replica;
        alter table records enable always trigger tr_records_list_new;

        insert into records (id, company_id, organ_id, rule_set_id, tier, ground, decision_number, decided_on, summary, penalties,
            state, published_on, repairable_from, lapses_on, left_on, repair_pending, changed_at, version)
        select md5('record' || n)::uuid, company.id, organ.id, 'four-tier-2024', tier, ground, 'No. ' || n, day, 'Invented.', '[]',
            state, day, day + 90,
            case when tier in ('abnormal', 'seriouslyIllegal') then null
                when n in (7, 17, 27) then date '2026-06-29' -- due to lapse
                when state = 'lapsed' then day + 60 else day + 1096 end,
            case when state <> 'published' then day + 61 end, false, timestamptz '2026-06-01 01:00Z', 1
        from generate_series(1, 100000) n
        cross join lateral (values (date '2024-01-02' + n * 7 % 900,
            case when n % 10 = 0 then 'lapsed' when n % 10 = 1 then 'repaired' else 'published' end,
            case when n / 10 % 100 < 55 then 'untrustworthy' when n / 10 % 100 < 75 then 'seriouslyUntrustworthy'
                when n / 10 % 100 < 95 then 'abnormal' else 'seriouslyIllegal' end)) r (day, state, tier)
        cross join lateral (values (case tier when 'untrustworthy' then case when n % 5000 = 2 then 'U01' else 'U05' end
            when 'seriouslyUntrustworthy' then 'B01' when 'abnormal' then 'A01' else 'L01' end)) g (ground)
        join (select id, row_number() over (order by registration_id) as nth from companies) company on company.nth = n % 30000 + 1
        join (select id, row_number() over (order by id) as nth from organs) organ
            on organ.nth = case when n % 2 = 0 then 1 else 2 + n / 2 % 9 end;

        insert into record_versions (record_id, version, recorded_at, content)
        select id, version, changed_at, to_jsonb(r) - 'changed_at' from records r;
        insert into company_versions (company_id, version, recorded_at, replaced_at, name, former_names, status)
        select id, 0, changed_at - interval '1 year', changed_at, 'Former ' || registration_id, '[]', status
        from companies order by registration_id limit 20000;

        insert into repair_applications (id, reference, record_id, company_id, organ_id, tier, rule_set_id, state, statement,
            drafted_by, created_at, filed_on, ended_on, assignee, documents, deadlines, due_on, due_provisional, version)
        select md5('application' || n)::uuid, 'CR-' || n, r.id, r.company_id, r.organ_id, r.tier, r.rule_set_id, a.state, 'Put right.',
            md5('applicant' || n)::uuid, timestamptz '2026-06-01 01:00Z', case when a.state <> 'draft' then filed end,
            case when a.state in ('granted', 'refused', 'withdrawn') then filed + 30 end,
            case when a.state in ('accepted', 'recommended') or a.state = 'submitted' and n / 20 % 3 = 0 then md5('officer' || n / 20 % 50)::uuid end,
            '[]', '[]',
            case when a.state in ('submitted', 'accepted', 'recommended') then date '2026-07-01' + n / 20 % 160 - 40
                when a.state in ('draft', 'supplementRequested') then date '2026-07-01' + n / 20 % 60 end,
            false, 3
        from generate_series(1, 100000) n
        cross join lateral (values (date '2026-06-20' - n % 400,
            case when n % 20 < 8 then 'granted' when n % 20 = 8 then 'refused' when n % 20 = 9 then 'withdrawn'
                when n % 20 < 15 then 'submitted' when n % 20 < 17 then 'accepted' when n % 20 = 17 then 'recommended'
                when n % 20 = 18 then 'supplementRequested' else 'draft' end)) a (filed, state)
        join records r on r.id = md5('record' || n)::uuid;

        -- And as many objections, each to a record, half of them under way, some of these overdue; whoever waits was told.
        insert into objections (id, reference, record_id, company_id, organ_id, tier, rule_set_id, state, ground, reason,
            drafted_by, created_at, forwarded_at, filed_on, ended_on, documents, deadlines, due_on, due_provisional, overdue_since, version)
        select case when n = 9999 then '00000000-0000-7000-8000-000000000002' else md5('objection' || n)::uuid end, 'OB-' || n,
            r.id, r.company_id, r.organ_id, r.tier, r.rule_set_id, o.state, 'factsWrong', 'Wrong.',
            md5('applicant' || n)::uuid, timestamptz '2026-06-01 01:00Z', timestamptz '2026-06-01 01:00Z', filed,
            case when o.state in ('upheld', 'dismissed', 'withdrawn') then filed + 9 end, '[]', '[]', due, false,
            case when n % 2000 <> 13 then due end, 3
        from generate_series(1, 100000) n
        cross join lateral (values (date '2026-06-20' - n % 400,
            case when n % 20 < 6 then 'dismissed' when n % 20 < 9 then 'upheld' when n % 20 = 9 then 'withdrawn'
                when n % 20 < 15 then 'submitted' when n % 20 < 18 then 'accepted' when n % 20 = 18 then 'proposed'
                else 'underReview' end)) o (filed, state)
        cross join lateral (values (case when o.state in ('submitted', 'accepted', 'proposed', 'underReview')
            then date '2026-07-01' + n / 20 % 160 - 40 end)) d (due)
        join records r on r.id = md5('record' || n)::uuid;

        -- Some have been claimed, nearly all of them long ago.
        insert into company_claims (id, reference, company_id, organ_id, state, filed_on, decided_on, contact_name, contact_email,
            normalized_contact_email, certificate, version)
        select case when n = 1 then '00000000-0000-7000-8000-000000000001' else md5('claim' || n)::uuid end, 'CL-' || n, r.company_id,
            case when n % 7 <> 0 then r.organ_id end,
            case when n % 1000 = 1 then 'open' when n % 3 = 0 then 'refused' else 'confirmed' end, r.published_on, r.published_on,
            'Invented', n || '@claims.example', n || '@CLAIMS.EXAMPLE',
            '{"fileName": "licence.pdf", "contentType": "application/pdf", "size": 8, "sha256": ""}', 2
        from generate_series(1, 100000) n
        join records r on r.id = md5('record' || n * 2 % 100000)::uuid;
        insert into certificate_chunks (claim_id, ordinal, bytes)
        select id, 0, '%PDF-1.4' from company_claims where state = 'open';

        insert into ledger (at, actor, role, kind, subject, company_id, details, secret, commitment)
        select changed_at, organ_id, 'agency', 'record.published', id, company_id, '{"version": 1}', '', sha256(gen_random_uuid()::text::bytea) from records;
        insert into ledger (at, actor, role, kind, subject, company_id, details, secret, commitment)
        select changed_at, organ_id, 'registry', 'record.lapsed', id, company_id, '{"version": 2}', '', sha256(gen_random_uuid()::text::bytea)
        from records where state = 'lapsed';
        insert into ledger (at, actor, role, kind, subject, company_id, details, secret, commitment)
        select created_at, drafted_by, 'applicant', 'repair.submitted', id, company_id, '{"version": 2}', '', sha256(gen_random_uuid()::text::bytea)
        from repair_applications where filed_on is not null;
        insert into ledger (at, actor, role, kind, subject, company_id, details, secret, commitment)
        select created_at, assignee, 'officer', 'repair.granted', id, company_id, '{"version": 3}', '', sha256(gen_random_uuid()::text::bytea)
        from repair_applications where state = 'granted';
        alter table ledger alter position drop default;
        drop sequence places;

        alter table records enable trigger tr_records_list_new;

        -- The figures were counted, but for the last stretches.
        insert into statistic_records (record_id, tier, region, ground, month)
        select r.id, tier, coalesce(region_code, ''), rule_set_id || '/' || ground, to_char(published_on, 'YYYY-MM')
        from records r join companies c on c.id = r.company_id where state = 'published';
        -- Lists of one company and of many, told of much; exports taken, companies screened, records recalled.
        insert into accounts (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, phone_number_confirmed,
            two_factor_enabled, lockout_enabled, access_failed_count, invited_at)
        select md5('watcher' || n)::uuid, n || '@watch.example', n || '@WATCH.EXAMPLE', n || '@watch.example', n || '@WATCH.EXAMPLE',
            true, false, false, true, 0, timestamptz '2026-06-01 01:00Z'
        from generate_series(1, 5000) n;
        insert into watch_lists (id, account_id, name, rules, days_before, companies, version, created_at, url, secret, state, state_since,
            last_event, delivered, attempts, due_at, heartbeat_at)
        select md5('list' || n)::uuid, md5('watcher' || (n % 5000 + 1))::uuid, 'List', case when n % 100 = 1 then '{aboutToBecomeRepairable,recalled}'
            else '{listed,tierUp,repaired,recalled}' end::text[], 14, 10, 1, timestamptz '2026-06-01 01:00Z', 'https://hooks.invalid/', '-', 'active',
            timestamptz '2026-06-01 01:00Z', 0, 0, 0, timestamptz '2026-07-02 01:00Z', timestamptz '2026-07-02 01:00Z'
        from generate_series(1, 12000) n;
        insert into watch_companies (list_id, registration_id, standing)
        select md5('list' || (nth % 12000 + 1))::uuid, registration_id, 0
        from (select registration_id, row_number() over () as nth from companies) c;
        insert into watch_events (epoch, list_id, rule, registration_id, record_id, position, at)
        select 1, md5('list' || (n % 12000 + 1))::uuid, 'listed', null, md5('record' || n)::uuid, n, timestamptz '2026-06-01 01:00Z'
        from generate_series(1, 50000) n;
        insert into watch_deliveries (list_id, message_id, type, attempt, at, status, duration_ms)
        select md5('list' || (n % 12000 + 1))::uuid, 'evt_1.' || n, 'record.listed', 1, timestamptz '2026-06-01 01:00Z', 204, 5
        from generate_series(1, 50000) n;
        insert into watch_progress (id, epoch, position, number, day) select true, 1, max(position) - 4000, 50000, date '2026-06-30' from ledger;
        insert into export_holds (account_id, position, at)
        select md5('watcher' || n)::uuid, 1, timestamptz '2026-06-02 01:00Z' from generate_series(1, 50) n;
        insert into screening_holds (company_id, account_id, position, at)
        select id, md5('watcher' || (nth % 5000 + 1))::uuid, 1, timestamptz '2026-06-02 01:00Z' from (select id, row_number() over () as nth from companies) c;
        insert into record_holds (record_id, account_id, at)
        select md5('record' || n)::uuid, md5('watcher' || (n % 5000 + 1))::uuid, timestamptz '2026-06-02 01:00Z' from generate_series(1, 50000) n;
        insert into recalls (record_id, account_id, state, left_on, position, recalled_at, because)
        select md5('record' || n)::uuid, md5('watcher' || (n % 5000 + 1))::uuid, 'lapsed', date '2026-06-02', n, timestamptz '2026-06-02 01:00Z', '{export}'
        from generate_series(1, 50000) n;
        insert into recall_days (account_id, day, made, within_one_day, within_three_days, within_seven_days)
        select case when n > 12000 then '00000000-0000-0000-0000-000000000000' else md5('watcher' || n)::uuid end,
            date '2026-06-01' - n % 2000, 10, 1, 2, 3
        from generate_series(1, 14000) n;

        insert into statistic_progress (id, position, as_of) select true, max(position) - 15000, timestamptz '2026-06-01 01:00Z' from ledger;
        """;
}
