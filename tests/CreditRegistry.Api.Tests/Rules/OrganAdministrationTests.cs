using System.Net;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Rules;

public sealed class OrganAdministrationTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task Organ_IsRegistered_AdoptsFromADayOn_AndTheLedgerNamesWhoDidIt()
    {
        var admin = await host.SignInAsync([Role.Administrator]);
        var body = new { code = "NEW-1", name = "New organ", nameZh = "新机关", ruleSet = Given.FourTier };
        var registered = await (await admin.Client.SendAsync("/api/v1/organs", body)).BodyAsync(HttpStatusCode.Created);
        Assert.Equal(Given.FourTier, registered["ruleSets"]![0]!.Text("ruleSetId"));
        Assert.Equal("ORGAN_EXISTS", await (await admin.Client.SendAsync("/api/v1/organs", body)).ProblemAsync(HttpStatusCode.Conflict));

        foreach (var (days, taken) in new[] { (-1, false), (0, false), (1, true), (1, false), (2, true) })
        {
            var answer = await admin.Client.SendAsync(
                "/api/v1/organs/NEW-1/adoptions", new { ruleSet = Given.Cn, from = host.Clock.Today.AddDays(days) });
            Assert.True(taken
                ? answer.StatusCode is HttpStatusCode.OK
                : await answer.ProblemAsync(HttpStatusCode.BadRequest) is "ADOPTION_NOT_LATER");
        }

        var rows = await host.QueryAsync(db => db.Ledger.Where(e => e.Kind.StartsWith("organ.") && e.Actor == admin.Key)
            .OrderBy(e => e.Id).Select(e => e.Kind + " " + e.Role).ToListAsync());
        Assert.Equal(
            ["organ.registered administrator", "organ.ruleSetAdopted administrator", "organ.ruleSetAdopted administrator"], rows);
    }

    [Fact]
    public async Task Organ_WithAWrongNameOrRuleSet_IsRefusedAtItsField()
    {
        var admin = await host.SignInAsync([Role.Administrator]);
        foreach (var (code, name, ruleSet, refusal) in new[]
        {
            ("lower", "Organ", Given.Cn, "ORGAN_CODE"),
            (new string('A', 41), "Organ", Given.Cn, "VALIDATION_FAILED"),
            ("CTRL", "Or\u0007gan", Given.Cn, "ORGAN_NAME"),
            ("LONG", new string('n', 201), Given.Cn, "VALIDATION_FAILED"),
            ("NONE", "Organ", "cn-1999", "RULE_SET_UNKNOWN"),
        })
        {
            var answer = await admin.Client.SendAsync("/api/v1/organs", new { code, name, nameZh = "机关", ruleSet });
            Assert.Equal(refusal, await answer.ProblemAsync(HttpStatusCode.BadRequest));
        }

        var longest = new { code = new string('A', 40), name = new string('n', 200), nameZh = "机关", ruleSet = Given.Cn };
        Assert.Equal(HttpStatusCode.Created, (await admin.Client.SendAsync("/api/v1/organs", longest)).StatusCode);
        Assert.Equal(
            "ORGAN_NOT_FOUND",
            await (await admin.Client.SendAsync("/api/v1/organs/NOBODY/adoptions", new { ruleSet = Given.Cn, from = host.Clock.Today }))
                .ProblemAsync(HttpStatusCode.NotFound));
    }
}
