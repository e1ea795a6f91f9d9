using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Repairs;

/// <summary>A record that may be repaired, with its company and its organ.</summary>
public sealed record Scene(TestOrgan Organ, TestCompany Company, CreditRecord Record);

/// <summary>Brings a case to where a test begins.</summary>
internal static class Cases
{
    public const string Applications = "/api/v1/repair-applications";

    public static readonly object Grant =
        new { outcome = "grant", reasonCode = "CONDITIONS_MET", reason = "All duties are performed." };

    public static readonly object Refusal =
        new { outcome = "refuse", reasonCode = "NOT_RECTIFIED", reason = "The line still runs." };

    public static readonly object FalsePromise =
        new { reasonCode = "FALSE_STATEMENT", reason = "The line never stopped." };

    public static readonly object OutOfScope =
        new { reasonCode = "OUT_OF_SCOPE", reason = "Another procedure is meant." };

    public static async Task<Scene> SceneAsync(
        this RegistryHost host,
        RecordTier tier = RecordTier.Untrustworthy,
        string ruleSet = Given.FourTier,
        DateOnly? publishedOn = null,
        TestOrgan? organ = null,
        TestCompany? company = null,
        params Penalty[] penalties)
    {
        organ ??= await host.OrganAsync(ruleSet);
        company ??= await host.CompanyAsync();
        var day = publishedOn ?? host.Clock.Today.AddMonths(-6);
        if (ruleSet is Given.Cn && penalties is [] && tier is RecordTier.Untrustworthy)
        {
            penalties = [new Penalty("LARGER_FINE", 5_000_000, null)];
        }

        return new Scene(organ, company, await host.RecordAsync(
            organ, company, tier, publishedOn: day, ruleSet: ruleSet, penalties: penalties));
    }

    public static object Draft(Guid recordId) => new
    {
        recordId,
        statement = "Put right.",
        contact = new { name = "Legal department", email = "legal@company.example" },
    };

    public static Task<HttpResponseMessage> DraftAsync(this TestCompany company, Guid recordId, string? idempotencyKey = null) =>
        company.Applicant.Client.SendAsync(Applications, Draft(recordId), idempotencyKey: idempotencyKey);

    public static Task<JsonNode> SubmittedAsync(this RegistryHost host, Scene scene) =>
        host.SubmittedAsync(scene.Company, scene.Record);

    public static async Task<JsonNode> AcceptedAsync(this RegistryHost host, Scene scene) =>
        await scene.Organ.OfficerA.DoAsync(await host.SubmittedAsync(scene), "acceptance");

    public static async Task<JsonNode> RecommendedAsync(this RegistryHost host, Scene scene, object? finding = null) =>
        await scene.Organ.OfficerA.DoAsync(await host.AcceptedAsync(scene), "recommendation", finding ?? Grant);

    public static async Task<JsonNode> GrantedAsync(this RegistryHost host, Scene scene) =>
        await scene.Organ.OfficerB.DoAsync(await host.RecommendedAsync(scene), "decision", Grant);

    public static async Task<JsonNode> RevokedAsync(this RegistryHost host, Scene scene)
    {
        var proposed = await scene.Organ.OfficerA.DoAsync(await host.GrantedAsync(scene), "revocation", FalsePromise);
        return await scene.Organ.OfficerB.DoAsync(proposed, "revocation", FalsePromise);
    }

    /// <summary>The register's next import says that the company was struck off; answers how many records that took down.</summary>
    public static async Task<long> StrikeOffAsync(this RegistryHost host, TestCompany company)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("registry-import-").FullName, "companies.csv");
        await File.WriteAllTextAsync(
            file,
            $"name,registration_id,status\n{company.Name},{company.RegistrationId},注销\n",
            TestContext.Current.CancellationToken);
        var imported = await host.ServeAsync(services => services.GetRequiredService<ImportCompanies>()
            .RunAsync(new ImportCompaniesCommand(file, file + ".report.csv"), progress: null, TestContext.Current.CancellationToken));
        return imported.Value!.RecordsTakenDown;
    }

    public static object Supplement(params string[] kinds) => new
    {
        missing = kinds.Select(kind => new { kind, what = "It names another company." }),
        reason = "Documents do not fit.",
    };

    /// <summary>Acts, and answers the new state.</summary>
    public static async Task<JsonNode> DoAsync(
        this TestAccount account, JsonNode application, string verb, object? body = null) =>
        await (await account.ActAsync(application, verb, body)).BodyAsync(HttpStatusCode.OK);

    /// <summary>Acts, and answers the code of the refusal.</summary>
    public static async Task<string> RefusedAsync(
        this TestAccount account, JsonNode application, string verb, HttpStatusCode status, object? body = null) =>
        await (await account.ActAsync(application, verb, body)).ProblemAsync(status);

    public static async Task<JsonNode> CaseAsync(this TestAccount account, JsonNode application) =>
        await account.Client.ReadAsync(PathOf(application));

    public static string PathOf(JsonNode application) => $"{Applications}/{application.Text("id")}";

    public static Guid IdOf(JsonNode application) => application["id"]!.GetValue<Guid>();

    public static IReadOnlyList<string> Texts(this JsonNode node, string list, string name) =>
        [.. node[list]!.AsArray().Select(item => item!.Text(name))];

    public static JsonNode Deadline(this JsonNode application, string kind) =>
        application["deadlines"]!.AsArray().Last(d => d!.Text("kind") == kind)!;

    public static async Task<JsonNode> DeleteAsync(this TestAccount account, string path, HttpStatusCode expected) =>
        await (await account.Client.DeleteAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken))
            .BodyAsync(expected);

    public static async Task<HttpResponseMessage> PutAsync(this TestAccount account, string path, object body)
    {
        using var content = System.Net.Http.Json.JsonContent.Create(body);
        return await account.Client.PutAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    /// <summary>A multipart request with a body of one's own making.</summary>
    public static Task<HttpResponseMessage> PostRawAsync(
        this HttpClient client, string path, byte[] body, string? contentType, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (contentType is not null)
        {
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Kinds of the ledger rows about a subject, oldest first.</summary>
    public static Task<List<string>> StoryAsync(this RegistryHost host, Guid subject) =>
        host.QueryAsync(db => db.Ledger.Where(l => l.Subject == subject).OrderBy(l => l.Id).Select(l => l.Kind).ToListAsync());

    public static Task<int> ChunksAsync(this RegistryHost host, Guid application) =>
        host.QueryAsync(db => db.DocumentChunks.CountAsync(c => c.ApplicationId == application));
}
