using System.Text;
using CreditRegistry.Api.Tests.Http;
using CreditRegistry.Application.Accounts;

namespace CreditRegistry.Api.Tests.Accounts;

[Collection(AccountCollection.Name)]
public sealed class TwoFactorTests(AccountHosts hosts)
{
    private AccountsApi Api => hosts.Api;

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(20000000000, "353130")]
    public void Code_IsThatOfTheStandard(long seconds, string code) // RFC 6238, appendix B, last six digits
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(code, Totp.Code("12345678901234567890"u8, Totp.StepAt(now)));
    }

    [Fact]
    public void Match_AllowsOneStepEachWay()
    {
        var key = Encoding.ASCII.GetBytes("12345678901234567890");
        var now = hosts.Clock.GetUtcNow();
        var step = Totp.StepAt(now);

        Assert.Equal(
            [null, step - 1, step, step + 1, null],
            Enumerable.Range(-2, 5).Select(off => Totp.Match(key, Totp.Code(key, step + off), now)));
    }

    [Fact]
    public async Task Login_WithSecondFactor_NeedsARightCodeOnce()
    {
        var (email, key, _) = await EnableAsync();

        await (await Api.LogInAsync(email)).ProblemAsync(401, "TWO_FACTOR_REQUIRED");
        await (await Api.LogInAsync(email, code: "000000")).ProblemAsync(401, "TWO_FACTOR_WRONG");
        await (await Api.LogInAsync(email, code: CodeOf(key))).ProblemAsync(401, "TWO_FACTOR_WRONG"); // used to enable
        hosts.Clock.Advance(TimeSpan.FromSeconds(30));
        var code = CodeOf(key);
        Assert.Equal(200, (int)(await Api.LogInAsync(email, code: code)).StatusCode);
        await (await Api.LogInAsync(email, code: code)).ProblemAsync(401, "TWO_FACTOR_WRONG");
        await (await Api.LogInAsync(email, "not the pass phrase", code)).ProblemAsync(401, "SIGN_IN_REFUSED");
    }

    [Fact]
    public async Task Login_SameCodeManyTimesAtOnce_WorksOnce()
    {
        var (email, key, _) = await EnableAsync();
        hosts.Clock.Advance(TimeSpan.FromSeconds(30));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Api.LogInAsync(email, code: CodeOf(key))));

        Assert.Single(answers, a => (int)a.StatusCode == 200);
    }

    [Fact]
    public async Task Login_FiveWrongCodes_LockTheAccount_WhateverRightPasswordsCameBetween()
    {
        var (email, key, _) = await EnableAsync();
        for (var i = 0; i < 5; i++)
        {
            await (await Api.LogInAsync(email)).ProblemAsync(401, "TWO_FACTOR_REQUIRED");
            await (await Api.LogInAsync(email, code: "000000")).ProblemAsync(401, "TWO_FACTOR_WRONG");
        }

        hosts.Clock.Advance(TimeSpan.FromSeconds(30));
        await (await Api.LogInAsync(email, code: CodeOf(key))).ProblemAsync(401, "SIGN_IN_REFUSED");
    }

    [Fact]
    public async Task RecoveryCode_WorksOnce()
    {
        var (email, _, codes) = await EnableAsync();

        Assert.Equal(10, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(200, (int)(await RecoverAsync(email, codes[3])).StatusCode);
        await (await RecoverAsync(email, codes[3])).ProblemAsync(401, "TWO_FACTOR_WRONG");
        Assert.Equal(200, (int)(await RecoverAsync(email, codes[4].ToUpperInvariant().Replace('-', ' '))).StatusCode);
    }

    [Fact]
    public async Task Enable_WithAWrongCode_ChangesNothing_AndDisableNeedsACode()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        var token = await Api.TokenAsync(email);
        var key = await PrepareAsync(token);

        await (await ChangeAsync(token, "enable", "000000")).ProblemAsync(400, "TWO_FACTOR_WRONG");
        await (await ChangeAsync(token, "disable", "000000")).ProblemAsync(409, "TWO_FACTOR_NOT_ENABLED");
        Assert.Equal(200, (int)(await Api.LogInAsync(email)).StatusCode);
        Assert.Equal(200, (int)(await ChangeAsync(token, "enable", CodeOf(key))).StatusCode);
        await (await ChangeAsync(token, "prepare")).ProblemAsync(409, "TWO_FACTOR_ENABLED");
        await (await ChangeAsync(token, "disable")).ProblemAsync(400, "VALIDATION_FAILED");
        hosts.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, (int)(await ChangeAsync(token, "disable", CodeOf(key))).StatusCode);
        Assert.Equal(200, (int)(await Api.LogInAsync(email)).StatusCode);
    }

    [Fact]
    public async Task Get_NeverShowsTheKey()
    {
        var (email, key, _) = await EnableAsync();
        hosts.Clock.Advance(TimeSpan.FromSeconds(30));
        var token = (await (await Api.LogInAsync(email, code: CodeOf(key))).JsonAsync()).GetProperty("accessToken").GetString();

        var state = await (await Api.GetAsync("/account/two-factor", token)).JsonAsync();

        Assert.True(state.GetProperty("enabled").GetBoolean());
        Assert.Equal(10, state.GetProperty("recoveryCodesLeft").GetInt32());
        Assert.Null(state.GetProperty("sharedKey").GetString());
    }

    private async Task<(string Email, byte[] Key, string[] Codes)> EnableAsync()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        var token = await Api.TokenAsync(email);
        var key = await PrepareAsync(token);
        var enabled = await (await ChangeAsync(token, "enable", CodeOf(key))).JsonAsync();
        return (email, key, [.. enabled.GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!)]);
    }

    private async Task<byte[]> PrepareAsync(string token) =>
        FromBase32((await (await ChangeAsync(token, "prepare")).JsonAsync()).GetProperty("sharedKey").GetString()!);

    private string CodeOf(byte[] key) => Totp.Code(key, Totp.StepAt(hosts.Clock.GetUtcNow()));

    private Task<HttpResponseMessage> ChangeAsync(string token, string action, string? code = null) =>
        Api.PostAsync("/account/two-factor", code is null ? (object)new { action } : new { action, code }, token);

    private Task<HttpResponseMessage> RecoverAsync(string email, string code) =>
        Api.PostAsync("/account/login", new { email, password = AccountsApi.Password, twoFactorRecoveryCode = code });

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }
}
