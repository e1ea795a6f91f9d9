using System.Net;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Repairs;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreditRegistry.Api.Tests.Repairs;

public sealed class CrashTests(RegistryCluster cluster) : IAsyncLifetime
{
    private readonly Breaking _breaking = new();
    private readonly RegistryHost _host = new(cluster);

    [Fact]
    public async Task Decision_ThatBreaksAfterItsWrites_LeavesNothing()
    {
        var scene = await _host.SceneAsync();
        var recommended = await _host.RecommendedAsync(scene);
        var before = await SnapshotAsync();

        _breaking.After = 1;
        Assert.Equal("INTERNAL_ERROR", await scene.Organ.OfficerB.RefusedAsync(
            recommended, "decision", HttpStatusCode.InternalServerError, Cases.Grant));

        Assert.Equal(before, await SnapshotAsync());
        Assert.Equal("published", (await _host.Anyone().ReadAsync($"/api/v1/records/{scene.Record.Id}")).Text("state"));
        await scene.Organ.OfficerB.DoAsync(recommended, "decision", Cases.Grant); // and nothing stands in the way
    }

    [Theory]
    [InlineData(null)]
    [InlineData("crash-1")]
    public async Task Upload_ThatBreaksAfterSomePieces_LeavesNothing(string? key)
    {
        var scene = await _host.SceneAsync();
        var draft = await (await scene.Company.DraftAsync(scene.Record.Id)).BodyAsync(HttpStatusCode.Created);
        var before = await SnapshotAsync();
        var piece = new string('x', 900_000);
        var form = "--b0\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nCREDIT_REPAIR_PROMISE\r\n"
            + $"--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-{piece}\r\n--b0--\r\n";

        foreach (var writes in (int[])[2, 5]) // in the middle of the bytes, and at the document's own row
        {
            _breaking.After = writes;
            var answer = await scene.Company.Applicant.Client.PostRawAsync(
                $"{Cases.PathOf(draft)}/documents", System.Text.Encoding.ASCII.GetBytes(form), "multipart/form-data; boundary=b0", key);

            Assert.Equal("INTERNAL_ERROR", await answer.ProblemAsync(HttpStatusCode.InternalServerError));
            Assert.Equal(before, await SnapshotAsync());
        }
    }

    [Fact]
    public async Task Draft_ThatBreaks_LeavesNothing()
    {
        var scene = await _host.SceneAsync();
        var before = await SnapshotAsync();
        _breaking.After = 1;

        await (await scene.Company.DraftAsync(scene.Record.Id)).ProblemAsync(HttpStatusCode.InternalServerError);

        Assert.Equal(before, await SnapshotAsync());
    }

    [Fact]
    public async Task Decision_ThatTheCallerCancels_LeavesNothing()
    {
        var scene = await _host.SceneAsync();
        var recommended = await _host.RecommendedAsync(scene);
        var before = await SnapshotAsync();
        using var cancel = new CancellationTokenSource();
        await using (var source = NpgsqlDataSource.Create(_host.Database.OwnerConnection))
        await using (var holding = await source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (await holding.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var hold = new NpgsqlCommand($"select 1 from companies where id = '{scene.Company.Id}' for update", holding);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{Cases.PathOf(recommended)}/decision")
            {
                Content = System.Net.Http.Json.JsonContent.Create(Cases.Grant),
            };
            request.Headers.TryAddWithoutValidation("If-Match", recommended.ETag());
            var deciding = scene.Organ.OfficerB.Client.SendAsync(request, cancel.Token);
            await UntilAsync(waiting => waiting > 0);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => deciding);
            await UntilAsync(waiting => waiting == 0); // the server gave up waiting, too
        }

        Assert.Equal(before, await SnapshotAsync());
        await scene.Organ.OfficerB.DoAsync(recommended, "decision", Cases.Grant);
    }

    public async ValueTask InitializeAsync() => await _host.StartAsync(
        await cluster.NewDatabaseAsync(),
        builder => builder.Services.ConfigureDbContext<RegistryDbContext>(options => options.AddInterceptors(_breaking)));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Everything that a repair could change. Sign-ins, which tests make on the way, are left out.</summary>
    private Task<string> SnapshotAsync() => _host.QueryAsync(db => db.Database.SqlQuery<string>(
        $"""
        select concat_ws('|',
            (select string_agg(r::text, ';' order by id) from records r),
            (select string_agg(a::text, ';' order by id) from repair_applications a),
            (select count(*) from ledger where kind not like 'account.%'),
            (select count(*) from record_versions),
            (select count(*) from document_chunks),
            (select count(*) from case_contacts),
            (select count(*) from idempotent_answers)) as "Value"
        """).SingleAsync());

    private async Task UntilAsync(Func<int, bool> enough)
    {
        for (var i = 0; ; i++)
        {
            var waiting = await _host.QueryAsync(db => db.Database.SqlQuery<int>(
                $"""
                select count(*)::int as "Value" from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """).SingleAsync());
            if (enough(waiting))
            {
                return;
            }

            Assert.True(i < 2_400, $"{waiting} still wait for a lock.");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Throws once, right after that many saves of a case or its bytes have reached the database.</summary>
    private sealed class Breaking : SaveChangesInterceptor
    {
        private int _left;

        public int After
        {
            set => _left = value;
        }

        public override ValueTask<int> SavedChangesAsync(
            SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default) =>
            eventData.Context!.ChangeTracker.Entries().Any(e => e.Entity is RepairApplication or DocumentChunk)
            && Interlocked.Decrement(ref _left) == 0
                ? throw new InvalidOperationException("Broken on purpose.")
                : ValueTask.FromResult(result);
    }
}
