using CreditRegistry.Api.Tests.Http;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreditRegistry.Api.Tests.Accounts;

[Collection(AccountCollection.Name)]
public sealed class AdministrationTests(AccountHosts hosts)
{
    private AccountsApi Api => hosts.Api;

    private static string[] Organs => [AccountHosts.OrganCode];

    [Fact]
    public async Task Invite_AnswersTheAccountAndWritesTheLedger()
    {
        var body = new { email = hosts.NewEmail(), roles = new[] { "applicant" }, companies = hosts.RegistrationIds };

        var response = await Api.PostAsync("/accounts", body, await hosts.AdminTokenAsync());

        Assert.Equal(201, (int)response.StatusCode);
        var account = (await response.JsonAsync()).GetProperty("account");
        var key = account.GetProperty("key").GetGuid();
        Assert.Equal($"/api/v1/accounts/{key}", response.Headers.Location?.ToString());
        Assert.Equal(hosts.RegistrationIds, account.GetProperty("companies").EnumerateArray().Select(c => c.GetString()));
        Assert.False(account.GetProperty("hasPassword").GetBoolean());
        var row = await Api.QueryAsync(db => db.Ledger.AsNoTracking().SingleAsync(e => e.Subject == key));
        Assert.Equal((LedgerKinds.AccountInvited, "administrator", hosts.AdminKey), (row.Kind, row.Role, row.Actor));
        Assert.DoesNotContain("@", row.Details.RootElement.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ROLES_EXCLUSIVE", "officer", "agency")]
    [InlineData("ROLES_EXCLUSIVE", "officer", "administrator")]
    [InlineData("BINDING_WITHOUT_ROLE", "auditor")]
    public async Task Invite_RolesThatDoNotFit_AreRefused(string code, params string[] roles)
    {
        var body = new { email = hosts.NewEmail(), roles, organs = Organs };

        await (await Api.PostAsync("/accounts", body, await hosts.AdminTokenAsync())).ProblemAsync(400, code);
    }

    [Fact]
    public async Task Invite_WithoutARole_MakesAnAccountThatWatchesAndHasProgramTokens()
    {
        var (email, admin) = (hosts.NewEmail(), await hosts.AdminTokenAsync());

        var invited = await (await Api.PostAsync("/accounts", new { email, roles = Array.Empty<string>() }, admin)).JsonAsync();
        var key = invited.GetProperty("account").GetProperty("key").GetGuid();
        var lastDay = hosts.Clock.Today.AddDays(30);
        var issued = await Api.PostAsync($"/accounts/{key}/tokens", new { name = "nightly screening", lastDay }, admin);
        Assert.Equal(201, (int)issued.StatusCode);
        var token = (await issued.JsonAsync()).GetProperty("value").GetString()!;

        var list = await Api.PostAsync("/watch-lists", new { name = "Borrowers", rules = new[] { "listed" }, delivery = "inbox" }, token);
        Assert.Equal(201, (int)list.StatusCode);
        Assert.Equal(200, (int)(await Api.GetAsync("/recalls", token)).StatusCode);
        Assert.Empty((await (await Api.GetAsync("/account", token)).JsonAsync()).GetProperty("roles").EnumerateArray());
        await (await Api.GetAsync("/account/companies", token)).ProblemAsync(403, "ACCESS_DENIED");
        await (await Api.PostAsync($"/accounts/{key}/tokens", new { name = "own", lastDay }, token)).ProblemAsync(403, "ACCESS_DENIED");
        await (await Api.PostAsync("/accounts", new { email = hosts.NewEmail() }, admin)).ProblemAsync(400, "VALIDATION_FAILED");
        var organs = await Api.PostAsync("/accounts", new { email = hosts.NewEmail(), roles = Array.Empty<string>(), organs = Organs }, admin);
        await organs.ProblemAsync(400, "BINDING_WITHOUT_ROLE");
        var row = await Api.QueryAsync(db => db.Ledger.AsNoTracking()
            .Where(e => e.Subject == key).OrderBy(e => e.Id).FirstAsync());
        Assert.Equal((LedgerKinds.AccountInvited, "{}"), (row.Kind, row.Details.RootElement.ToString()));
    }

    [Fact]
    public async Task Invite_SecondTimeOrUnknownNames_IsRefused()
    {
        var (email, key) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        var token = await hosts.AdminTokenAsync();

        var again = await Api.PostAsync("/accounts", new { email = email.ToUpperInvariant(), roles = new[] { "auditor" } }, token);
        var exists = await again.ProblemAsync(409, "ACCOUNT_EXISTS");
        var unknown = await Api.PostAsync(
            "/accounts", new { email = hosts.NewEmail(), roles = new[] { "officer" }, organs = new[] { "NOBODY" } }, token);
        var none = await Api.PostAsync("/accounts", new { email = hosts.NewEmail(), roles = new[] { "officer" } }, token);

        Assert.Equal(key, exists.GetProperty("existingId").GetGuid());
        Assert.Equal(["organs"], (await unknown.ProblemAsync(400, "BINDING_UNKNOWN")).Errors());
        await none.ProblemAsync(400, "ORGAN_MISSING");
    }

    [Fact]
    public async Task ExclusiveRoles_AreRefusedByTheDatabaseToo()
    {
        var (_, key) = await hosts.NewAccountAsync(AccountHosts.Officer);

        var refusal = await Assert.ThrowsAsync<DbUpdateException>(() => Api.QueryAsync(db =>
        {
            db.Add(new AccountRole(key, Role.Administrator));
            return db.SaveChangesAsync();
        }));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.IsType<PostgresException>(refusal.InnerException).SqlState);
    }

    [Fact]
    public async Task SetRoles_WorksAtOnceOnALiveToken()
    {
        var (email, key) = await hosts.NewAccountAsync(AccountHosts.Officer);
        var (token, admin) = (await Api.TokenAsync(email), await hosts.AdminTokenAsync());
        Assert.Equal(200, (int)(await Api.GetAsync("/review/queue", token)).StatusCode);

        var path = $"/accounts/{key}/roles";
        var changed = await Api.SendAsync(HttpMethod.Put, path, new { roles = new[] { "agency" }, organs = Organs }, admin);
        Assert.Equal(200, (int)changed.StatusCode);
        await (await Api.GetAsync("/review/queue", token)).ProblemAsync(403, "ACCESS_DENIED");

        await Api.SendAsync(HttpMethod.Put, path, new { roles = new[] { "officer" }, organs = Organs }, admin);
        Assert.Equal(200, (int)(await Api.GetAsync("/review/queue", token)).StatusCode);
        var row = await Api.QueryAsync(db => db.Ledger.AsNoTracking()
            .Where(e => e.Subject == key && e.Kind == LedgerKinds.AccountChanged).OrderBy(e => e.Id).FirstAsync());
        Assert.Equal("agency", row.Details.RootElement.GetProperty("rolesAdded")[0].GetString());
        Assert.Equal("officer", row.Details.RootElement.GetProperty("rolesRemoved")[0].GetString());
    }

    [Fact]
    public async Task Disable_WorksAtOnce_AndEnableAsksForANewSignIn()
    {
        var (email, key) = await hosts.NewAccountAsync(AccountHosts.Officer);
        var ((token, refresh), admin) = (await Api.TokensAsync(email), await hosts.AdminTokenAsync());

        Assert.Equal(200, (int)(await Api.PostAsync($"/accounts/{key}/disabling", null, admin)).StatusCode);
        await (await Api.GetAsync("/review/queue", token)).ProblemAsync(401, "AUTHENTICATION_REQUIRED");
        await (await Api.PostAsync("/account/refresh", new { refreshToken = refresh })).ProblemAsync(401, "REFRESH_TOKEN_INVALID");
        await (await Api.LogInAsync(email)).ProblemAsync(401, "SIGN_IN_REFUSED");
        await (await Api.PostAsync($"/accounts/{key}/password-reset-token", null, admin)).ProblemAsync(409, "ACCOUNT_DISABLED");

        Assert.Equal(200, (int)(await Api.PostAsync($"/accounts/{key}/enabling", new { }, admin)).StatusCode);
        await (await Api.GetAsync("/review/queue", token)).ProblemAsync(401, "AUTHENTICATION_REQUIRED");
        Assert.Equal(200, (int)(await Api.LogInAsync(email)).StatusCode);
    }

    [Fact]
    public async Task Administrator_CannotChangeOwnRolesNorBeTheLastToGo()
    {
        var token = await hosts.AdminTokenAsync();
        var own = $"/accounts/{hosts.AdminKey}";

        await (await Api.SendAsync(HttpMethod.Put, $"{own}/roles", new { roles = new[] { "auditor" } }, token))
            .ProblemAsync(403, "OWN_ROLES");
        await (await Api.PostAsync($"{own}/disabling", null, token)).ProblemAsync(409, "LAST_ADMINISTRATOR");
        Assert.Equal(200, (int)(await Api.GetAsync(own, token)).StatusCode);
    }

    [Fact]
    public async Task Administrators_WhoDisableEachOtherAtOnce_LeaveOne()
    {
        var (email, key) = await hosts.NewAccountAsync(AccountHosts.Administrator);
        var (mine, theirs) = (await hosts.AdminTokenAsync(), await Api.TokenAsync(email));

        await Task.WhenAll(
            Api.PostAsync($"/accounts/{key}/disabling", null, mine),
            Api.PostAsync($"/accounts/{hosts.AdminKey}/disabling", null, theirs));

        var left = await Api.QueryAsync(db => db.Users
            .Where(a => a.DisabledAt == null && a.Roles.Any(r => r.Role == Role.Administrator)).ToListAsync());
        var one = Assert.Single(left);
        await Api.RunAsync(async services =>
        {
            var change = services.GetRequiredService<ChangeAccount>();
            await change.EnableAsync(hosts.AdminKey, Actor.Registry, CancellationToken.None);
            return one.Id == key ? await change.DisableAsync(key, Actor.Registry, CancellationToken.None) : null;
        });
    }

    [Fact]
    public async Task Administration_IsForAdministratorsOnly()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        var token = await Api.TokenAsync(email);

        var anonymous = await Api.GetAsync("/accounts");
        await anonymous.ProblemAsync(401, "AUTHENTICATION_REQUIRED");
        Assert.Equal("Bearer", anonymous.Headers.WwwAuthenticate.ToString());
        await (await Api.GetAsync("/accounts", token)).ProblemAsync(403, "ACCESS_DENIED");
        Assert.Equal(200, (int)(await Api.GetAsync("/audit", token)).StatusCode);
        await (await Api.GetAsync($"/accounts/{Guid.Empty}", await hosts.AdminTokenAsync())).ProblemAsync(404, "ACCOUNT_NOT_FOUND");
    }

