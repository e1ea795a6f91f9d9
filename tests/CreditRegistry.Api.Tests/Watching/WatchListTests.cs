using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Watching;

[Collection(WatchCollection.Name)]
public sealed class WatchListTests(WatchHost watch)
{
    private const string Hook = "https://hooks.company.example/registry";

    private readonly RegistryHost _host = watch.Host;

    [Fact]
    public async Task List_WithAWebhook_ShowsItsSecretOnceAndKeepsItProtected()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;

        var made = await client.CreateAsync(["listed"], Hook, daysBefore: 60);
        var list = await made.BodyAsync(HttpStatusCode.Created);

        Assert.Equal(list.PathOf(), made.Headers.Location!.OriginalString);
        var secret = list.Text("secret");
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(secret["whsec_".Length..]).Length);
        var read = await client.ReadAsync(list.PathOf());
        Assert.Null(read["secret"]);
        Assert.Equal(
            ("webhook", "active", Hook, 60, 0),
            (read.Text("delivery"), read.Text("state"), read.Text("url"), read["daysBefore"]!.GetValue<int>(), read["companies"]!.GetValue<int>()));
        var stored = await _host.QueryAsync(db => Task.FromResult(db.WatchLists.Single(l => l.Id == Guid.Parse(list.Text("id"))).Secret!));
        Assert.DoesNotContain(secret["whsec_".Length..], stored, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, _host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfAnother_IsNotThere()
    {
        var owner = (await _host.SignInAsync([Role.Auditor])).Client;
        var other = (await _host.SignInAsync([Role.Auditor])).Client;
        var list = await (await owner.CreateAsync()).BodyAsync(HttpStatusCode.Created);
        var company = $"/companies/{MadeUpCompanies.At(1).RegistrationId.Value}";

        foreach (var path in (string[])["", "/companies", "/events", "/deliveries"])
        {
            Assert.Equal("WATCH_LIST_NOT_FOUND", await (await other.AskAsync(list.PathOf() + path)).ProblemAsync(HttpStatusCode.NotFound));
        }

        foreach (var (path, body) in ((string, object?)[])[("/ping", null), ("/resumption", null), ("/secret", null), ("/replay", new { after = "1.0" })])
        {
            Assert.Equal("WATCH_LIST_NOT_FOUND", await (await other.SendAsync(list.PathOf() + path, body)).ProblemAsync(HttpStatusCode.NotFound));
        }

        Assert.Equal("WATCH_LIST_NOT_FOUND", await (await other.DeleteAsync(list)).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("WATCH_LIST_NOT_FOUND", await (await other.DeleteAsync(list, company)).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("WATCH_LIST_NOT_FOUND", await (await other.PutAsync(list, company)).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("WATCH_LIST_NOT_FOUND", await (await other.PutAsync(list, "/companies", JsonContent.Create(Array.Empty<string>())))
            .ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("WATCH_LIST_NOT_FOUND", await (await other.PutAsync(list, "", Request("Mine"), "*")).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Empty((await other.ReadAsync("/api/v1/watch-lists"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Lists_ToTheirLimit_ArePagedAndThenRefused()
    {
        var client = (await _host.SignInAsync([Role.Applicant])).Client;
        for (var i = 0; i < WatchHost.Lists; i++)
        {
            await (await client.CreateAsync(name: $"List {i}")).BodyAsync(HttpStatusCode.Created);
            _host.Clock.Advance(TimeSpan.FromMilliseconds(1)); // their keys are in the order of time
        }

        Assert.Equal("WATCH_LISTS_FULL", await (await client.CreateAsync()).ProblemAsync(HttpStatusCode.Conflict));
        var first = await client.ReadAsync("/api/v1/watch-lists?limit=2");
        var second = await client.ReadAsync($"/api/v1/watch-lists?limit=2&cursor={first.Text("next")}");
        Assert.Equal(
            ["List 0", "List 1", "List 2"],
            first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(l => l!.Text("name")));
        Assert.Null(second["next"]);

        await client.DeleteAsync(first["items"]![0]!);
        await (await client.CreateAsync()).BodyAsync(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("name", "two\nlines")]
    [InlineData("rules", "none")]
    [InlineData("daysBefore", "0")]
    [InlineData("daysBefore", "61")]
    public async Task List_WithAWrongField_IsRefusedByItsName(string field, string value)
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;

        var refused = await client.CreateAsync(
            field is "rules" ? [] : ["listed"],
            name: field is "name" ? value : "Suppliers",
            daysBefore: field is "daysBefore" ? int.Parse(value, System.Globalization.CultureInfo.InvariantCulture) : null);

        var body = await refused.BodyAsync(HttpStatusCode.BadRequest);
        Assert.Equal("VALIDATION_FAILED", body.Text("code"));
        Assert.Equal([field], body["errors"]!.AsObject().Select(e => e.Key));
    }

    [Fact]
    public async Task List_WithAnUnknownRule_IsRefusedByTheNamesOfAll()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;

        var body = await (await client.CreateAsync(["listed", "delisted"])).BodyAsync(HttpStatusCode.BadRequest);

        Assert.Equal("VALIDATION_FAILED", body.Text("code"));
        Assert.Equal($"Must be one of: {string.Join(", ", Watching.AllRules)}.", body["errors"]!["rules[1]"]![0]!.GetValue<string>());
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task Name_UpToItsLimit_IsTaken(int length, bool taken)
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;

        var answer = await client.CreateAsync(name: new string('名', length));

        Assert.Equal(taken ? HttpStatusCode.Created : HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("not an address", "WEBHOOK_URL")]
    [InlineData("/hook", "WEBHOOK_URL")]
    [InlineData("ftp://hooks.company.example/", "WEBHOOK_URL")]
    [InlineData("https://user:word@hooks.company.example/", "WEBHOOK_URL")]
    [InlineData("https://user@hooks.company.example/", "WEBHOOK_URL")]
    [InlineData("https://@hooks.company.example/", "WEBHOOK_URL")]
    [InlineData("https://hooks.company.example/#part", "WEBHOOK_URL")]
    [InlineData("https://10.0.0.1/", "WEBHOOK_ADDRESS")]
    [InlineData("https://169.254.169.254/latest/meta-data/", "WEBHOOK_ADDRESS")]
    [InlineData("https://0xa000001/", "WEBHOOK_ADDRESS")]
    [InlineData("https://[::1]:8443/", "WEBHOOK_ADDRESS")]
    [InlineData("https://[::ffff:10.0.0.1]/", "WEBHOOK_ADDRESS")]
    [InlineData("https://[64:ff9b::a00:1]/", "WEBHOOK_ADDRESS")]
    [InlineData("https://[fe80::1]/", "WEBHOOK_ADDRESS")]
    public async Task Webhook_WithSuchAnAddress_IsRefused(string url, string code)
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;

        var refused = await (await client.CreateAsync(url: url)).BodyAsync(HttpStatusCode.BadRequest);

        Assert.Equal(code, refused.Text("code"));
        Assert.Equal(["url"], refused["errors"]!.AsObject().Select(e => e.Key));
    }

    [Theory]
    [InlineData(2000, true)]
    [InlineData(2001, false)]
    public async Task Url_UpToItsLimit_IsTaken(int length, bool taken)
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;

        var answer = await client.CreateAsync(url: Hook.PadRight(length, 'x'));

        Assert.Equal(taken ? HttpStatusCode.Created : HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Webhook_WithoutAUrl_OrAnInboxWithOne_IsRefused()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;

        foreach (var (delivery, url) in ((string, string?)[])[("webhook", null), ("inbox", Hook)])
        {
            var refused = await client.SendAsync("/api/v1/watch-lists", new { name = "Suppliers", rules = new[] { "listed" }, delivery, url });
            Assert.Equal(["url"], (await refused.BodyAsync(HttpStatusCode.BadRequest))["errors"]!.AsObject().Select(e => e.Key));
        }
    }

    [Fact]
    public async Task Change_WithTheVersionSeen_ReplacesAndRefusesAStaleOne()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var list = await (await client.CreateAsync(["listed"])).BodyAsync(HttpStatusCode.Created);

        Assert.Equal("PRECONDITION_REQUIRED", await (await client.PutAsync(list, "", Request("New"))).ProblemAsync(HttpStatusCode.PreconditionRequired));
        var changed = await (await client.PutAsync(list, "", Request("New", Hook), list.ETag())).BodyAsync(HttpStatusCode.OK);
        Assert.Equal(("New", "webhook", "active"), (changed.Text("name"), changed.Text("delivery"), changed.Text("state")));
        Assert.NotNull(changed["secret"]);
        var stale = await (await client.PutAsync(list, "", Request("Newer"), list.ETag())).BodyAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal(("VERSION_STALE", "New"), (stale.Text("code"), stale["current"]!.Text("name")));
        Assert.Null(stale["current"]!["secret"]);

        var same = await (await client.PutAsync(list, "", Request("Same", Hook), changed.ETag())).BodyAsync(HttpStatusCode.OK);
        Assert.Null(same["secret"]); // the receiver is the same, and so is its secret
        var inbox = await (await client.PutAsync(list, "", Request("Inbox"), "*")).BodyAsync(HttpStatusCode.OK);
        Assert.Equal(("inbox", null, null), (inbox.Text("delivery"), inbox["url"], inbox["state"]));
        foreach (var verb in (string[])["ping", "resumption", "secret"])
        {
            Assert.Equal("WATCH_LIST_WITHOUT_WEBHOOK", await (await client.SendAsync($"{list.PathOf()}/{verb}")).ProblemAsync(HttpStatusCode.Conflict));
        }
    }

    [Theory]
    [InlineData("text/csv", "registration_id,note\n{0},a\n{1},b\n\"{0}\",again\nwrong,c\n,d\n")]
    [InlineData("application/x-ndjson", "\"{0}\"\n{{\"code\":\"{1}\"}}\n\"{0}\"\n\"wrong\"\n5\n")]
    [InlineData("application/json", "[\"{0}\",\" {1} \",\"{0}\",\"wrong\",null]")]
    public async Task Companies_FromAFile_AreCheckedLineByLine(string type, string format)
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var (known, unknown) = (await _host.CompanyAsync(), MadeUpCompanies.At(987_654).RegistrationId.Value);
        var list = await client.WatchAsync([MadeUpCompanies.At(55).RegistrationId.Value]);
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, format, known.RegistrationId, unknown);

        var report = await (await client.PutAsync(list, "/companies", Watching.Content(text, type))).BodyAsync(HttpStatusCode.OK);

        Assert.Equal(
            [5, 2, 2, 1, 1, 1, 2],
            ((string[])["lines", "companies", "added", "removed", "notFound", "repeated", "refused"]).Select(n => report[n]!.GetValue<int>()));
        var header = type is "text/csv" ? 1 : 0;
        Assert.Equal([4 + header, 5 + header], report["refusals"]!.AsArray().Select(r => r!["line"]!.GetValue<int>()));
        Assert.Equal("LENGTH", report["refusals"]![0]!.Text("reason"));
        Assert.Equal(
            new[] { known.RegistrationId, unknown }.Order(StringComparer.Ordinal),
            (await client.ReadAsync($"{list.PathOf()}/companies"))["items"]!.AsArray().Select(i => i!.GetValue<string>()));
        Assert.Equal(2, (await client.ReadAsync(list.PathOf()))["companies"]!.GetValue<int>());
        Assert.DoesNotContain(unknown, _host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Companies_Packed_OrByAnOldKey_AreTaken()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var company = await _host.CompanyAsync();
        var code = company.RegistrationId[8..17];
        await _host.AddAsync(db => db.CompanyAliases.Add(new(code, "organisationCode", company.Id)));
        var list = await client.WatchAsync([]);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes($"code\n{code}\n"), TestContext.Current.CancellationToken);
        }

        var content = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        await (await client.PutAsync(list, "/companies", content)).BodyAsync(HttpStatusCode.OK);

        Assert.Equal([company.RegistrationId], (await client.ReadAsync($"{list.PathOf()}/companies"))["items"]!.AsArray().Select(i => i!.GetValue<string>()));
    }

    [Theory]
    [InlineData("text/csv", "", "FILE_EMPTY")]
    [InlineData("text/csv", "name\nx\n", "COLUMN_MISSING")]
    [InlineData("text/csv", "id\nwrong\n", "WATCH_FILE_WITHOUT_IDS")]
    [InlineData("application/json", "{\"ids\":[]}", "FILE_UNREADABLE")]
    [InlineData("application/json", "[\"x\"", "FILE_UNREADABLE")]
    public async Task Companies_FromSuchAFile_AreRefusedAndTheListStays(string type, string text, string code)
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var list = await client.WatchAsync([MadeUpCompanies.At(77).RegistrationId.Value]);

        Assert.Equal(code, await (await client.PutAsync(list, "/companies", Watching.Content(text, type))).ProblemAsync(HttpStatusCode.BadRequest));

        Assert.Equal(1, (await client.ReadAsync(list.PathOf()))["companies"]!.GetValue<int>());
    }

    [Fact]
    public async Task Companies_OfAnotherType_AreNotRead()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var list = await client.WatchAsync([]);

        Assert.Equal("MEDIA_TYPE_UNSUPPORTED", await (await client.PutAsync(list, "/companies", Watching.Content("x", "text/plain")))
            .ProblemAsync(HttpStatusCode.UnsupportedMediaType));
        Assert.Equal("QUERY_PARAMETER_INVALID", await (await client.PutAsync(list, "/companies?column=id", Watching.Content("[]", "application/json")))
            .ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Companies_ToTheLimitOfTheAccount_CountOverAllItsLists()
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        string Id(int i) => MadeUpCompanies.At(500 + i).RegistrationId.Value;
        var first = await client.WatchAsync([Id(0), Id(1)]);
        var second = await client.WatchAsync([Id(0), Id(1)]);

        await (await client.PutAsync(second, $"/companies/{Id(2)}")).BodyAsync(HttpStatusCode.OK);
        Assert.Equal("WATCH_COMPANIES_FULL", await (await client.PutAsync(second, $"/companies/{Id(3)}")).ProblemAsync(HttpStatusCode.Conflict));
        var again = await (await client.PutAsync(second, $"/companies/{Id(2)}")).BodyAsync(HttpStatusCode.OK);
        Assert.Equal(3, again["companies"]!.GetValue<int>());
        Assert.Equal("WATCH_COMPANIES_FULL", await (await client.PutAsync(first, "/companies", JsonContent.Create(Enumerable.Range(0, 3).Select(Id))))
            .ProblemAsync(HttpStatusCode.Conflict));
        Assert.Equal("WATCH_COMPANIES_FULL", await (await client.PutAsync(first, "/companies", JsonContent.Create(Enumerable.Range(0, 6).Select(Id))))
            .ProblemAsync(HttpStatusCode.Conflict));
        Assert.Equal(2, (await client.ReadAsync(first.PathOf()))["companies"]!.GetValue<int>());

        Assert.Equal(1, (await (await client.DeleteAsync(first, $"/companies/{Id(0)}")).BodyAsync(HttpStatusCode.OK))["companies"]!.GetValue<int>());
        Assert.Equal(1, (await (await client.DeleteAsync(first, $"/companies/{Id(0)}")).BodyAsync(HttpStatusCode.OK))["companies"]!.GetValue<int>());
        await (await client.PutAsync(second, $"/companies/{Id(3)}")).BodyAsync(HttpStatusCode.OK);
        await (await client.PutAsync(second, "/companies", JsonContent.Create(Enumerable.Range(0, 4).Select(Id)))).BodyAsync(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(50, HttpStatusCode.OK)]
    [InlineData(51, HttpStatusCode.BadRequest)]
    public async Task Companies_FromAFileThatOnlyRepeats_AreReadToItsLimit(int lines, HttpStatusCode expected)
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var list = await client.WatchAsync([]);
        var id = MadeUpCompanies.At(501).RegistrationId.Value;

        var answer = await client.PutAsync(list, "/companies", JsonContent.Create(Enumerable.Repeat(id, lines)));

        var body = await answer.BodyAsync(expected);
        Assert.Equal(expected is HttpStatusCode.OK ? null : "WATCH_FILE_TOO_LONG", body["code"]?.GetValue<string>());
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Company_WithAWrongId_IsRefusedWithTheReason(string method)
    {
        var client = (await _host.SignInAsync([Role.Auditor])).Client;
        var list = await client.WatchAsync([]);
        var request = new HttpRequestMessage(new HttpMethod(method), $"{list.PathOf()}/companies/12345");

        var refused = await (await client.SendAsync(request, TestContext.Current.CancellationToken)).BodyAsync(HttpStatusCode.BadRequest);

        Assert.Equal("REGISTRATION_ID_INVALID", refused.Text("code"));
        Assert.StartsWith("LENGTH", refused["errors"]!["registrationId"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static JsonContent Request(string name, string? url = null) => JsonContent.Create(new JsonObject
    {
        ["name"] = name,
        ["rules"] = new JsonArray("listed"),
        ["delivery"] = url is null ? "inbox" : "webhook",
        ["url"] = url,
    });
}
