using CreditRegistry.Application.Proof;
using CreditRegistry.Application.Proof.Verification;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Proof;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using Npgsql;

namespace CreditRegistry.Api.Tests.Proof;

/// <summary>
/// The verifier against a registry whose database somebody changes by hand, with every right of its owner. After each test
/// the tables are as they were.
/// </summary>
public sealed class VerifyTests(RegistryHost host) : IClassFixture<RegistryHost>, IAsyncLifetime
{
    private static readonly string[] Tables = ["ledger", "ledger_texts", "records", "record_versions", "log_tiles", "log_heads"];

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private static CreditRecord? _record;
    private static int _corrections;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (_record is null)
        {
            var organ = await host.OrganAsync();
            for (var i = 0; i < 5; i++)
            {
                await host.RecordAsync(organ, await host.CompanyAsync());
            }

            _record = await host.RecordAsync(organ, await host.CompanyAsync());
            await SignAsync();
            var corrected = await organ.Agency.Client.SendAsync(
                $"/api/v1/records/{_record.Id}/corrections", new { summary = "As it is now.", reason = "It was wrong before." }, "*");
            corrected.EnsureSuccessStatusCode();
            await host.AddAsync(db => db.Records.Single(r => r.Id == _record.Id).MarkContested(host.Clock.Today, "We deny it."));
            var gone = await host.RecordAsync(organ, await host.CompanyAsync());
            (await organ.Agency.Client.SendAsync($"/api/v1/records/{gone.Id}/annulment", new { reason = "Wrong." }, "*")).EnsureSuccessStatusCode();
        }