    [Fact]
    public async Task List_PagesThroughEveryAccountOnce()
    {
        await hosts.NewAccountAsync(AccountHosts.Auditor);
        await hosts.NewAccountAsync(AccountHosts.Auditor);
        var token = await hosts.AdminTokenAsync();
        var (path, keys) = ("/accounts?limit=2", new List<Guid>());
        for (var next = ""; next is not null;)
        {
            var page = await (await Api.GetAsync(path + next, token)).JsonAsync();
            keys.AddRange(page.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("key").GetGuid()));
            next = page.GetProperty("next").GetString() is { } cursor ? $"&cursor={cursor}" : null;
        }

        Assert.Equal(await Api.QueryAsync(db => db.Users.OrderBy(a => a.Id).Select(a => a.Id).ToListAsync()), keys);
    }

    [Fact]
    public async Task RemoveTwoFactor_LetsSomeoneWhoLostItIn()
    {
        var (email, key) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        await Api.QueryAsync(db => db.Users.Where(a => a.Id == key).ExecuteUpdateAsync(s => s.SetProperty(a => a.TwoFactorEnabled, true)));
        await (await Api.LogInAsync(email)).ProblemAsync(401, "TWO_FACTOR_REQUIRED");

        var response = await Api.PostAsync($"/accounts/{key}/two-factor-removal", null, await hosts.AdminTokenAsync());

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(200, (int)(await Api.LogInAsync(email)).StatusCode);
    }
}
