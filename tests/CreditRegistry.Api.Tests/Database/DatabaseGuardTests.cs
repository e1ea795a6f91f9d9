using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Objections;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Api.Tests.Database;

/// <summary>What PostgreSQL refuses by itself, whatever the program does.</summary>
public sealed class DatabaseGuardTests(GuardedRows rows) : IClassFixture<GuardedRows>
{
    private const string Refused = PostgresErrorCodes.InsufficientPrivilege;
    private const string Check = PostgresErrorCodes.CheckViolation;
    private const string Unique = PostgresErrorCodes.UniqueViolation;
    private const string Foreign = PostgresErrorCodes.ForeignKeyViolation;
    private const string LongStatement =
        "..................................................." // 51 characters, ten times over
        + "..................................................." + "..................................................."
        + "..................................................." + "..................................................."
        + "..................................................." + "..................................................."
        + "..................................................." + "..................................................."
        + "...................................................";

    private const string Nobody = "01890000-0000-7000-8000-000000000000";

    [Theory]
    [InlineData("update ledger set kind = 'other'", "refuse_ledger_change")]
    [InlineData("update ledger set details = '{}' where position is not null", "refuse_ledger_change")]
    [InlineData("update ledger set position = position + 1000000 where position is not null", "refuse_ledger_change")]
    [InlineData("update ledger set position = null where position is not null", "refuse_ledger_change")]
    [InlineData("delete from ledger", "refuse_ledger_change")]
    [InlineData("truncate ledger cascade", "refuse_ledger_change")]
    [InlineData("delete from records where id = '{record}'", "refuse_change")]
    [InlineData("delete from companies where id = '{company}'", "refuse_change")]
    [InlineData("delete from record_versions where record_id = '{record}'", "refuse_change")]
    [InlineData("update record_versions set content = '{}' where record_id = '{record}'", "refuse_change")]
    [InlineData("truncate records cascade", "refuse_change")]
    [InlineData("truncate companies cascade", "refuse_change")]
    [InlineData("truncate record_versions", "refuse_change")]
    [InlineData("delete from company_versions where company_id = '{company}'", "refuse_change")]
    [InlineData("update company_versions set name = 'Other' where company_id = '{company}'", "refuse_change")]
    [InlineData("truncate company_versions", "refuse_change")]
    [InlineData("update records set tier = 'abnormal' where id = '{record}'", "refuse_record_change")]
    [InlineData("update records set company_id = gen_random_uuid() where id = '{record}'", "refuse_record_change")]
    [InlineData("update records set organ_id = gen_random_uuid() where id = '{record}'", "refuse_record_change")]
    [InlineData("update records set rule_set_id = 'cn-2026' where id = '{record}'", "refuse_record_change")]
    [InlineData("update records set published_on = published_on - 1 where id = '{record}'", "refuse_record_change")]
    [InlineData("update companies set registration_id = 'other' where id = '{company}'", "refuse_company_change")]
    [InlineData("insert into account_roles (account_id, role) values ('{officer}', 'agency')", "refuse_roles_together")]
    [InlineData("insert into account_roles (account_id, role) values ('{officer}', 'administrator')", "refuse_roles_together")]
    [InlineData("insert into account_roles (account_id, role) values ('{agency}', 'officer')", "refuse_roles_together")]
    [InlineData("update account_roles set role = 'officer' where account_id = '{agency}'; insert into account_roles values ('{agency}', 'agency')", "refuse_roles_together")]
    public async Task Owner_BreakingHistory_IsRefusedByATrigger(string sql, string function)
    {
        var refusal = await RefusalAsync(rows.Host.Database.OwnerConnection, sql);

        Assert.Equal(Refused, refusal.SqlState);
        Assert.Contains($"PL/pgSQL function {function}()", refusal.Where, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update ledger set kind = 'other'", "ledger")]
    [InlineData("delete from ledger", "ledger")]
    [InlineData("truncate ledger cascade", "ledger")]
    [InlineData("delete from records", "records")]
    [InlineData("delete from companies", "companies")]
    [InlineData("update record_versions set version = 9", "record_versions")]
    [InlineData("delete from record_versions", "record_versions")]
    [InlineData("update company_versions set name = 'Other'", "company_versions")]
    [InlineData("delete from company_versions", "company_versions")]
    [InlineData("truncate records, companies cascade", "records")]
    [InlineData("alter table ledger disable trigger all", "ledger")]
    [InlineData("drop trigger tr_records_keep on records", "records")]
    [InlineData("""delete from "__EFMigrationsHistory" """, "__EFMigrationsHistory")]
    public async Task Program_BreakingHistory_HasNoRight(string sql, string table)
    {
        var refusal = await RefusalAsync(rows.Host.Database.Connection, sql);

        Assert.Equal(Refused, refusal.SqlState);
        Assert.Contains(table, refusal.MessageText, StringComparison.Ordinal);
        Assert.True(string.IsNullOrEmpty(refusal.Where), refusal.Where);
    }

    [Theory]
    [InlineData("records", "state", "forgiven", "ck_records_state")]
    [InlineData("records", "tier", "grave", "ck_records_tier")]
    [InlineData("records", "class", "Serious", "ck_records_class")]
    [InlineData("records", "version", 0, "ck_records_version")]
    [InlineData("records", "decided_on", null, "ck_records_decision")]
    [InlineData("records", "left_on", "2026-01-01", "ck_records_left_on")]
    [InlineData("records", "state", "escalated", "ck_records_escalated_to")]
    [InlineData("repair_applications", "state", "open", "ck_repair_applications_state")]
    [InlineData("repair_applications", "closed_because", "BORED", "ck_repair_applications_closed_because")]
    [InlineData("repair_applications", "tier", "grave", "ck_repair_applications_tier")]
    [InlineData("records", "company_statement", "Not ours.", "ck_records_contested")]
    [InlineData("objections", "state", "open", "ck_objections_state")]
    [InlineData("objections", "ground", "unhappy", "ck_objections_ground")]
    [InlineData("objections", "ground", "repairRefused", "ck_objections_application")]
    [InlineData("objections", "closed_because", "BORED", "ck_objections_closed_because")]
    [InlineData("objections", "tier", "grave", "ck_objections_tier")]
    [InlineData("objections", "statement", LongStatement, "ck_objections_statement")]
    [InlineData("objections", "ended_on", null, "ck_objections_ended_on")]
    [InlineData("companies", "status", "asleep", "ck_companies_status")]
    public async Task Value_ThatDoesNotExist_IsRefusedByItsCheck(string table, string column, object? value, string check) =>
        await ExpectAsync(
            Copy(table, new JsonObject { [column] = JsonValue.Create(value) }, fresh: true), Check, check);

    [Theory]
    [InlineData("records", "company_id", "fk_records_company_id")]
    [InlineData("records", "organ_id", "fk_records_organ_id")]
    [InlineData("records", "escalated_from_id", "fk_records_escalated_from_id")]
    [InlineData("records", "escalated_to_id", "fk_records_escalated_to_id")]
    [InlineData("repair_applications", "company_id", "fk_repair_applications_company_id")]
    [InlineData("repair_applications", "organ_id", "fk_repair_applications_organ_id")]
    [InlineData("repair_applications", "record_id", "fk_repair_applications_record_id")]
    [InlineData("objections", "company_id", "fk_objections_company_id")]
    [InlineData("objections", "organ_id", "fk_objections_organ_id")]
    [InlineData("objections", "record_id", "fk_objections_record_id")]
    public async Task Reference_ToNothing_IsRefusedByItsForeignKey(string table, string column, string key) =>
        await ExpectAsync(Copy(table, new JsonObject { [column] = Nobody }, fresh: true), Foreign, key);

    [Theory]
    [InlineData("insert into account_roles values ('{nobody}', 'auditor')", "fk_account_roles_account_id")]
    [InlineData("insert into account_companies values ('{officer}', '{nobody}')", "fk_account_companies_company_id")]
    [InlineData("insert into account_organs values ('{officer}', '{nobody}')", "fk_account_organs_organ_id")]
    [InlineData("insert into company_aliases (alias, kind, company_id) values ('1', 'k', '{nobody}')", "fk_company_aliases_company_id")]
    [InlineData("insert into case_contacts (application_id, name, email) values ('{nobody}', 'n', 'e')", "fk_case_contacts_application_id")]
    public async Task Binding_ToNothing_IsRefusedByItsForeignKey(string sql, string key) =>
        await ExpectAsync(sql.Replace("{nobody}", Nobody, StringComparison.Ordinal), Foreign, key);

    [Fact]
    public async Task Application_SecondOpenOneForARecord_IsRefused() => await ExpectAsync(
        Copy("repair_applications", new JsonObject { ["id"] = Nobody, ["reference"] = "another" }, fresh: false),
        Unique,
        "ux_repair_applications_one_open_per_record");

    [Fact]
    public async Task Claim_SecondOpenOneOfAContact_IsRefused() => await ExpectAsync(
        """
        insert into company_claims (id, reference, company_id, state, filed_on, contact_email, normalized_contact_email, certificate, version)
        select gen_random_uuid(), 'claim ' || n, '{company}', 'open', '2026-07-01', 'a@b.example', 'A@B.EXAMPLE', '{}', 1
        from generate_series(1, 2) n
        """,
        Unique,
        "ux_company_claims_one_open_per_contact");

    [Fact]
    public async Task Record_SecondLiveOneOfADecision_IsRefused() => await ExpectAsync(
        Copy("records", new JsonObject { ["id"] = Nobody }, fresh: false), Unique, "ux_records_decision");

    [Fact]
    public async Task Company_SecondOfAnId_IsRefused() => await ExpectAsync(
        Copy("companies", new JsonObject { ["id"] = Nobody }, fresh: false), Unique, "ux_companies_registration_id");

    [Fact]
    public async Task Account_WithoutRole_IsRefusedOne() => await ExpectAsync(
        "insert into account_roles (account_id, role) values ('{officer}', 'emperor')", Check, "ck_account_roles_role");

    [Theory]
    [MemberData(nameof(States))]
    public async Task RecordState_OnlyTheStepsOfItsLife_ArePossible(RecordState from, RecordState to)
    {
        var allowed = from == to || (from, to) is
            (RecordState.Published, RecordState.Repaired or RecordState.Lapsed or RecordState.Escalated or RecordState.Deregistered)
            or (RecordState.Repaired, RecordState.Published)
            or (RecordState.Unpublished, RecordState.Deregistered)
            or (not RecordState.Annulled and not RecordState.Deregistered, RecordState.Annulled);
        var sql = string.Join(';',
            "alter table records disable trigger tr_records_for_life",
            $"update records set state = '{Name(from)}', escalated_to_id = id where id = '{{record}}'",
            "alter table records enable trigger tr_records_for_life",
            $"update records set state = '{Name(to)}' where id = '{{record}}'");

        var refusal = await TryAsync(rows.Host.Database.OwnerConnection, sql);

        Assert.Equal(allowed, refusal is null);
        Assert.True(allowed || refusal!.Where!.Contains("refuse_record_change", StringComparison.Ordinal));
    }

    public static TheoryData<RecordState, RecordState> States { get; } = [..
        from one in Enum.GetValues<RecordState>() from two in Enum.GetValues<RecordState>() select (one, two)];

    [Fact]
    public async Task Model_HasNoChangeWithoutAMigration() =>
        Assert.False(await rows.Host.QueryAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));

    private static string Name(RecordState state) => Persistence.EnumText.Name(state);

    /// <summary>Inserts a copy of the row that stands, with these columns changed.</summary>
    /// <param name="fresh">With keys of its own, so that nothing but the change is wrong.</param>
    private static string Copy(string table, JsonObject changes, bool fresh)
    {
        if (fresh)
        {
            changes["id"] = "01890000-0000-7000-8000-000000000001";
            var (column, value) = table switch
            {
                "records" => ("decision_number", "another"),
                "companies" => ("registration_id", "another"),
                _ => ("reference", "another"),
            };
            changes.TryAdd(column, value);
            if (table is "repair_applications" or "objections")
            {
                changes.TryAdd("state", "withdrawn");
                changes.TryAdd("ended_on", "2026-07-01");
            }
        }

        var id = table switch { "records" => "{record}", "companies" => "{company}", "objections" => "{objection}", _ => "{application}" };
        return $"""
            do $copy$ begin execute (
                select format(
                    'insert into {table} (%s) select %s from {table} t, jsonb_populate_record(t, %L) r where t.id = %L',
                    string_agg(column_name, ', '), string_agg('r.' || column_name, ', '), '{changes.ToJsonString()}', '{id}')
                from information_schema.columns where table_name = '{table}' and is_generated = 'NEVER');
            end $copy$
            """;
    }

    private async Task ExpectAsync(string sql, string state, string constraint)
    {
        var refusal = await RefusalAsync(rows.Host.Database.OwnerConnection, sql);
        Assert.Equal((state, constraint), (refusal.SqlState, refusal.ConstraintName));
    }

    private async Task<PostgresException> RefusalAsync(string connection, string sql) =>
        await TryAsync(connection, sql) ?? throw new InvalidOperationException($"Not refused: {sql}");

    /// <summary>What PostgreSQL says to it; nothing of it stays.</summary>
    private async Task<PostgresException?> TryAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await using var open = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await open.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            rows.Names.Aggregate(sql, (text, name) => text.Replace(name.Key, name.Value, StringComparison.Ordinal)), open);
        try
        {
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            return null;
        }
        catch (PostgresException refusal)
        {
            return refusal;
        }
    }
}