        await SignAsync();
        await OwnerAsync(string.Concat(Tables.Select(table => $"create table kept_{table} as table {table};")));
    }

    public async ValueTask DisposeAsync() => await OwnerAsync(string.Concat(Tables.Select(table =>
        $"delete from {table}; insert into {table} overriding system value table kept_{table}; drop table kept_{table};")));

    [Fact]
    public async Task ARegistryThatNobodyTouched_IsGood_ForAnyoneAndForAnAuditor()
    {
        var (anyone, auditor) = (await VerifyAsync(opens: false), await VerifyAsync(opens: true));

        Assert.Empty(anyone.Findings);
        Assert.Empty(auditor.Findings);
        Assert.True(anyone is { Heads: >= 2, Records: 6, Openings: 0, FirstTime: true });
        Assert.Equal(auditor.Leaves, auditor.Openings);
        Assert.False((await VerifyAsync(opens: false, anyone.Memory)).FirstTime);
    }

    [Theory]
    [InlineData("update records set summary = overlay(summary placing 'B' from 1 for 1) where id = '{record}'")]
    [InlineData("update records set company_statement = 'We admit it.' where id = '{record}'")]
    [InlineData("update records set lapses_on = lapses_on - 1 where id = '{record}'")]
    [InlineData("update records set company_id = (select id from companies where id <> company_id limit 1) where id = '{record}'")]
    [InlineData("update records set proof = set_byte(proof, 0, get_byte(proof, 0) # 1) where id = '{record}'")]
    [InlineData("update records set proof = null where id = '{record}'")]
    public async Task ARecordChangedByHand_IsNamed_ByAnyone(string sql)
    {
        await OwnerAsync(sql);

        var finding = Assert.Single((await VerifyAsync(opens: false)).Findings);

        Assert.Equal((Fault.RecordNotInLog, _record!.Id), (finding.Fault, finding.RecordId));
    }

    [Theory]
    [InlineData("update ledger set commitment = set_byte(commitment, 31, get_byte(commitment, 31) # 1) where position = 4", 4)]
    [InlineData("delete from ledger_texts; delete from ledger where position = 4", 4)]
    [InlineData("delete from ledger_texts; delete from ledger where position = (select max(position) from ledger)", 0)]
    [InlineData(
        """
        update ledger set position = -3 where position = 3;
        update ledger set position = 3 where position = 6;
        update ledger set position = 6 where position = -3
        """, 3, 6)]
    [InlineData("update ledger set commitment = sha256('x') where position in (1, 7, 8)", 1, 7, 8)]
    public async Task ARowChangedRemovedOrMoved_IsNamedByItsPosition_ByAnyone(string sql, params int[] positions)
    {
        var last = await NumberAsync("select max(position) from ledger");
        await OwnerAsync(sql);

        var found = (await VerifyAsync(opens: false)).Findings.Where(f => f.Fault is Fault.LeafAltered);

        Assert.Equal(positions.Select(p => p is 0 ? last : p), found.Select(f => f.Position!.Value).Order());
    }

    [Theory]
    [InlineData("update ledger set details = jsonb_set(details, '{version}', '99') where position = {published}", "published")]
    [InlineData("update ledger set at = at - interval '1 second' where position = {published}", "published")]
    [InlineData("update ledger set actor = gen_random_uuid() where position = {published}", "published")]
    [InlineData("update ledger set role = 'auditor' where position = {published}", "published")]
    [InlineData("update ledger set secret = sha256(secret) where position = {published}", "published")]
    [InlineData("update record_versions set content = jsonb_set(content, '{summary}', '\"B\"') where record_id = '{record}' and version = 1", "published")]
    [InlineData("update ledger_texts set text = text || '.' where ledger_id = (select id from ledger where position = {corrected})", "corrected")]
    public async Task ARowOfTheLedgerChangedByHand_IsNamed_ByAnAuditor(string sql, string which)
    {
        var positions = await PositionsAsync();
        await OwnerAsync(sql
            .Replace("{published}", $"{positions[0]}", StringComparison.Ordinal)
            .Replace("{corrected}", $"{positions[1]}", StringComparison.Ordinal));

        var finding = Assert.Single((await VerifyAsync(opens: true)).Findings);

        Assert.Equal((Fault.RowAltered, positions[which is "published" ? 0 : 1]), (finding.Fault, finding.Position));
    }

    [Fact]
    public async Task AnErasedReason_IsNoAlteration()
    {
        await OwnerAsync("delete from ledger_texts");

        Assert.Empty((await VerifyAsync(opens: true)).Findings);
    }

    [Fact]
    public async Task ARecordHiddenOrShownAsItWas_IsNamed_ByAnAuditor()
    {
        await OwnerAsync("update records set shielded_since = published_on where id = '{record}'");
        var hidden = Assert.Single((await VerifyAsync(opens: true)).Findings);
        await OwnerAsync(
            $"""
            update records set shielded_since = null, version = 1, contested_since = null, company_statement = null, summary = v.content ->> 'summary', changed_at = l.at,
                proof = decode('{await ProofOfFirstAsync()}', 'hex')
            from record_versions v, ledger l
            where records.id = '{_record!.Id}' and v.record_id = records.id and v.version = 1
                and l.subject = records.id and l.kind = 'record.published'
            """);
        var outdated = Assert.Single((await VerifyAsync(opens: true)).Findings);

        Assert.Equal((Fault.RecordHidden, _record.Id), (hidden.Fault, hidden.RecordId));
        Assert.Equal((Fault.RecordOutdated, _record.Id), (outdated.Fault, outdated.RecordId));
    }

    [Fact]
    public async Task WhatChangesAfterTheExport_IsNotHeldAgainstIt()
    {
        var organ = await host.OrganAsync();
        var corrected = await host.RecordAsync(organ, await host.CompanyAsync());
        var annulled = await host.RecordAsync(organ, await host.CompanyAsync());
        var memory = (await VerifyAsync(opens: true)).Memory!;

        var report = await VerifyAsync(memory, meanwhile: async () =>
        {
            await CorrectAsync(organ, corrected);
            await CorrectAsync(organ, corrected);
            (await organ.Agency.Client.SendAsync($"/api/v1/records/{annulled.Id}/annulment", new { reason = "Wrong." }, "*")).EnsureSuccessStatusCode();
            await CorrectAsync(organ, await host.RecordAsync(organ, await host.CompanyAsync()));
        });

        Assert.Empty(report.Findings);
        Assert.True(report.Memory!.Head.Size > memory.Head.Size);
    }

    [Theory]
    [InlineData("shielded_since = published_on", "shielded_since = null", Fault.RecordHidden)]
    [InlineData("version = 1", "version = 2", Fault.RecordOutdated)]
    public async Task ARecordHiddenOrShownAsItWas_IsNamed_AlsoWhenItChangesAfterTheExport(string wrong, string right, Fault fault)
    {
        var organ = await host.OrganAsync();
        var record = await host.RecordAsync(organ, await host.CompanyAsync());
        await CorrectAsync(organ, record);
        await SignAsync();
        await OwnerAsync($"update records set {wrong} where id = '{record.Id}'");

        var report = await VerifyAsync(memory: null, meanwhile: async () =>
        {
            await OwnerAsync($"update records set {right} where id = '{record.Id}'");
            await CorrectAsync(organ, record);
        });

        Assert.Contains((fault, record.Id), report.Findings.Select(f => (f.Fault, f.RecordId!.Value)));
    }

    [Fact]
    public async Task AnExportThatIsOlderThanItCanBe_IsNamed()
    {
        var (older, newer) = (Directory.CreateTempSubdirectory("registry-saved-").FullName, Directory.CreateTempSubdirectory("registry-saved-").FullName);
        await SavedLog.SaveAsync(await SourceAsync(opens: true), older, Ct);
        var size = (await VerifyLog.RunAsync(new SavedLog(older), null, host.Clock, Ct)).Leaves;
        await SignAsync();
        var heads = (await host.Anyone().ReadAsync("/api/v1/log/heads?limit=200"))["items"]!.AsArray();
        var first = heads.Where(head => head!["size"]!.GetValue<long>() > size).Min(head => head!["at"]!.GetValue<DateTimeOffset>());
        host.Clock.Advance(first.AddHours(2) - host.Clock.GetUtcNow() - Step);

        Assert.Empty(await FaultsAsync());
        Assert.Equal([Fault.ExportOutdated], await FaultsAsync());
        Directory.Delete(older, recursive: true);
        Directory.Delete(newer, recursive: true);

        async Task<IEnumerable<Fault>> FaultsAsync()
        {
            await SignAsync();
            await SavedLog.SaveAsync(await SourceAsync(opens: true), newer, Ct);
            File.Copy(Path.Combine(older, "records.ndjson"), Path.Combine(newer, "records.ndjson"), overwrite: true);
            return (await VerifyLog.RunAsync(new SavedLog(newer), null, host.Clock, Ct)).Findings.Select(f => f.Fault);
        }
    }

    [Fact]
    public async Task ATruncatedTree_IsSeenByWhoeverSawItWhole()
    {
        var memory = (await VerifyAsync(opens: false)).Memory;
        var size = memory!.Head.Size;
        await OwnerAsync(
            $"""
            delete from ledger_texts;
            delete from ledger where position > 5;
            update log_tiles set hashes = substring(hashes for 5 * 32) where level = 0;
            delete from log_heads where size > 5
            """);
        host.Clock.Advance(TimeSpan.FromSeconds(2));

        var found = (await VerifyAsync(opens: false, memory)).Findings;

        Assert.Contains(found, f => f.Fault is Fault.LogTruncated && f.Message.Contains($"{size}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AHistoryRewrittenAndSignedAnew_IsSeenByWhoeverSawTheOtherOne()
    {
        var memory = (await VerifyAsync(opens: false)).Memory;
        await OwnerAsync(
            """
            update ledger set commitment = sha256('another history') where position = 2;
            delete from log_tiles;
            delete from log_heads
            """);
        await host.CompanyAsync(); // the tree is made anew with the next row
        await SignAsync();

        Assert.DoesNotContain((await VerifyAsync(opens: false)).Findings, f => f.Fault is not Fault.RecordNotInLog);
        Assert.Contains((await VerifyAsync(opens: false, memory)).Findings, f => f.Fault is Fault.LogRewritten);
    }

    [Fact]
    public async Task ATreeChangedByHand_ProvesNothingMore()
    {
        await OwnerAsync("update log_tiles set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) where level = 0");
        await host.CompanyAsync();
        await SignAsync();

        Assert.Contains((await VerifyAsync(opens: false)).Findings, f => f.Fault is Fault.LeafAltered or Fault.LogRewritten);
    }

    [Fact]
    public async Task AForgedHead_AndAHeadOfAClockThatWentBack_AreNamed()
    {
        var (size, root) = (await NumberAsync("select max(size) from log_heads"), new byte[32]);
        using var forger = new SigningKeys(Directory.CreateTempSubdirectory("registry-forger-").FullName);
        forger.Create(host.Clock.GetUtcNow());
        var statement = new HeadStatement(1, size - 1, Convert.ToHexStringLower(root), host.Clock.GetUtcNow().AddDays(-1));
        await AddHeadAsync(size - 1, forger.Sign(SignedStatement.Head, statement));
        Assert.Equal(Fault.HeadNotSigned, Assert.Single((await VerifyAsync(opens: false)).Findings).Fault);

        using var own = new SigningKeys(host.Database.SigningKeys);
        await OwnerAsync($"delete from log_heads where size = {size - 1}");
        await AddHeadAsync(size - 1, own.Sign(SignedStatement.Key, statement)); // another type of statement
        Assert.Equal(Fault.HeadNotSigned, Assert.Single((await VerifyAsync(opens: false)).Findings).Fault);

        var tree = new GrowingTree();
        foreach (var leaf in (await host.Anyone().GetByteArrayAsync(new Uri($"/api/v1/log/leaves?upTo={size - 1}", UriKind.Relative), Ct)).Chunk(32))
        {
            tree.Add(MerkleTree.HashLeaf(leaf));
        }

        await OwnerAsync($"delete from log_heads where size = {size - 1}");
        await AddHeadAsync(
            size - 1, own.Sign(SignedStatement.Head, statement with { Root = Convert.ToHexStringLower(tree.Root), At = host.Clock.GetUtcNow().AddDays(1) }));
        Assert.Equal(Fault.HeadOutOfOrder, Assert.Single((await VerifyAsync(opens: false)).Findings).Fault);
    }

    [Fact]
    public async Task WhatWasSaved_IsCheckedWithoutTheRegistry_AndEveryChangeInItIsFound()
    {
        var folder = Directory.CreateTempSubdirectory("registry-saved-").FullName;
        await SavedLog.SaveAsync(await SourceAsync(opens: true), folder, Ct);
        Assert.Empty((await VerifyLog.RunAsync(new SavedLog(folder), null, host.Clock, Ct)).Findings);

        var expected = new Dictionary<string, Fault>(StringComparer.Ordinal)
        {
            ["leaves.bin"] = Fault.LogRewritten,
            ["records.ndjson"] = Fault.RecordNotInLog,
            ["openings.ndjson"] = Fault.RowAltered,
            ["heads.json"] = Fault.HeadNotSigned,
        };
        foreach (var (file, fault) in expected)
        {
            var path = Path.Combine(folder, file);
            var good = await File.ReadAllBytesAsync(path, Ct);
            var text = System.Text.Encoding.Latin1.GetString(good);
            var place = file switch
            {
                "leaves.bin" => 70,
                "heads.json" => text.IndexOf('.', StringComparison.Ordinal) + 5,
                "records.ndjson" => text.IndexOf("An invented", StringComparison.Ordinal) + 1,
                _ => text.IndexOf("An invented", StringComparison.Ordinal) + 1,
            };
            var bad = good.ToArray();
            bad[place] ^= 1;
            await File.WriteAllBytesAsync(path, bad, Ct);

            Assert.Contains((await VerifyLog.RunAsync(new SavedLog(folder), null, host.Clock, Ct)).Findings, f => f.Fault == fault);
            await File.WriteAllBytesAsync(path, good, Ct);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task ACopyFromEarlier_IsNotTruncated_AndIsCheckedWithoutForgetting()
    {
        var folder = Directory.CreateTempSubdirectory("registry-saved-").FullName;
        await SavedLog.SaveAsync(await SourceAsync(opens: true), folder, Ct);
        var copy = new SavedLog(folder);
        var then = (await CheckAsync(copy, null)).Memory!;
        await SignAsync();
        var now = (await VerifyAsync(opens: false)).Memory!;
        now = now with { Keys = [.. now.Keys, now.Keys[0] with { Kid = "later", Since = host.Clock.GetUtcNow() }] };

        var (same, older) = (await CheckAsync(copy, then), await CheckAsync(copy, now));

        Assert.Equal((true, null), (same.IsGood, same.SeenLater));
        Assert.Equal((true, now.Head.Size, then.Head.Size), (older.IsGood, older.SeenLater!.Value, older.Leaves));
        Assert.Equal(now.Head, older.Memory!.Head);
        Assert.Contains(older.Memory.Keys, key => key.Kid is "later");

        // What answered just now is the registry, though it was saved.
        var answered = await CheckAsync(new SavedLog(folder, await SourceAsync(opens: false)), now);
        Assert.Equal([Fault.KeyChanged, Fault.LogTruncated], answered.Findings.Select(f => f.Fault));
        Assert.Null(answered.SeenLater);

        // A head that is not larger than the copy is compared, and every other check is made as well.
        var other = then with { Head = then.Head with { Size = then.Head.Size - 1 } };
        Assert.Contains((await CheckAsync(copy, other)).Findings, f => f.Fault is Fault.LogRewritten);
        var leaves = Path.Combine(folder, "leaves.bin");
        var bytes = await File.ReadAllBytesAsync(leaves, Ct);
        bytes[70] ^= 1;
        await File.WriteAllBytesAsync(leaves, bytes, Ct);
        Assert.Contains((await CheckAsync(copy, now)).Findings, f => f.Fault is Fault.LogRewritten);
        Directory.Delete(folder, recursive: true);

        Task<VerificationReport> CheckAsync(LogSource source, VerifierMemory? memory) => VerifyLog.RunAsync(source, memory, host.Clock, Ct);
    }

    private async Task<LogSource> SourceAsync(bool opens)
    {
        var client = opens ? (await host.SignInAsync([Role.Auditor])).Client : host.Anyone();
        return new LiveLog(client, opens, settle: TimeSpan.Zero);
    }

    private async Task<VerificationReport> VerifyAsync(bool opens, VerifierMemory? memory = null) =>
        await VerifyLog.RunAsync(await SourceAsync(opens), memory, host.Clock, Ct);

    /// <param name="meanwhile">Runs after the records were read, and before a head is asked for.</param>
    private async Task<VerificationReport> VerifyAsync(VerifierMemory? memory, Func<Task> meanwhile) => await VerifyLog.RunAsync(
        new LogInUse(await SourceAsync(opens: true), async () =>
        {
            await meanwhile();
            await SignAsync();
        }),
        memory,
        host.Clock,
        Ct);

    private static async Task CorrectAsync(TestOrgan organ, CreditRecord record) => (await organ.Agency.Client.SendAsync(
        $"/api/v1/records/{record.Id}/corrections", new { summary = $"Corrected {++_corrections} times.", reason = "Wrong." }, "*")).EnsureSuccessStatusCode();

    private async Task SignAsync()
    {
        await host.CompanyAsync(); // rows to sign for
        await host.CompanyAsync();
        await host.PlaceLedgerAsync();
        host.Clock.Advance(Step);
        (await host.Anyone().SendAsync("/api/v1/log/heads")).EnsureSuccessStatusCode();
    }

    private async Task<long[]> PositionsAsync() =>
    [
        await NumberAsync($"select position from ledger where subject = '{_record!.Id}' and kind = 'record.published'"),
        await NumberAsync($"select position from ledger where subject = '{_record.Id}' and kind = 'record.corrected'"),
    ];

    private async Task<string> ProofOfFirstAsync()
    {
        await using var source = NpgsqlDataSource.Create(host.Database.OwnerConnection);
        await using var command = source.CreateCommand($"select secret, at, details from ledger where subject = '{_record!.Id}' and kind = 'record.published'");
        await using var reader = await command.ExecuteReaderAsync(Ct);
        await reader.ReadAsync(Ct);
        var auditor = await host.SignInAsync([Role.Auditor]);
        var row = (await auditor.Client.ReadAsync("/api/v1/log/openings?limit=1000"))["items"]!.AsArray()
            .Single(item => item!.Text("secret") == Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(0)))!;
        var opening = System.Text.Json.JsonSerializer.Deserialize<LogOpening>(row, System.Text.Json.JsonSerializerOptions.Web)!;
        var commitment = Commitment.Of(
            Convert.FromHexString(opening.Secret),
            new CommittedRow(
                opening.At, opening.Actor, opening.Role, opening.Kind, opening.Subject, opening.Company, opening.Details, null, opening.Version),
            RecordContent.OfVersion(opening.Version!.Value, opening.RegistrationId!, opening.Organ!));
        return Convert.ToHexStringLower(commitment.Opening);
    }

    private async Task AddHeadAsync(long size, string jws)
    {
        await using var source = NpgsqlDataSource.Create(host.Database.OwnerConnection);
        await using var command = source.CreateCommand(
            "insert into log_heads (size, epoch, at, root, jws) values ($1, 1, now(), sha256('x'), $2)");
        command.Parameters.Add(new() { Value = size });
        command.Parameters.Add(new() { Value = jws });
        await command.ExecuteNonQueryAsync(Ct);
    }

    private async Task<long> NumberAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(host.Database.OwnerConnection);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    /// <summary>As the owner, past every trigger.</summary>
    private async Task OwnerAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(host.Database.OwnerConnection);
        await using var command = source.CreateCommand(
            "set session_replication_role = replica; " + sql.Replace("{record}", $"{_record!.Id}", StringComparison.Ordinal));
        await command.ExecuteNonQueryAsync(Ct);
    }

    /// <summary>A registry that goes on being written to while it is read.</summary>
    private sealed class LogInUse(LogSource registry, Func<Task> meanwhile) : LogSource
    {
        public override string Name => registry.Name;

        public override bool Opens => registry.Opens;

        public override bool MayBeOlder => registry.MayBeOlder;

        public override Task<LogKeys> KeysAsync(CancellationToken ct) => registry.KeysAsync(ct);

        public override async Task<IReadOnlyList<string>> HeadsAsync(CancellationToken ct)
        {
            await meanwhile();
            return await registry.HeadsAsync(ct);
        }

        public override Task<Stream> LeavesAsync(long size, CancellationToken ct) => registry.LeavesAsync(size, ct);

        public override Task<Stream> RecordsAsync(CancellationToken ct) => registry.RecordsAsync(ct);

        public override IAsyncEnumerable<LogOpening> OpeningsAsync(CancellationToken ct) => registry.OpeningsAsync(ct);

        public override Task<InclusionProof?> InclusionAsync(long position, long size, CancellationToken ct) =>
            registry.InclusionAsync(position, size, ct);
    }
}
