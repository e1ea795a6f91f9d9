using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Persistence;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Api.Tests.Ingestion;

public sealed class ImportCompaniesOverHttpTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private static readonly MadeUpCompany One = MadeUpCompanies.At(100);
    private static readonly MadeUpCompany Two = MadeUpCompanies.At(101);

    [Fact]
    public async Task Ndjson_IsTakenWithAVerdictForEach_AndTheAdministratorStandsInTheLedger()
    {
        var administrator = await host.SignInAsync([Role.Administrator]);
        var lines = $$"""
            {"name":"{{One.Name}}","registrationId":"{{One.RegistrationId}}","formerNames":["旧名甲","旧名乙"],"法定代表人":"王某"}
            {"name":"{{Two.Name}}","registrationId":"{{Two.RegistrationId}}","status":"存续"}
            {"name":"x"}
            {"name":"{{Two.Name}}","registrationId":"{{Two.RegistrationId}}"}
            """;

        var first = await RowsAsync(await PostAsync(administrator, lines));
        var again = await RowsAsync(await PostAsync(administrator, lines));

        Assert.Equal(["accepted ", "accepted ", "refused REGISTRATION_ID_MISSING", "repeated REPEATED", "end "], first.Select(r => $"{r["verdict"]} {r["reason"]}"));
        Assert.Equal(["unchanged ", "unchanged ", "refused REGISTRATION_ID_MISSING", "repeated REPEATED", "end "], again.Select(r => $"{r["verdict"]} {r["reason"]}"));
        Assert.Equal("""{"法定代表人":1}""", first[^1]["personalValuesDropped"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal(
            ["旧名甲", "旧名乙"],
            (await host.Anyone().ReadAsync($"/api/v1/companies/{One.RegistrationId}"))["formerNames"]!.AsArray().Select(n => n!.GetValue<string>()));
        var facts = await host.QueryAsync(db => db.Ledger
            .Where(l => l.Kind == "company.registered" && db.Companies.Any(c => c.Id == l.CompanyId
                && (c.RegistrationId == One.RegistrationId.Value || c.RegistrationId == Two.RegistrationId.Value)))
            .ToListAsync());
        Assert.Equal(2, facts.Count);
        Assert.All(facts, f => Assert.Equal(("administrator", administrator.Key), (f.Role, f.Actor)));
    }

    [Fact]
    public async Task LongFile_OfSeveralBatches_HasEachVerdictInItsOrder()
    {
        const int first = 200_000;
        const int count = 20_500; // a batch is 20,000
        var administrator = await host.SignInAsync([Role.Administrator]);
        var ids = Enumerable.Range(first, count).Select(i => MadeUpCompanies.At(i).RegistrationId.Value).ToList();
        var lines = string.Join('\n', ids.Append(ids[7]).Select(id => $$"""{"name":"长名单企业","registrationId":"{{id}}"}"""));

        var report = await RowsAsync(await PostAsync(administrator, lines));
        var again = await RowsAsync(await PostAsync(administrator, lines));

        Assert.Equal(Enumerable.Range(1, count + 1), report.SkipLast(1).Select(r => r["line"]!.GetValue<int>()));
        Assert.All(report.Take(count), r => Assert.Equal("accepted", r.Text("verdict")));
        Assert.All(again.Take(count), r => Assert.Equal("unchanged", r.Text("verdict")));
        Assert.Equal(("repeated", "repeated"), (report[count].Text("verdict"), again[count].Text("verdict")));
        Assert.Equal(count, await host.QueryAsync(db => db.Companies.CountAsync(c => c.Name == "长名单企业")));
    }

    [Fact]
    public async Task SecondImport_IsToldToWait()
    {
        var administrator = await host.SignInAsync([Role.Administrator]);
        await using var other = new NpgsqlConnection(host.Database.Connection + ";Pooling=false");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var take = new NpgsqlCommand($"select pg_advisory_lock({AdvisoryLocks.CompanyImport})", other);
        await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.Equal("IMPORT_RUNNING", await (await PostAsync(administrator, "{}")).ProblemAsync(HttpStatusCode.Conflict));

        // A session that is closed ends a moment later, and the next test imports too.
        await using var leave = new NpgsqlCommand($"select pg_advisory_unlock({AdvisoryLocks.CompanyImport})", other);
        await leave.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static Task<HttpResponseMessage> PostAsync(TestAccount account, string lines)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(lines));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/x-ndjson");
        return account.Client.PostAsync(
            new Uri("/api/v1/imports/companies", UriKind.Relative), body, TestContext.Current.CancellationToken);
    }

    private static async Task<List<JsonNode>> RowsAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
    }
}
