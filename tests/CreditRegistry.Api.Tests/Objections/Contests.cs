using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Objections;

/// <summary>Brings an objection to where a test begins.</summary>
internal static class Contests
{
    public const string Objections = "/api/v1/objections";
    public const string Statement = "The decision concerns another company. <b>本企业不是当事人。</b>";

    public static readonly object Dismissal =
        new { outcome = "dismiss", reasonCode = "RECORD_CORRECT", reason = "The decision names this company." };

    public static readonly object Annulment =
        new { outcome = "annul", reasonCode = "WRONG_COMPANY", reason = "The decision names another company." };

    public static readonly object OutOfScope =
        new { reasonCode = "OUT_OF_SCOPE", reason = "Another procedure is meant." };

    public static object Text(Guid recordId, string ground = "factsWrong", string? statement = Statement) =>
        new { recordId, ground, reason = "See the judgment.", statement };

    public static Task<HttpResponseMessage> ObjectAsync(this TestCompany company, object text, string? idempotencyKey = null) =>
        company.Applicant.Client.SendAsync(Objections, text, idempotencyKey: idempotencyKey);

    public static Task<HttpResponseMessage> EvidenceAsync(
        this HttpClient client, string objectionId, string content = "%PDF-1.4 judgment", string field = "file")
    {
        var file = new ByteArrayContent(Encoding.ASCII.GetBytes(content));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return client.PostAsync(
            new Uri($"{Objections}/{objectionId}/documents", UriKind.Relative),
            new MultipartFormDataContent { { file, field, "judgment.pdf" } },
            TestContext.Current.CancellationToken);
    }

    /// <summary>A draft with one document.</summary>
    public static async Task<JsonNode> DraftedAsync(this Scene scene, object? text = null, string evidence = "%PDF-1.4 judgment")
    {
        var draft = await (await scene.Company.ObjectAsync(text ?? Text(scene.Record.Id))).BodyAsync(HttpStatusCode.Created);
        return await (await scene.Company.Applicant.Client.EvidenceAsync(draft.Text("id"), evidence)).BodyAsync(HttpStatusCode.Created);
    }

    public static async Task<JsonNode> ObjectedAsync(this Scene scene, object? text = null) =>
        await scene.Company.Applicant.ContestAsync(await scene.DraftedAsync(text), "submission");

    public static async Task<JsonNode> TakenUpAsync(this Scene scene, object? text = null) =>
        await scene.Organ.OfficerA.ContestAsync(await scene.ObjectedAsync(text), "acceptance");

    public static async Task<JsonNode> FoundAsync(this Scene scene, object? finding = null, object? text = null) =>
        await scene.Organ.Agency.ContestAsync(await scene.TakenUpAsync(text), "finding", finding ?? Dismissal);

    public static async Task<JsonNode> DecidedAsync(this Scene scene, object? finding = null, object? text = null) =>
        await scene.Organ.OfficerA.ContestAsync(await scene.FoundAsync(finding, text), "decision", finding ?? Dismissal);

    /// <summary>Acts by the version that was read, and answers the new state.</summary>
    public static async Task<JsonNode> ContestAsync(
        this TestAccount account, JsonNode objection, string verb, object? body = null) =>
        await (await account.AnswerAsync(objection, verb, body)).BodyAsync(HttpStatusCode.OK);

    public static Task<HttpResponseMessage> AnswerAsync(
        this TestAccount account, JsonNode objection, string verb, object? body = null) =>
        account.Client.SendAsync($"{Objections}/{objection.Text("id")}/{verb}", body, objection.ETag());

    /// <summary>Acts, and answers the code of the refusal.</summary>
    public static async Task<string> TurnedDownAsync(
        this TestAccount account, JsonNode objection, string verb, HttpStatusCode status, object? body = null) =>
        await (await account.AnswerAsync(objection, verb, body)).ProblemAsync(status);

    /// <summary>Acts, and answers the rules that a 422 names.</summary>
    public static async Task<IReadOnlyList<string>> BreachesAsync(
        this TestAccount account, JsonNode objection, string verb, object? body = null) =>
        (await (await account.AnswerAsync(objection, verb, body)).BodyAsync(HttpStatusCode.UnprocessableEntity)).Texts("breaches", "rule");

    public static async Task<JsonNode> ReadAgainAsync(this TestAccount account, JsonNode objection) =>
        await account.Client.ReadAsync($"{Objections}/{objection.Text("id")}");

    public static Task<TestAccount> OfficerAsync(this RegistryHost host, Scene scene) =>
        host.SignInAsync([Role.Officer], organs: [scene.Organ.Code]);

    public static async Task<IReadOnlyList<string>> NoticesAsync(this TestAccount account) =>
        (await account.Client.ReadAsync("/api/v1/account/notices")).Texts("items", "kind");
}
