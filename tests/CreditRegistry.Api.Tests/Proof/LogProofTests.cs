using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreditRegistry.Application.Exports;
using CreditRegistry.Application.Proof;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Proof;
using CreditRegistry.Persistence;
using CreditRegistry.TestKit;
using Npgsql;

namespace CreditRegistry.Api.Tests.Proof;

/// <summary>What the log tells, checked by its definition alone.</summary>
public sealed class LogProofTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private const string Log = "/api/v1/log";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Inclusion_OfEachLeafInEachTree_IsProved()
    {
        await FillAsync();
        using var anyone = host.Anyone();
        var leaves = await LeavesAsync(anyone);
        var tree = new GrowingTree();
        for (var size = 1; size <= Math.Min(leaves.Count, 20); size++)
        {
            tree.Add(MerkleTree.HashLeaf(leaves[size - 1]));
            foreach (var position in (int[])[1, (size / 2) + 1, size])
            {
                var proof = await anyone.ReadAsync($"{Log}/proof/inclusion?position={position}&size={size}");
                Assert.Equal(Convert.ToHexStringLower(tree.Root), proof.Text("root"));
                Assert.Equal(Convert.ToHexStringLower(leaves[position - 1]), proof.Text("commitment"));
                Assert.True(MerkleTree.ProvesInclusion(
                    MerkleTree.HashLeaf(leaves[position - 1]), position - 1, size, Hashes(proof), tree.Root));
            }
        }
    }

    [Fact]
    public async Task Consistency_OfEachTreeWithAGreaterOne_IsProved()
    {
        await FillAsync();
        using var anyone = host.Anyone();
        var roots = Roots(await LeavesAsync(anyone));
        for (var from = 0; from < Math.Min(roots.Count, 18); from++)
        {
            foreach (var to in (int[])[from, from + 1, roots.Count - 1])
            {
                var proof = await anyone.ReadAsync($"{Log}/proof/consistency?from={from}&to={to}");
                Assert.Equal(Convert.ToHexStringLower(roots[to]), proof.Text("toRoot"));
                Assert.True(MerkleTree.ProvesConsistency(from, roots[from], to, roots[to], Hashes(proof)));
            }
        }
    }

    [Theory]
    [InlineData("proof/inclusion?position=0", "LOG_POSITION_UNKNOWN")]
    [InlineData("proof/inclusion?position={next}", "LOG_POSITION_UNKNOWN")]
    [InlineData("proof/inclusion?position=1&size=0", "LOG_POSITION_UNKNOWN")]
    [InlineData("proof/inclusion?position=1&size={next}", "LOG_POSITION_UNKNOWN")]
    [InlineData("proof/inclusion?position=2&size=1", "LOG_POSITION_UNKNOWN")]
    [InlineData("proof/inclusion", "QUERY_PARAMETER_REQUIRED")]
    [InlineData("proof/consistency?from=-1&to=1", "LOG_POSITION_UNKNOWN")]
    [InlineData("proof/consistency?from=2&to=1", "LOG_POSITION_UNKNOWN")]
    [InlineData("proof/consistency?from=1&to={next}", "LOG_POSITION_UNKNOWN")]
    [InlineData("leaves?upTo={next}", "LOG_POSITION_UNKNOWN")]
    [InlineData("leaves?after=-1", "LOG_POSITION_UNKNOWN")]
    [InlineData("leaves?after={next}", "LOG_POSITION_UNKNOWN")]
    [InlineData("entries?after=-1", "QUERY_PARAMETER_INVALID")]
    [InlineData("entries?limit=0", "QUERY_PARAMETER_INVALID")]
    [InlineData("entries?limit=1001", "QUERY_PARAMETER_INVALID")]
    public async Task APlaceThatTheLogHasNot_IsRefused(string path, string code)
    {
        await FillAsync();
        using var anyone = host.Anyone();
        var next = (await LeavesAsync(anyone)).Count + 1_000;

        Assert.Equal(code, await (await anyone.AskAsync(
            $"{Log}/{path.Replace("{next}", $"{next}", StringComparison.Ordinal)}")).ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Entries_PageByPage_AreTheLeaves()
    {
        await FillAsync();
        using var anyone = host.Anyone();
        var leaves = await LeavesAsync(anyone);

        var (one, last) = (await anyone.ReadAsync($"{Log}/entries?after=1&limit=1"), await anyone.ReadAsync($"{Log}/entries?after={leaves.Count - 1}&limit=1000"));

        Assert.Equal((2, 2), (one["items"]![0]!["position"]!.GetValue<int>(), one["next"]!.GetValue<int>()));
        Assert.Equal(Convert.ToHexStringLower(leaves[1]), one["items"]![0]!.Text("commitment"));
        Assert.Null(last["next"]);
        Assert.Equal(Convert.ToHexStringLower(leaves[^1]), last["items"]!.AsArray()[^1]!.Text("commitment"));
    }

    [Fact]
    public async Task Leaves_AreTheSameInPages_AndNoConnectionIsHeldWhileTheyAreTaken()
    {
        await FillAsync();
        using var anyone = host.Anyone();
        var leaves = await LeavesAsync(anyone);
        await using var single = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(host.Database.Connection) { MaxPoolSize = 1, Timeout = 30 });
        var pages = 0;
        using var taken = new Taking(async _ =>
        {
            await using var connection = await single.OpenConnectionAsync(Ct);
            pages++;
        });

        // Up to the second leaf it is one page, and another two from there.
        await host.QueryAsync(async db =>
        {
            await ReadBy(db, single, TimeSpan.FromHours(1)).WriteLeavesAsync(taken, 2 - 10_000, 2 + 20_000, Ct);
            return true;
        });

        Assert.Equal(3, pages);
        byte[][] expected =
        [
            .. Enumerable.Repeat(new byte[32], 10_000 - 2), .. leaves, .. Enumerable.Repeat(new byte[32], 20_000 + 2 - leaves.Count),
        ];
        Assert.Equal(expected.SelectMany(leaf => leaf), taken.ToArray());
    }

    [Fact]
    public async Task Leaves_ForAReaderWhoIsTooSlow_AreCutOff()
    {
        await FillAsync();
        using var never = new Taking(ct => Task.Delay(Timeout.Infinite, ct));
        await using var source = NpgsqlDataSource.Create(host.Database.Connection);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.QueryAsync(async db =>
        {
            await ReadBy(db, source, TimeSpan.FromMilliseconds(50)).WriteLeavesAsync(never, 0, 1, Ct).WaitAsync(TimeSpan.FromMinutes(1), Ct);
            return true;
        }));
    }

    [Fact]
    public async Task Head_IsSignedWhenTheLogHasGrown_AndOnceASecondAtMost()
    {
        await FillAsync();
        using var anyone = host.Anyone();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var first = await SignAsync(anyone);
        var same = await SignAsync(anyone);
        await host.CompanyAsync();
        await host.PlaceLedgerAsync();
        var tooSoon = await SignAsync(anyone);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await SignAsync(anyone);

        Assert.Equal(first.Text("jws"), same.Text("jws"));
        Assert.Equal(first.Text("jws"), tooSoon.Text("jws"));
        Assert.True(second["size"]!.GetValue<long>() > first["size"]!.GetValue<long>());
        Assert.Equal(second.Text("jws"), (await anyone.ReadAsync($"{Log}/head")).Text("jws"));
        var heads = await anyone.ReadAsync($"{Log}/heads?limit=2");
        Assert.Equal([second.Text("jws"), first.Text("jws")], heads["items"]!.AsArray().Select(h => h!.Text("jws")));
    }

    [Fact]
    public async Task Record_AsItIsShown_OpensItsLeaf_ThroughEveryChange()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddMonths(-6));
        using var anyone = host.Anyone();
        await ProvesAsync(1);
        await organ.Agency.Client.SendAsync(
            $"/api/v1/records/{record.Id}/corrections", new { summary = "Another “summary”\n\\ / \U0001f600.", reason = "Wrong." }, "*");
        await ProvesAsync(2);
        await host.SubmittedAsync(company, record);
        await ProvesAsync(3);
        await host.AddAsync(db => db.Records.Single(r => r.Id == record.Id).MarkContested(host.Clock.Today, "它与我公司无关。"));
        await ProvesAsync(4);
        await organ.Agency.Client.SendAsync($"/api/v1/records/{record.Id}/annulment", new { reason = "Wrong." }, "*");

        Assert.Equal("RECORD_ANNULLED", await (await anyone.AskAsync($"/api/v1/records/{record.Id}/proof")).ProblemAsync(HttpStatusCode.Gone));
        Assert.Equal("RECORD_NOT_FOUND", await (await anyone.AskAsync($"/api/v1/records/{Guid.CreateVersion7(host.Clock.GetUtcNow())}/proof")).ProblemAsync(HttpStatusCode.NotFound));
        var own = await company.Applicant.Client.ReadAsync($"/api/v1/records/{record.Id}/proof");
        Assert.Equal("annulled", own["content"]!.Text("state"));

        async Task ProvesAsync(int version)
        {
            await host.PlaceLedgerAsync();
            await host.SeeAsync();
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await SignAsync(anyone);
            var proof = await anyone.ReadAsync($"/api/v1/records/{record.Id}/proof");
            var shown = await anyone.ReadAsync($"/api/v1/records/{record.Id}");
            Assert.Equal(version, proof["version"]!.GetValue<int>());
            var onPage = (await anyone.ReadAsync($"/api/v1/companies/{company.RegistrationId}"))["records"]![0]!;
            foreach (var answer in (JsonNode[])[shown, onPage])
            {
                var leaf = Commitment.Open(
                    answer["log"]!["at"]!.GetValue<DateTimeOffset>(),
                    RecordContent.OfAnswer(JsonSerializer.SerializeToElement(answer)),
                    Convert.FromHexString(answer["log"]!.Text("salt")),
                    Convert.FromHexString(answer["log"]!.Text("private")));
                Assert.Equal(proof["inclusion"]!.Text("commitment"), Convert.ToHexStringLower(leaf));
            }

            var inclusion = proof["inclusion"]!;
            Assert.True(MerkleTree.ProvesInclusion(
                MerkleTree.HashLeaf(Convert.FromHexString(inclusion.Text("commitment"))),
                inclusion["position"]!.GetValue<long>() - 1,
                inclusion["size"]!.GetValue<long>(),
                Hashes(inclusion),
                Convert.FromHexString(inclusion["head"]!.Text("root"))));
        }
    }

    [Fact]
    public async Task WhatIsPublic_TellsNoSecretAndNoActor()
    {
        await FillAsync();
        var auditor = await host.SignInAsync([Role.Auditor]);
        var rows = (await auditor.Client.ReadAsync($"{Log}/openings?limit=1000"))["items"]!.AsArray();
        using var anyone = host.Anyone();
        var told = (await anyone.ReadAsync($"{Log}/entries?limit=1000")).ToJsonString()
            + (await anyone.ReadAsync("/api/v1/records?limit=200")).ToJsonString();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.DoesNotContain(row!.Text("secret"), told, StringComparison.Ordinal));
    }

    private ReadLog ReadBy(RegistryDbContext db, NpgsqlDataSource source, TimeSpan longest) =>
        new(db, source, new ExportSettings(Folder: null) { Longest = longest }, host.Clock);

    private static IReadOnlyList<byte[]> Hashes(JsonNode proof) =>
        [.. proof["path"]!.AsArray().Select(hash => Convert.FromHexString(hash!.GetValue<string>()))];

    private static List<byte[]> Roots(IEnumerable<byte[]> leaves)
    {
        var tree = new GrowingTree();
        var roots = new List<byte[]> { tree.Root };
        foreach (var leaf in leaves)
        {
            tree.Add(MerkleTree.HashLeaf(leaf));
            roots.Add(tree.Root);
        }

        return roots;
    }

    private static async Task<JsonNode> SignAsync(HttpClient client) =>
        await (await client.SendAsync($"{Log}/heads")).BodyAsync(HttpStatusCode.OK);

    private static async Task<List<byte[]>> LeavesAsync(HttpClient client)
    {
        var bytes = await client.GetByteArrayAsync(new Uri($"{Log}/leaves", UriKind.Relative), TestContext.Current.CancellationToken);
        return [.. bytes.Chunk(32)];
    }

    private async Task FillAsync()
    {
        var organ = await host.OrganAsync();
        await host.RecordAsync(organ, await host.CompanyAsync());
        await host.PlaceLedgerAsync();
    }

    /// <summary>Someone who does something before each part that they take.</summary>
    private sealed class Taking(Func<CancellationToken, Task> before) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await before(cancellationToken);
            Write(buffer.Span);
        }
    }
}
