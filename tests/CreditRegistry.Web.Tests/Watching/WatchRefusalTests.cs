using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.TestKit;

namespace CreditRegistry.Web.Tests.Watching;

/// <summary>What a watch list may not say, at its limits.</summary>
public sealed partial class WatchRefusalTests(Site site)
{
    private const string Lists = "/account/watch-lists";
    private const string Url = "https://hooks.company.example/";

    private static readonly string[] Ids = [.. Enumerable.Range(80_000, Site.WatchedCompanies + 1).Select(i => MadeUpCompanies.At(i).RegistrationId.Value)];

    [Fact]
    public async Task WhatAListMayNotSay_IsRefusedAtItsField_AndNothingElse()
    {
        using var forms = await SignInAsync();

        await RefusedAsync("", "Name", "一行填写名单名称", ("Name", " "));
        await RefusedAsync("", "Name", "不超过100个字符", ("Name", new string('名', 101)));
        await RefusedAsync("", "Rules", "至少选择一项", ("Rules", ""));
        foreach (var days in new[] { "0", "61", "-1", "1.5", "ten" })
        {
            await RefusedAsync("", "DaysBefore", "请填写1至60的整数", ("DaysBefore", days));
        }

        foreach (var address in new[] { "", "hooks.company.example", "ftp://company.example/", "https://me:it@company.example/", Url + "#here", Long(2001) })
        {
            await RefusedAsync("", "Address", "以https://开头", ("Delivery", "Webhook"), ("Address", address));
        }

        foreach (var address in new[] { "https://10.0.0.1/", "https://[::1]/", "http://127.0.0.2/" })
        {
            await RefusedAsync("", "Address", "内部或者保留网络", ("Delivery", "Webhook"), ("Address", address));
        }

        var list = await MakeAsync(forms, ("Name", new string('名', 100)), ("DaysBefore", "60"), ("Delivery", "Webhook"), ("Address", Long(2000)));
        Assert.Contains("value=\"60\"", (await forms.GetAsync($"/zh{list}/settings")).Text);
        list = await MakeAsync(forms, ("DaysBefore", "1"));
        await RefusedAsync($"{list}/settings", "Rules", "至少选择一项", ("Rules", ""), ("Version", "1"));
        list = await MakeAsync(forms, ("DaysBefore", ""));
        Assert.Contains("value=\"14\"", (await forms.GetAsync($"/zh{list}/settings")).Text);
        await RefusedAsync("", "", "关注名单数量已达上限");

        static string Long(int length) => Url + new string('a', length - Url.Length);

        async Task RefusedAsync(string path, string field, string why, params (string Name, string Value)[] said)
        {
            var answer = await forms.SendAsync($"/zh{(path.Length > 0 ? path : $"{Lists}/new")}", Said(said));
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            var summary = Assert.Single(Complaint().Matches(answer.Text));
            Assert.Equal(field.Length > 0 ? $"#{field}" : "", summary.Groups["field"].Value);
            Assert.Contains(why, summary.Value);
        }
    }

