using CreditRegistry.Api.Tests.Http;
using CreditRegistry.Application.Accounts;

namespace CreditRegistry.Api.Tests.Accounts;

[Collection(AccountCollection.Name)]
public sealed class PasswordTests(AccountHosts hosts)
{
    private const string New = "another fine pass phrase";

    private AccountsApi Api => hosts.Api;

    [Theory]
    [InlineData("elevenchars", "PASSWORD_SHORT")]
    [InlineData("twelve chars", null)]
    [InlineData("abababcdcdcd", "PASSWORD_REPEATS")]
    [InlineData("abababcdcdce", null)]
    [InlineData("this is WEI.LI here", "PASSWORD_HAS_NAME")]
    [InlineData("PasswordPassword", "PASSWORD_COMMON")]
    public void Check_SaysWhatIsWrong(string password, string? code) =>
        Assert.Equal(code, PasswordRules.Check(password, "wei.li@registry.example", "password")?.Code);

    [Fact]
    public void Check_LongestAllowed()
    {
        var text = string.Concat(Enumerable.Repeat("abcdefgh", PasswordRules.MaxLength / 8));

        Assert.Null(PasswordRules.Check(text, "x@y.example", "password"));
        Assert.Equal("PASSWORD_LONG", PasswordRules.Check(text + "x", "x@y.example", "password")?.Code);
    }

    [Fact]
    public async Task ChangePassword_EndsEverySessionButTheNewOne()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        var (access, refresh) = await Api.TokensAsync(email);

        var response = await ChangeAsync(access, AccountsApi.Password, New);

        Assert.Equal(200, (int)response.StatusCode);
        var fresh = (await response.JsonAsync()).GetProperty("accessToken").GetString();
        Assert.Equal(200, (int)(await Api.GetAsync("/account", fresh)).StatusCode);
        await (await Api.GetAsync("/account", access)).ProblemAsync(401, "AUTHENTICATION_REQUIRED");
        await (await Api.PostAsync("/account/refresh", new { refreshToken = refresh })).ProblemAsync(401, "REFRESH_TOKEN_INVALID");
        await (await Api.LogInAsync(email)).ProblemAsync(401, "SIGN_IN_REFUSED");
        Assert.Equal(200, (int)(await Api.LogInAsync(email, New)).StatusCode);
    }

    [Fact]
    public async Task ChangePassword_WrongOrWeak_IsRefused()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        var token = await Api.TokenAsync(email);

        await (await ChangeAsync(token, "something else", New)).ProblemAsync(400, "PASSWORD_WRONG");
        await (await ChangeAsync(token, AccountsApi.Password, "short")).ProblemAsync(400, "PASSWORD_SHORT");
    }

    [Fact]
    public async Task ChangePassword_FiveWrongTries_LocksTheAccountToo()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        var token = await Api.TokenAsync(email);

        for (var i = 0; i < 5; i++)
        {
            await (await ChangeAsync(token, "something else", New)).ProblemAsync(400, "PASSWORD_WRONG");
        }

        await (await ChangeAsync(token, AccountsApi.Password, New)).ProblemAsync(400, "PASSWORD_WRONG");
        await (await Api.LogInAsync(email)).ProblemAsync(401, "SIGN_IN_REFUSED");
    }

    [Fact]
    public async Task ResetToken_WorksOnceAndForThreeDays()
    {
        var email = hosts.NewEmail();
        var (early, late) = (await InviteAsync(email), await InviteAsync(hosts.NewEmail()));

        hosts.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        await (await ResetAsync(email, late.Token)).ProblemAsync(400, "RESET_TOKEN_INVALID");
        Assert.Equal(204, (int)(await ResetAsync(email, early.Token)).StatusCode);
        await (await ResetAsync(email, early.Token)).ProblemAsync(400, "RESET_TOKEN_INVALID");
        Assert.Equal(200, (int)(await Api.LogInAsync(email, New)).StatusCode);

        hosts.Clock.Advance(TimeSpan.FromSeconds(1));
        await (await ResetAsync(late.Email, late.Token)).ProblemAsync(400, "RESET_TOKEN_INVALID");
    }

    [Fact]
    public async Task ResetToken_OfAnAdministrator_ReplacesTheLastAndEndsALockOut()
    {
        var (email, key) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Api.LogInAsync(email, "not the pass phrase")));
        var first = await IssueAsync(key);
        var second = await IssueAsync(key);

        await (await ResetAsync(email, first)).ProblemAsync(400, "RESET_TOKEN_INVALID");
        Assert.Equal(204, (int)(await ResetAsync(email, second)).StatusCode);
        Assert.Equal(200, (int)(await Api.LogInAsync(email, New)).StatusCode);
    }

    private async Task<string> IssueAsync(Guid key)
    {
        var response = await Api.PostAsync($"/accounts/{key}/password-reset-token", body: null, await hosts.AdminTokenAsync());
        return (await response.JsonAsync()).GetProperty("token").GetString()!;
    }

    private async Task<(string Email, string Token)> InviteAsync(string email)
    {
        var response = await Api.PostAsync("/accounts", new { email, roles = new[] { "auditor" } }, await hosts.AdminTokenAsync());
        Assert.Equal(201, (int)response.StatusCode);
        return (email, (await response.JsonAsync()).GetProperty("token").GetString()!);
    }

    private Task<HttpResponseMessage> ResetAsync(string email, string token) =>
        Api.PostAsync("/account/password-reset", new { email, token, newPassword = New });

    private Task<HttpResponseMessage> ChangeAsync(string token, string currentPassword, string newPassword) =>
        Api.PostAsync("/account/password", new { currentPassword, newPassword }, token);
}
