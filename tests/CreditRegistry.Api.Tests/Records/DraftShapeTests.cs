using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Records;

/// <summary>What a body must look like before any rule is asked.</summary>
public sealed class DraftShapeTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Theory]
    [InlineData("registrationId", "registrationId")]
    [InlineData("tier", "tier")]
    [InlineData("ground", "ground")]
    [InlineData("decision", "decision")]
    [InlineData("decision.number", "decision.number")]
    [InlineData("decision.decidedOn", "decision.decidedOn")]
    [InlineData("summary", "summary")]
    public async Task Publish_FieldMissingOrNull_IsNamed(string path, string field)
    {
        await ExpectAsync("VALIDATION_FAILED", field, draft => At(draft, path, (parent, name) => parent.Remove(name)));
        await ExpectAsync("VALIDATION_FAILED", field, draft => At(draft, path, (parent, name) => parent[name] = null));
    }

    [Theory]
    [InlineData("ground", "", "ground")]
    [InlineData("summary", " \n ", "summary")]
    [InlineData("summary", "a\u0001b", "summary")]
    [InlineData("summary", "a\u0000b", "summary")]
    [InlineData("summary", "*2001", "summary")]
    [InlineData("decision.number", "", "decision.number")]
    [InlineData("decision.number", "one\ntwo", "decision.number")]
    [InlineData("decision.number", "a\u001Bb", "decision.number")]
    [InlineData("decision.number", "*101", "decision.number")]
    [InlineData("decision.decidedOn", "2026-02-30", "decision.decidedOn")]
    [InlineData("decision.decidedOn", "01/02/2026", "decision.decidedOn")]
    [InlineData("tier", "Untrustworthy", "tier")]
    [InlineData("tier", "1", "tier")]
    [InlineData("summary", 7, "summary")]
    [InlineData("penalties", "none", "penalties")]
    [InlineData("publish", "yes", "publish")]
    public async Task Publish_FieldOfTheWrongForm_IsNamed(string path, object value, string field)
    {
        var json = value is string text && text.StartsWith('*')
            ? JsonValue.Create(new string('长', int.Parse(text[1..])))
            : JsonValue.Create(value);

        await ExpectAsync("VALIDATION_FAILED", field, draft => At(draft, path, (parent, name) => parent[name] = json));
    }

    [Theory]
    [InlineData("summary", "经办人电话138.0013.8000", "PUBLIC_TEXT_PERSONAL")]
    [InlineData("summary", "身份证１１０１０１１９９００３０７１２３Ｘ", "PUBLIC_TEXT_PERSONAL")]
    [InlineData("summary", "罚款\u202E00083100831", "PUBLIC_TEXT_INVISIBLE")]
    [InlineData("decision.number", "罚字一三八〇〇一三八〇〇〇", "PUBLIC_TEXT_PERSONAL")]
    [InlineData("decision.number", "罚字\u200B12号", "PUBLIC_TEXT_INVISIBLE")]
    public async Task Publish_TextThatCannotBePublic_IsRefused(string path, string text, string code) =>
        await ExpectAsync(code, path, draft => At(draft, path, (parent, name) => parent[name] = text));

    [Theory]
    [InlineData("""[{"kind":""}]""", "VALIDATION_FAILED", "penalties[0].kind")]
    [InlineData("""[{"kind":"WARNING"},{"amountFen":1}]""", "VALIDATION_FAILED", "penalties[1].kind")]
    [InlineData("""[{"kind":"SMALL_FINE","amountFen":-1}]""", "VALIDATION_FAILED", "penalties[0].amountFen")]
    [InlineData("""[{"kind":"SMALL_FINE","amountFen":1.5}]""", "VALIDATION_FAILED", "penalties[0].amountFen")]
    [InlineData("""[{"kind":"SMALL_FINE","amountFen":"1"}]""", "VALIDATION_FAILED", "penalties[0].amountFen")]
    [InlineData("""[{"kind":"SMALL_FINE","amount":1}]""", "BODY_PROPERTY_UNKNOWN", "penalties[0].amount")]
    [InlineData("[null]", "VALIDATION_FAILED", "penalties[0]")]
    [InlineData("*21", "VALIDATION_FAILED", "penalties")]
    public async Task Publish_PenaltyOfTheWrongForm_IsNamed(string penalties, string code, string field)
    {
        var json = penalties is "*21"
            ? new JsonArray([.. Enumerable.Range(0, 21).Select(_ => new JsonObject { ["kind"] = "WARNING" })])
            : JsonNode.Parse(penalties);

        await ExpectAsync(code, field, draft => draft["penalties"] = json);
    }

    [Theory]
    [InlineData("publishedOn")]
    [InlineData("class")]
    [InlineData("Tier")]
    public async Task Publish_UnknownProperty_IsNamed(string name) =>
        await ExpectAsync("BODY_PROPERTY_UNKNOWN", name, draft => draft[name] = "2026-01-01");

    [Fact]
    public async Task Publish_LongestTexts_AreTaken()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var draft = Drafts.Record(host, company);
        (draft["summary"], draft["decision"]!["number"]) = (new string('长', 2000), new string('号', 100));

        await (await organ.PublishAsync(draft)).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Publish_RegistrationIdOfAnotherKindOrUnknown_IsNamed()
    {
        await ExpectAsync("REGISTRATION_ID_INVALID", "registrationId", draft => draft["registrationId"] = "91330000");
        await ExpectAsync(
            "COMPANY_NOT_FOUND",
            "registrationId",
            draft => draft["registrationId"] = Companies.Register.Company("unknown").RegistrationId);
    }

    [Theory]
    [InlineData("corrections", "{}", "reason")]
    [InlineData("corrections", """{"reason":"r","summary":""}""", "summary")]
    [InlineData("corrections", """{"reason":"r","penalties":[{"kind":""}]}""", "penalties[0].kind")]
    [InlineData("corrections", """{"reason":"r","decision":{"number":"n"}}""", "decision.decidedOn")]
    [InlineData("annulment", "{}", "reason")]
    [InlineData("annulment", """{"reason":" "}""", "reason")]
    [InlineData("shielding", """{"reason":"\u0007"}""", "reason")]
    [InlineData("corrections", """{"reason":"r","tier":"abnormal"}""", "tier")]
    public async Task Change_FieldOfTheWrongForm_IsNamed(string verb, string body, string field)
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company);

        var problem = await (await organ.Agency.Client.SendAsync($"/api/v1/records/{record.Id}/{verb}", body, "*"))
            .BodyAsync(HttpStatusCode.BadRequest);

        Assert.Equal([field], problem["errors"]!.AsObject().Select(e => e.Key));
    }

    private async Task ExpectAsync(string code, string field, Action<JsonObject> spoil)
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var draft = Drafts.Record(host, company);
        spoil(draft);

        var problem = await (await organ.PublishAsync(draft)).BodyAsync(HttpStatusCode.BadRequest);

        Assert.Equal(code, problem.Text("code"));
        Assert.Equal([field], problem["errors"]!.AsObject().Select(e => e.Key));
    }

    private static void At(JsonObject draft, string path, Action<JsonObject, string> change)
    {
        var names = path.Split('.');
        change(names.Length is 1 ? draft : draft[names[0]]!.AsObject(), names[^1]);
    }
}
