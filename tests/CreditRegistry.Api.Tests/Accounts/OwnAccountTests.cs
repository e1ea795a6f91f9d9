using System.Text.Json;
using CreditRegistry.Api.Tests.Http;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence.Accounts;

namespace CreditRegistry.Api.Tests.Accounts;

[Collection(AccountCollection.Name)]
public sealed class OwnAccountTests(AccountHosts hosts)
{
    private AccountsApi Api => hosts.Api;

    [Fact]
    public async Task Get_SaysWhoIAm()
    {
        var (email, key) = await hosts.NewAccountAsync(
            new([Role.Officer, Role.Applicant], [AccountHosts.OrganCode], hosts.RegistrationIds));

        var me = await (await Api.GetAsync("/account", await Api.TokenAsync(email))).JsonAsync();

        Assert.Equal(key, me.GetProperty("key").GetGuid());
        Assert.Equal(email, me.GetProperty("email").GetString());
        Assert.Equal(["applicant", "officer"], me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal(AccountHosts.OrganCode, me.GetProperty("organs")[0].GetProperty("code").GetString());
        Assert.Equal(3, me.GetProperty("companies").GetInt32());
    }

    [Fact]
    public async Task Companies_ArePagedByRegistrationId_ForApplicantsOnly()
    {
        var (email, _) = await hosts.NewAccountAsync(new([Role.Applicant], [], hosts.RegistrationIds));
        var token = await Api.TokenAsync(email);

        var first = await (await Api.GetAsync("/account/companies?limit=2", token)).JsonAsync();
        var rest = await (await Api.GetAsync(
            $"/account/companies?limit=2&cursor={first.GetProperty("next").GetString()}", token)).JsonAsync();

        Assert.Equal(hosts.RegistrationIds, Ids(first).Concat(Ids(rest)));
        Assert.Null(rest.GetProperty("next").GetString());
        var (auditor, _) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        await (await Api.GetAsync("/account/companies", await Api.TokenAsync(auditor))).ProblemAsync(403, "ACCESS_DENIED");

        static IEnumerable<string?> Ids(JsonElement page) =>
            page.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("registrationId").GetString());
    }

    [Fact]
    public async Task Notices_AreMineNewestFirst()
    {
        var (email, key) = await hosts.NewAccountAsync(new([Role.Applicant], [], hosts.RegistrationIds));
        var (_, other) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        Guid[] ids = [await NotifyAsync(key), await NotifyAsync(other), await NotifyAsync(key)];
        var token = await Api.TokenAsync(email);

        var first = await (await Api.GetAsync("/account/notices?limit=1", token)).JsonAsync();
        var last = await (await Api.GetAsync(
            $"/account/notices?limit=1&cursor={first.GetProperty("next").GetString()}", token)).JsonAsync();

        Assert.Equal(ids[2], first.GetProperty("items")[0].GetProperty("id").GetGuid());
        Assert.Equal(ids[0], last.GetProperty("items")[0].GetProperty("id").GetGuid());
        Assert.Null(last.GetProperty("next").GetString());
    }

    [Fact]
    public async Task Anyone_WithABadToken_StillReadsWhatIsPublic()
    {
        Assert.Equal(200, (int)(await Api.GetAsync("/rule-sets", "nonsense")).StatusCode);
    }

    [Fact]
    public async Task Logs_HoldNoEmailTokenOrPassword()
    {
        var (email, key) = await hosts.NewAccountAsync(AccountHosts.Auditor);
        await Api.LogInAsync(email, "a wrong pass phrase");
        var (access, refresh) = await Api.TokensAsync(email);
        var admin = await hosts.AdminTokenAsync();
        var issued = await (await Api.PostAsync($"/accounts/{key}/password-reset-token", null, admin)).JsonAsync();
        await Api.GetAsync("/account", access);

        string[] secrets =
        [
            email, "wrong pass phrase", AccountsApi.Password, access[..40], refresh[..40], issued.GetProperty("token").GetString()!,
        ];

        Assert.NotEmpty(Api.Log.Lines);
        Assert.All(secrets, secret => Assert.DoesNotContain(
            Api.Log.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    private Task<Guid> NotifyAsync(Guid account) => Api.QueryAsync(async db =>
    {
        hosts.Clock.Advance(TimeSpan.FromSeconds(1));
        var now = hosts.Clock.GetUtcNow();
        var notice = new AccountNotice(
            Guid.CreateVersion7(now), account, LedgerKinds.RecordEscalated, hosts.CompanyIds[0], null, null, now);
        db.AccountNotices.Add(notice);
        await db.SaveChangesAsync();
        return notice.Id;
    });
}
