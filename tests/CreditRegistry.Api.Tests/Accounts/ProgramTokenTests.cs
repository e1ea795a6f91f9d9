using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Accounts;

public sealed class ProgramTokenTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task Token_ServesItsAccount_UntilItIsRevoked_WhateverItsSessionsDo()
    {
        var admin = await host.SignInAsync([Role.Administrator]);
        var auditor = await host.SignInAsync([Role.Auditor]);
        var issued = await IssueAsync(admin, auditor, host.Clock.Today.AddDays(30));
        using var program = Program(issued.Text("value"));
        Assert.Equal(HttpStatusCode.OK, (await program.AskAsync("/api/v1/audit")).StatusCode);

        await ActAsync(admin, auditor, "session-end");
        Assert.Equal(HttpStatusCode.OK, (await program.AskAsync("/api/v1/audit")).StatusCode);
        await ActAsync(admin, auditor, "disabling");
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.AskAsync("/api/v1/audit")).StatusCode);
        await ActAsync(admin, auditor, "enabling");
        Assert.Equal(HttpStatusCode.OK, (await program.AskAsync("/api/v1/audit")).StatusCode);

        var id = issued["token"]!.Text("id");
        var left = await (await admin.Client.SendAsync($"{Tokens(auditor)}/{id}/revocation")).BodyAsync(HttpStatusCode.OK);
        Assert.Empty(left["items"]!.AsArray());
        Assert.Equal("AUTHENTICATION_REQUIRED", await (await program.AskAsync("/api/v1/audit")).ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal(
            "PROGRAM_TOKEN_NOT_FOUND",
            await (await admin.Client.SendAsync($"{Tokens(auditor)}/{id}/revocation")).ProblemAsync(HttpStatusCode.NotFound));

        var rows = await host.QueryAsync(db => db.Ledger.Where(e => e.Subject == auditor.Key && e.Actor == admin.Key)
            .OrderBy(e => e.Id).Select(e => e.Details).ToListAsync());
        Assert.Equal(
            ["programTokenIssued", "sessionsEnded", "disabled", "enabled", "programTokenRevoked"],
            rows.Select(r => r.RootElement.GetProperty("change").GetString()));
        Assert.DoesNotContain(rows, r => r.RootElement.ToString().Contains(issued.Text("value"), StringComparison.Ordinal));
        Assert.DoesNotContain(issued.Text("value"), host.Log.Text, StringComparison.Ordinal);
        Assert.False(await host.QueryAsync(db => db.UserTokens.AnyAsync(t => t.Name == issued.Text("value"))));
    }

    [Fact]
    public async Task Sessions_OfTheHolder_End_WhenAnAdministratorEndsThem()
    {
        var admin = await host.SignInAsync([Role.Administrator]);
        var auditor = await host.SignInAsync([Role.Auditor]);
        Assert.Equal(HttpStatusCode.OK, (await auditor.Client.AskAsync("/api/v1/audit")).StatusCode);

        await ActAsync(admin, auditor, "session-end");

        Assert.Equal(HttpStatusCode.Unauthorized, (await auditor.Client.AskAsync("/api/v1/audit")).StatusCode);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(365, true)]
    [InlineData(366, true)]
    [InlineData(367, false)]
    public async Task LastDay_IsFromTodayToAYearAhead(int days, bool taken)
    {
        var admin = await host.SignInAsync([Role.Administrator]);
        var auditor = await host.SignInAsync([Role.Auditor]);

        var answer = await admin.Client.SendAsync(
            Tokens(auditor), new { name = "nightly", lastDay = host.Clock.Today.AddDays(days) });

        Assert.True(taken
            ? answer.StatusCode is HttpStatusCode.Created
            : await answer.ProblemAsync(HttpStatusCode.BadRequest) is "PROGRAM_TOKEN_LAST_DAY");
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task Name_HasItsLimit(int length, bool taken)
    {
        var admin = await host.SignInAsync([Role.Administrator]);
        var auditor = await host.SignInAsync([Role.Auditor]);

        var answer = await admin.Client.SendAsync(
            Tokens(auditor), new { name = new string('n', length), lastDay = host.Clock.Today });

        Assert.Equal(taken ? HttpStatusCode.Created : HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Account_HoldsTwenty_AndNotOneMore()
    {
        var admin = await host.SignInAsync([Role.Administrator]);
        var auditor = await host.SignInAsync([Role.Auditor]);
        for (var i = 0; i < ProgramTokens.MaxTokens; i++)
        {
            await IssueAsync(admin, auditor, host.Clock.Today);
        }

        var more = await admin.Client.SendAsync(Tokens(auditor), new { name = "one more", lastDay = host.Clock.Today });

        Assert.Equal("PROGRAM_TOKENS_FULL", await more.ProblemAsync(HttpStatusCode.Conflict));
        var all = await admin.Client.ReadAsync(Tokens(auditor));
        Assert.Equal(ProgramTokens.MaxTokens, all["items"]!.AsArray().Count);
        Assert.DoesNotContain("value", all.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoDecidesOrAdministers_HasNone_AndLosesTheOneThereWas()
    {
        var admin = await host.SignInAsync([Role.Administrator]);
        var organ = await host.OrganAsync();
        foreach (var person in new[] { organ.OfficerA, admin })
        {
            var answer = await admin.Client.SendAsync(Tokens(person), new { name = "nightly", lastDay = host.Clock.Today });
            Assert.Equal("PROGRAM_TOKEN_ROLE", await answer.ProblemAsync(HttpStatusCode.Conflict));
        }

        var issued = await IssueAsync(admin, organ.Agency, host.Clock.Today);
        using var program = Program(issued.Text("value"));
        Assert.Equal(HttpStatusCode.OK, (await program.AskAsync("/api/v1/account")).StatusCode);
        await host.ServeAsync(async services =>
        {
            var change = (ChangeAccount)services.GetService(typeof(ChangeAccount))!;
            return await change.SetAuthorityAsync(
                organ.Agency.Key, new Authority([Role.Officer], [organ.Code], []), Actor.Registry, CancellationToken.None);
        });

        Assert.Equal(HttpStatusCode.Unauthorized, (await program.AskAsync("/api/v1/account")).StatusCode);
    }

    [Theory]
    [InlineData("crp_")]
    [InlineData("crp_nonsense")]
    [InlineData("crp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Token_OfNobody_IsNone(string value)
    {
        using var program = Program(value);

        Assert.Equal(HttpStatusCode.Unauthorized, (await program.AskAsync("/api/v1/account")).StatusCode);
    }

    [Fact]
    public async Task Accounts_AreFoundByTheBeginningOfTheirEmail()
    {
        var admin = await host.SignInAsync([Role.Administrator]);
        var auditor = await host.SignInAsync([Role.Auditor]);

        var found = await admin.Client.ReadAsync($"/api/v1/accounts?email={auditor.Email.ToUpperInvariant()}");
        var none = await admin.Client.ReadAsync("/api/v1/accounts?email=registry.example");

        Assert.Equal(auditor.Email, Assert.Single(found["items"]!.AsArray())!.Text("email"));
        Assert.Empty(none["items"]!.AsArray());
    }

    private static string Tokens(TestAccount account) => $"/api/v1/accounts/{account.Key}/tokens";

    private static async Task ActAsync(TestAccount admin, TestAccount account, string verb) =>
        await (await admin.Client.SendAsync($"/api/v1/accounts/{account.Key}/{verb}")).BodyAsync(HttpStatusCode.OK);

    private static async Task<JsonNode> IssueAsync(TestAccount admin, TestAccount account, DateOnly lastDay) =>
        await (await admin.Client.SendAsync(Tokens(account), new { name = "nightly", lastDay })).BodyAsync(HttpStatusCode.Created);

    private HttpClient Program(string token)
    {
        var client = host.Anyone();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