    [Fact]
    public async Task Companies_AreRefusedOneByOneAndByFile_BeyondTheLimitOfAnAccount()
    {
        using var forms = await SignInAsync();
        var companies = await MakeAsync(forms) + "/companies";
        Assert.Contains("href=\"#Company\"", (await DoAsync("Add", ("Company", ""))).Text);
        var wrong = await DoAsync("Add", ("Company", Ids[0][..^1] + (Ids[0][^1] is '0' ? '1' : '0')));
        Assert.Contains("href=\"#Company\"", wrong.Text);

        Assert.Contains("as many companies as an account may", (await UploadAsync(string.Join('\n', Ids))).Text);
        Assert.Contains("no valid registration ID", (await UploadAsync("wrong")).Text);
        Assert.Contains("There is no company on the list yet", (await forms.GetAsync(companies)).Text);
        Assert.Contains($"On the list now: {Site.WatchedCompanies}", (await UploadAsync(string.Join('\n', Ids[..^1]))).Text);
        var full = await DoAsync("Add", ("Company", Ids[^1]));
        Assert.Contains("href=\"#Company\"", full.Text);
        Assert.Contains("as many companies as an account may", full.Text);

        Assert.Equal(HttpStatusCode.Redirect, (await DoAsync($"Remove&company={Ids[0]}")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await DoAsync("Add", ("Company", Ids[^1].ToLowerInvariant()))).Status);
        var first = (await forms.GetAsync(companies)).Text;
        var next = NextPage().Match(first).Groups["address"].Value;
        var second = (await forms.GetAsync(next)).Text;
        Assert.Equal(Ids[1..].Order(StringComparer.Ordinal), Listed().Matches(first + second).Select(row => row.Groups["id"].Value));
        Assert.Equal(HttpStatusCode.NotFound, (await DoAsync("Remove")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await forms.SendAsync(companies)).Status);

        Task<(HttpStatusCode Status, string Text, string? GoesTo)> DoAsync(string what, params (string Name, string Value)[] said) =>
            PostAsync(forms, companies, what, said);

        async Task<(HttpStatusCode Status, string Text, string? GoesTo)> UploadAsync(string text)
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent(await forms.TokenAsync(companies)), "__RequestVerificationToken" },
                { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "Upload", "list.txt" },
            };
            return await forms.PostAsync($"{companies}?handler=Replace", form);
        }
    }

    [Fact]
    public async Task Sending_SaysWhatStandsInTheWay()
    {
        using var forms = await SignInAsync();
        var inbox = await MakeAsync(forms) + "/sending";
        Assert.Contains("what happens is told here", (await forms.GetAsync(inbox)).Text);
        foreach (var what in new[] { "Ping", "Resume", "Secret", "Replay" })
        {
            var refused = await PostAsync(forms, inbox, what, ("After", "1.0"));
            Assert.Equal(HttpStatusCode.OK, refused.Status);
            Assert.Contains("class=\"govuk-error-summary\"", refused.Text);
        }

        var sending = await MakeAsync(forms, ("Delivery", "Webhook"), ("Address", "http://localhost:1/")) + "/sending";
        foreach (var nowhere in new[] { "", "2", "1.999999999", "9.0" })
        {
            var refused = (await PostAsync(forms, sending, "Replay", ("After", nowhere))).Text;
            Assert.Contains("href=\"#After\"", refused);
            Assert.Contains("Enter a position that an event has", refused);
        }
    }

    [Fact]
    public async Task ATest_SaysWhyItDidNotArrive_AndIsSentSoManyTimesAMinute()
    {
        await using var receiver = await Receiver.StartAsync();
        using var forms = await SignInAsync();
        var sending = await MakeAsync(forms, ("Delivery", "Webhook"), ("Address", receiver.Url)) + "/sending";
        receiver.Say(302, 500);
        var token = await forms.TokenAsync(sending);
        Assert.Contains("Not taken: the answer leads elsewhere", (await PingAsync()).Text);
        Assert.Contains("the answer was not a success", (await PingAsync()).Text);
        for (var i = 2; i < Site.Pings; i++)
        {
            Assert.Contains("The test event arrived", (await PingAsync()).Text);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await PingAsync()).Status);
        Assert.Equal(Site.Pings, receiver.All.Count);
        Assert.Equal(HttpStatusCode.OK, (await forms.GetAsync(sending)).Status);

        async Task<(HttpStatusCode Status, string Text, string? GoesTo)> PingAsync()
        {
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
            return await forms.PostAsync($"{sending}?handler=Ping", form);
        }
    }

    [Fact]
    public async Task AnothersList_IsNotThere()
    {
        using var owner = await SignInAsync();
        var list = await MakeAsync(owner, ("Delivery", "Webhook"), ("Address", "http://localhost:1/"));
        using var other = await SignInAsync();
        var token = await other.TokenAsync($"{Lists}/new");
        foreach (var page in new[] { "", "/companies", "/sending", "/settings", "/delete" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(list + page)).Status);
        }

        foreach (var form in new[]
        {
            "/companies?handler=Add", "/companies?handler=Remove", "/companies?handler=Replace", "/sending?handler=Ping", "/sending?handler=Resume",
            "/sending?handler=Replay", "/sending?handler=Secret", "/settings", "/delete",
        })
        {
            using var content = new FormUrlEncodedContent(Said(("company", Ids[0]), ("After", "1.0"), ("__RequestVerificationToken", token))
                .Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));
            Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync(list + form, content)).Status);
        }

        Assert.Contains("id=\"secret\"", (await owner.GetAsync(list)).Text); // nothing was taken from its owner
        Assert.DoesNotContain("id=\"secret\"", (await owner.GetAsync(list)).Text);
    }

    private async Task<SiteForms> SignInAsync() => await SiteForms.SignInAsync(site, await site.Host.SignInAsync([Role.Auditor]));

    /// <returns>Its address in English.</returns>
    private static async Task<string> MakeAsync(SiteForms forms, params (string Name, string Value)[] said)
    {
        var made = await forms.SendAsync($"{Lists}/new", Said(said));
        Assert.Equal(HttpStatusCode.Redirect, made.Status);
        return made.GoesTo!.Replace("/companies", "", StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Text, string? GoesTo)> PostAsync(
        SiteForms forms, string page, string handler, params (string Name, string Value)[] said)
    {
        using var form = new FormUrlEncodedContent(said
            .Append(("__RequestVerificationToken", await forms.TokenAsync(page)))
            .Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2)));
        return await forms.PostAsync($"{page}?handler={handler}", form);
    }

    /// <summary>A form that would be taken, but for what is said otherwise.</summary>
    private static IEnumerable<(string Name, string Value)> Said(params (string Name, string Value)[] otherwise) =>
        new[] { ("Name", "供应商"), ("Rules", "Listed"), ("DaysBefore", "14"), ("Delivery", "Inbox"), ("Address", "") }
            .ExceptBy(otherwise.Select(f => f.Name), f => f.Item1)
            .Concat(otherwise);

    [GeneratedRegex("<li>\\s*(<a href=\"(?<field>#\\w+)\">)?(?<why>[^<]+)(</a>)?\\s*</li>\\s*</ul>\\s*</div>\\s*</div>\\s*</div>", RegexOptions.ExplicitCapture)]
    private static partial Regex Complaint();

    [GeneratedRegex("href=\"(?<address>[^\"]+\\?after=[^\"]+)\" rel=\"next\"", RegexOptions.ExplicitCapture)]
    private static partial Regex NextPage();

    [GeneratedRegex("<a class=\"govuk-link code\" href=\"/companies/(?<id>\\w+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Listed();
}
