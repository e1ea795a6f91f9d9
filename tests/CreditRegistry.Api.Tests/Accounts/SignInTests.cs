using System.Text.Json;
using CreditRegistry.Api.Tests.Http;
using CreditRegistry.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Accounts;

[Collection(AccountCollection.Name)]
public sealed class SignInTests(AccountHosts hosts)
{
    private const string Wrong = "not the pass phrase";

    private AccountsApi Api => hosts.Api;

    [Fact]
    public async Task Login_UnknownAccountAndWrongPassword_AnswerAlike()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Auditor);

        var wrong = await (await Api.LogInAsync(email, Wrong)).ProblemAsync(401, "SIGN_IN_REFUSED");
        var unknown = await (await Api.LogInAsync("nobody@registry.example", Wrong)).ProblemAsync(401, "SIGN_IN_REFUSED");

        Assert.Equal(wrong.GetProperty("detail").GetString(), unknown.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Login_FourWrongTries_FifthMayBeRightAndForgetsThem()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        for (var round = 0; round < 2; round++)
        {
            await TryWronglyAsync(email, 4);
            Assert.Equal(200, (int)(await Api.LogInAsync(email)).StatusCode);
        }
    }

    [Fact]
    public async Task Login_FiveWrongTries_RestsFor15MinutesThen30()
    {
        var (email, key) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        foreach (var minutes in new[] { 15, 30 })
        {
            await TryWronglyAsync(email, 5);
            await (await Api.LogInAsync(email)).ProblemAsync(401, "SIGN_IN_REFUSED");
            hosts.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            await (await Api.LogInAsync(email)).ProblemAsync(401, "SIGN_IN_REFUSED");
            hosts.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(200, (int)(await Api.LogInAsync(email)).StatusCode);
        Assert.Equal(2, (await LedgerAsync(key)).Count(e => e.Kind == LedgerKinds.AccountLockedOut));
    }

    [Fact]
    public async Task Login_ManyWrongTriesAtOnce_CountFiveAndLockOnce()
    {
        var (email, key) = await hosts.NewAccountAsync(AccountHosts.Auditor);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Api.LogInAsync(email, Wrong)));

        Assert.Single(await LedgerAsync(key), e => e.Kind == LedgerKinds.AccountLockedOut);
        await (await Api.LogInAsync(email)).ProblemAsync(401, "SIGN_IN_REFUSED");
    }

    [Fact]
    public async Task Login_Succeeds_LeavesALedgerRowWithoutPersonalData()
    {
        var (email, key) = await hosts.NewAccountAsync(AccountHosts.Auditor);

        await Api.TokensAsync(email);

        var row = Assert.Single(await LedgerAsync(key), e => e.Kind == LedgerKinds.AccountSignedIn);
        Assert.Equal(key, row.Actor);
        Assert.Equal("""{"twoFactor":false}""", JsonSerializer.Serialize(row.Details));
    }

    [Fact]
    public async Task Login_MissingField_IsNamed()
    {
        var problem = await (await Api.PostAsync("/account/login", new { email = "x@y.example" }))
            .ProblemAsync(400, "VALIDATION_FAILED");

        Assert.Equal(["password"], problem.Errors());
    }

    [Fact]
    public async Task AccessToken_EndsAfterAnHour()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        var token = await Api.TokenAsync(email);

        hosts.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (int)(await Api.GetAsync("/account", token)).StatusCode);
        hosts.Clock.Advance(TimeSpan.FromSeconds(1));

        var response = await Api.GetAsync("/account", token);
        await response.ProblemAsync(401, "AUTHENTICATION_REQUIRED");
        Assert.StartsWith("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefreshToken_EndsAfter14Days()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        var (_, refresh) = await Api.TokensAsync(email);

        hosts.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (int)(await RefreshAsync(refresh)).StatusCode);
        hosts.Clock.Advance(TimeSpan.FromSeconds(1));

        await (await RefreshAsync(refresh)).ProblemAsync(401, "REFRESH_TOKEN_INVALID");
        await (await RefreshAsync("made up")).ProblemAsync(401, "REFRESH_TOKEN_INVALID");
    }

    [Fact]
    public async Task AccessToken_IsNoRefreshToken()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        var (access, refresh) = await Api.TokensAsync(email);

        await (await RefreshAsync(access)).ProblemAsync(401, "REFRESH_TOKEN_INVALID");
        await (await Api.GetAsync("/account", refresh)).ProblemAsync(401, "AUTHENTICATION_REQUIRED");
    }

    [Fact]
    public async Task Token_OfOneInstance_IsReadByAnother()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        await using var other = await hosts.StartAnotherAsync();

        Assert.Equal(200, (int)(await other.GetAsync("/account", await Api.TokenAsync(email))).StatusCode);
        Assert.Equal(200, (int)(await Api.GetAsync("/account", await other.TokenAsync(email))).StatusCode);
    }

    private Task<HttpResponseMessage> RefreshAsync(string refreshToken) => Api.PostAsync("/account/refresh", new { refreshToken });

    private async Task TryWronglyAsync(string email, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await (await Api.LogInAsync(email, Wrong)).ProblemAsync(401, "SIGN_IN_REFUSED");
        }
    }

    private Task<List<Persistence.Ledger.LedgerEntry>> LedgerAsync(Guid key) => Api.QueryAsync(
        db => db.Ledger.AsNoTracking().Where(e => e.Subject == key).ToListAsync(TestContext.Current.CancellationToken));
}
