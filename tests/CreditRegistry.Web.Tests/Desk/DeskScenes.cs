using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.TestKit;

namespace CreditRegistry.Web.Tests.Desk;

/// <summary>Cases for the desk, filed over the API.</summary>
internal static class DeskScenes
{
    /// <summary>A submitted case of a record that may be repaired.</summary>
    public static async Task<JsonNode> CaseAsync(this Site site, TestOrgan organ, string? companyName = null)
    {
        var company = await site.Host.CompanyAsync(companyName);
        var record = await site.Host.RecordAsync(organ, company, publishedOn: site.Host.Clock.Today.AddMonths(-6));
        return await site.Host.SubmittedAsync(company, record);
    }

    public static async Task<JsonNode> DoAsync(this TestAccount account, JsonNode application, string verb, object? body = null) =>
        await (await account.ActAsync(application, verb, body)).BodyAsync(HttpStatusCode.OK);

    public static string PageOf(this JsonNode application) => $"/desk/cases/{application.Text("id")}";

    /// <summary>Axe finds nothing, and nothing is wider than the window.</summary>
    public static async Task IsFineAsync(this Visit visit)
    {
        await visit.IsAccessibleAsync();
        Assert.Equal(0, await visit.OverflowAsync());
    }
}
