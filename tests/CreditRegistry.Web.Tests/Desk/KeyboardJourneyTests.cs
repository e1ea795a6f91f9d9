using System.Net;
using CreditRegistry.Application.Companies;
using CreditRegistry.TestKit;
using CreditRegistry.Web.Texts;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Desk;

public sealed class KeyboardJourneyTests(Site site)
{
    [Fact]
    public async Task TwoOfficers_DecideACase_WithKeysAlone()
    {
        const string Asked = "The seal cannot be read.";
        const string Reason = "Checked on the spot: the breach was put right.";
        var organ = await site.Host.OrganAsync();
        var filed = await site.CaseAsync(organ);
        await using var first = await site.OpenAsync("/desk?whose=unassigned", by: organ.OfficerA);
        await first.IsFineAsync();
        await OpenFirstCaseAsync(first);
        await first.IsFineAsync();

        // One supplement round.
        await FollowAsync(first, "s");
        await first.Page.Keyboard.PressAsync("i");
        await first.Page.Keyboard.TypeAsync(Asked);
        await TabToAsync(first, "#Reason");
        await first.Page.Keyboard.TypeAsync("One document does not fit.");
        await FollowAsync(first, "Control+Enter");
        await Expect(first.Page.Locator(".letter")).ToContainTextAsync(Asked);
        await FollowAsync(first, "Control+Enter");
        await Expect(first.Page.Locator(".case-tags")).ToContainTextAsync("Supplement requested");
        await AnswerAsync(filed);

        await FollowAsync(first, "q");
        await OpenFirstCaseAsync(first);
        await Expect(first.Main).ToContainTextAsync(Asked);
        await Expect(first.Page.Locator(".not-possible")).ToContainTextAsync("A supplement was requested before");
        await FollowAsync(first, "a");
        await Expect(first.Page.Locator(".letter")).ToContainTextAsync("is accepted");
        await FollowAsync(first, "Control+Enter");

        // While a recommendation is typed, a colleague has the case for a moment.
        await FollowAsync(first, "r");
        await first.IsFineAsync();
        await first.Page.Keyboard.PressAsync("i");
        await first.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(first.Page.Locator("#Finding")).ToHaveValueAsync("Grant/CONDITIONS_MET");
        await TabToAsync(first, "#Reason");
        await first.Page.Keyboard.TypeAsync(Reason);
        var colleague = organ.OfficerB;
        var now = await colleague.Client.ReadAsync($"/api/v1/repair-applications/{filed.Text("id")}");
        now = await colleague.DoAsync(now, "assignment", new { });
        await colleague.DoAsync(now, "assignment", new { assignee = organ.OfficerA.Key });
        await FollowAsync(first, "Control+Enter");
        await FollowAsync(first, "Control+Enter");
        await Expect(first.Page.Locator("#changed")).ToContainTextAsync("Assigned");
        await Expect(first.Page.Locator("#Reason")).ToHaveValueAsync(Reason);
        await FollowAsync(first, "Control+Enter");
        await Expect(first.Page.Locator(".letter")).ToContainTextAsync("is granted");
        await FollowAsync(first, "Control+Enter");

        // Nobody decides alone: neither the key nor the address leads there.
        await Expect(first.Page.Locator(".not-possible")).ToContainTextAsync(
            "You proposed it; another officer must confirm. Where there is none, an administrator can invite another officer of the organ.");
        await Expect(first.Page.Locator("[data-key=d]")).ToHaveCountAsync(0);
        await first.GoAsync($"{filed.PageOf()}/decide");
        await Expect(first.Page.Locator("#why-not")).ToContainTextAsync("You proposed it; another officer must confirm.");
        await Expect(first.Main.Locator("form")).ToHaveCountAsync(0);

        await using var second = await site.OpenAsync("/desk?whose=all", by: colleague);
        await OpenFirstCaseAsync(second);
        await Expect(second.Page.Locator("#proposal")).ToContainTextAsync(organ.OfficerA.Email);
        await FollowAsync(second, "d");
        await Expect(second.Page.Locator("#Reason")).ToHaveValueAsync(Reason);
        await FollowAsync(second, "Control+Enter");
        await FollowAsync(second, "Control+Enter");
        await Expect(second.Page.Locator(".case-tags")).ToContainTextAsync("Granted");
        await second.IsFineAsync();
        await second.GoAsync($"/companies/{filed.Text("registrationId")}");
        await Expect(second.Page.Locator(".standing strong")).ToHaveTextAsync(CompanyTexts.Of(Standing.Clear).En);
        first.HasNoComplaints();
        second.HasNoComplaints();
    }

    private async Task AnswerAsync(System.Text.Json.Nodes.JsonNode filed)
    {
        var applicant = await site.Host.SignInAsync(
            [Domain.Accounts.Role.Applicant], companies: [filed.Text("registrationId")]);
        var asked = await applicant.Client.ReadAsync($"/api/v1/repair-applications/{filed.Text("id")}");
        site.Host.Clock.Advance(TimeSpan.FromMilliseconds(1)); // what comes now came after the request
        foreach (var missing in asked["supplement"]!["missing"]!.AsArray())
        {
            asked = await (await applicant.Client.UploadAsync(filed.Text("id"), missing!.Text("kind")))
                .BodyAsync(HttpStatusCode.Created);
        }

        await applicant.DoAsync(asked, "submission");
    }

    private static async Task OpenFirstCaseAsync(Visit visit)
    {
        await visit.Page.Keyboard.PressAsync("j");
        await FollowAsync(visit, "o");
    }

    private static Task FollowAsync(Visit visit, string key) =>
        visit.FollowAsync(() => visit.Page.Keyboard.PressAsync(key));

    private static async Task TabToAsync(Visit visit, string field)
    {
        for (var i = 0; i < 50; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            if (await visit.Page.EvaluateAsync<bool>("field => document.activeElement.matches(field)", field))
            {
                return;
            }
        }

        Assert.Fail($"No key leads to {field}.");
    }
}
