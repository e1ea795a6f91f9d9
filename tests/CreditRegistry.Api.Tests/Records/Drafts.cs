using System.Text.Json.Nodes;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Records;

/// <summary>Bodies of POST /records that would be accepted as they are.</summary>
internal static class Drafts
{
    private static int _serial;

    public static JsonObject Record(
        RegistryHost host,
        TestCompany company,
        string tier = "untrustworthy",
        string ground = "U05",
        string? penalty = null,
        DateOnly? decidedOn = null) => new()
        {
            ["registrationId"] = company.RegistrationId,
            ["tier"] = tier,
            ["ground"] = ground,
            ["decision"] = new JsonObject
            {
                ["number"] = $"Draft {Interlocked.Increment(ref _serial)}",
                ["decidedOn"] = $"{decidedOn ?? host.Clock.Today:yyyy-MM-dd}",
            },
            ["summary"] = "An invented breach.",
            ["penalties"] = penalty is null ? [] : new JsonArray(new JsonObject { ["kind"] = penalty }),
        };

    /// <summary>Under cn-2026, kept and not published.</summary>
    public static JsonObject Minor(RegistryHost host, TestCompany company) => Record(host, company, penalty: "WARNING");

    public static Task<HttpResponseMessage> PublishAsync(this TestOrgan organ, JsonNode draft, string? key = null) =>
        organ.Agency.Client.SendAsync("/api/v1/records", draft, idempotencyKey: key);
}