/// <summary>A record with an open case and the accounts around it, which no test changes for good.</summary>
public sealed class GuardedRows(RegistryCluster cluster) : IAsyncLifetime
{
    public RegistryHost Host { get; } = new(cluster);

    /// <summary>Their keys, by the names under which the SQL of a test speaks of them.</summary>
    public Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        await Host.InitializeAsync();
        var (organ, company) = (await Host.OrganAsync(), await Host.CompanyAsync());
        var record = await Host.RecordAsync(organ, company, publishedOn: Host.Clock.Today.AddMonths(-4));
        var application = await Host.SubmittedAsync(company, record);
        var objection = await (await company.ObjectAsync(Contests.Text(record.Id))).BodyAsync(System.Net.HttpStatusCode.Created);
        Names["{objection}"] = objection.Text("id");
        await Host.QueryAsync(async db =>
        {
            var renamed = await db.Companies.SingleAsync(c => c.Id == company.Id);
            renamed.Change(renamed.Particulars with { Name = "改名有限公司" });
            await db.SaveAsync(Actor.Registry, role: null, Host.Clock.GetUtcNow(), CancellationToken.None);
            return 0;
        });
        while (await Host.QueryAsync(db => db.Ledger.AnyAsync(l => l.Position == null)))
        {
            await Host.PlaceLedgerAsync();
        }

        (Names["{record}"], Names["{company}"]) = ($"{record.Id}", $"{company.Id}");
        (Names["{application}"], Names["{officer}"], Names["{agency}"]) =
            (application.Text("id"), $"{organ.OfficerA.Key}", $"{organ.Agency.Key}");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
