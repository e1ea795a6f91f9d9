using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Companies;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Past;

/// <summary>What was in force at an instant, what was shown at one, and what neither gives back.</summary>
public sealed class PastTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private const string Csv = "text/csv";
    private const string Ndjson = "application/x-ndjson";

    private DateTimeOffset Now => host.Clock.GetUtcNow();

    [Theory]
    [InlineData("company")]
    [InlineData("records")]
    [InlineData("list")]
    [InlineData("record")]
    [InlineData("eligibility")]
    [InlineData("screening")]
    public async Task Instant_UpToNow_IsTakenAndEveryOtherRefused(string read)
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company);
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        foreach (var question in (string[])["asOf", "shownAt"])
        {
            foreach (var at in (DateTimeOffset[])[Now, Now.AddTicks(-1)])
            {
                var body = await (await AskAsync($"{question}={Text(at)}")).BodyAsync(HttpStatusCode.OK);
                Assert.Equal(at, body["instant"]![question]!.GetValue<DateTimeOffset>());
            }

            await RefusedAsync("INSTANT_IN_FUTURE", question, $"{question}={Text(Now.AddTicks(1))}");
            await RefusedAsync("INSTANT_IN_FUTURE", question, $"{question}=9999-12-31T23:59:59Z");
            foreach (var wrong in (string[])["", "2026-07-01", "2026-07-01T09:00:00", "2026-02-30T09:00:00Z", "2026-07-01T09:00:00+08:00", "yesterday"])
            {
                await RefusedAsync("QUERY_PARAMETER_INVALID", question, $"{question}={wrong}"); // a bare + is a space
            }

            await RefusedAsync("QUERY_PARAMETER_REPEATED", question, $"{question}={Text(Now)}&{question}={Text(Now)}");
            Assert.Equal(HttpStatusCode.OK, (await AskAsync($"{question}={Uri.EscapeDataString($"{Now.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd'T'HH:mm:ssK}")}")).StatusCode);
        }

        await RefusedAsync("INSTANT_AMBIGUOUS", "shownAt", $"asOf={Text(Now)}&shownAt={Text(Now)}");
        Assert.Null((await (await AskAsync("")).BodyAsync(HttpStatusCode.OK))["instant"]);

        Task<HttpResponseMessage> AskAsync(string query) => read switch
        {
            "company" => host.Anyone().AskAsync($"{Path(company)}?{query}"),
            "records" => host.Anyone().AskAsync($"{Path(company)}/records?{query}"),
            "list" => host.Anyone().AskAsync($"/api/v1/records?organ={organ.Code}&{query}"),
            "record" => host.Anyone().AskAsync($"{Path(record)}?{query}"),
            "eligibility" => host.Anyone().AskAsync($"{Path(record)}/eligibility?{query}"),
            _ => host.Anyone().SendAsync($"/api/v1/screenings?{query}", new { ids = new[] { company.RegistrationId } }),
        };

        async Task RefusedAsync(string code, string field, string query)
        {
            var problem = await (await AskAsync(query)).BodyAsync(HttpStatusCode.BadRequest);
            Assert.Equal((code, true), (problem.Text("code"), problem["errors"]!.AsObject().ContainsKey(field)));
        }
    }

    [Fact]
    public async Task Instants_AreDescribedWithAnExample()
    {
        var paths = (await host.Anyone().ReadAsync("/swagger/v1/swagger.json"))["paths"]!;
        foreach (var operation in (JsonNode[])
            [
                paths["/api/v1/companies/{registrationId}"]!["get"]!, paths["/api/v1/companies/{registrationId}/records"]!["get"]!,
                paths["/api/v1/records"]!["get"]!, paths["/api/v1/records/{id}"]!["get"]!, paths["/api/v1/records/{id}/eligibility"]!["get"]!, paths["/api/v1/screenings"]!["post"]!,
            ])
        {
            foreach (var question in (string[])["asOf", "shownAt"])
            {
                var parameter = Assert.Single(operation["parameters"]!.AsArray(), p => p!.Text("name") == question)!;
                Assert.StartsWith("An instant up to now", parameter.Text("description"), StringComparison.Ordinal);
                Assert.Equal(("date-time", "2026-03-31T16:00:00Z"), (parameter["schema"]!.Text("format"), parameter.Text("example")));
            }
        }
    }

    [Fact]
    public async Task Company_BeforeItWasInTheRegister_IsNotThereYet()
    {
        var company = await host.CompanyAsync();
        var (registered, nobody) = (Now, MadeUpCompanies.At(6).RegistrationId.Value);
        host.Clock.AdvanceDays(1);
        await ChangeAsync(company, c => c.Change(c.Particulars with { Name = "改名有限公司" }));

        foreach (var path in (string[])[Path(company), $"{Path(company)}/records"])
        {
            Assert.Equal("COMPANY_NOT_IN_REGISTER_THEN", await CodeAsync($"{path}?shownAt={Text(registered.AddTicks(-10))}"));
            await host.Anyone().ReadAsync($"{path}?shownAt={Text(registered)}");
            await host.Anyone().ReadAsync($"{path}?asOf={Text(registered.AddYears(-9))}");
        }

        foreach (var question in (string[])["asOf", "shownAt"])
        {
            Assert.Equal("COMPANY_NOT_FOUND", await CodeAsync($"/api/v1/companies/{nobody}?{question}={Text(Now)}"));
            Assert.Equal("COMPANY_NOT_FOUND", await CodeAsync($"/api/v1/companies/{nobody}/records?{question}={Text(Now)}"));
        }

        Assert.Equal("notFound", (await ScreenAsync(company, $"shownAt={Text(registered.AddTicks(-10))}")).Text("verdict"));
        Assert.Equal("clear", (await ScreenAsync(company, $"shownAt={Text(registered)}")).Text("verdict"));
        Assert.Equal("clear", (await ScreenAsync(company, $"asOf={Text(registered.AddYears(-9))}")).Text("verdict"));

        async Task<string> CodeAsync(string path) => await (await host.Anyone().AskAsync(path)).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Rename_IsShownFromItsInstantOn_AndIsInForceAlways()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company);
        var before = Now;
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync(company, c => c.Change(c.Particulars with { Name = "改名有限公司", Status = CompanyStatus.Revoked }));

        foreach (var (query, name, status) in ((string, string, string)[])
            [($"shownAt={Text(Now.AddTicks(-10))}", company.Name, "registered"), ($"shownAt={Text(before)}", company.Name, "registered"),
                ($"shownAt={Text(Now)}", "改名有限公司", "revoked"), ($"asOf={Text(before)}", "改名有限公司", "revoked")])
        {
            var shown = await host.Anyone().ReadAsync($"{Path(company)}?{query}");
            Assert.Equal((name, status, name), (shown.Text("name"), shown.Text("status"), shown["records"]![0]!.Text("companyName")));
            Assert.Equal(name is "改名有限公司" ? 1 : 0, shown["formerNames"]!.AsArray().Count);
            Assert.Equal(name, (await host.Anyone().ReadAsync($"{Path(record)}?{query}")).Text("companyName"));
        }
    }

    [Fact]
    public async Task Import_OfAChange_KeepsWhatWasAndOfNothingElse()
    {
        var administrator = await host.SignInAsync([Role.Administrator]);
        var (changed, same) = (MadeUpCompanies.At(40_001), MadeUpCompanies.At(40_002));
        await ImportAsync($"甲有限公司,{changed.RegistrationId.Value}\n乙有限公司,{same.RegistrationId.Value}\n");
        var before = Now;
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        await ImportAsync($"丙有限公司,{changed.RegistrationId.Value}\n乙有限公司,{same.RegistrationId.Value}\n");

        var kept = await host.QueryAsync(db => (
            from v in db.CompanyVersions
            join c in db.Companies on v.CompanyId equals c.Id
            where c.RegistrationId == changed.RegistrationId.Value || c.RegistrationId == same.RegistrationId.Value
            select new { v.Name, v.RecordedAt, v.ReplacedAt }).ToListAsync());
        Assert.Equal([new { Name = "甲有限公司", RecordedAt = before, ReplacedAt = Now }], kept);
        Assert.Equal("甲有限公司", (await host.Anyone().ReadAsync($"/api/v1/companies/{changed.RegistrationId.Value}?shownAt={Text(before)}")).Text("name"));

        Task ImportAsync(string rows) => PostAsync(administrator.Client, "/imports/companies", Csv, "name,registration_id\n" + rows);
    }

    [Fact]
    public async Task Correction_ShowsTheOlderVersionThen_AndCountsFromTheBeginningInLaw()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company);
        var published = Now;
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await organ.Agency.Client.SendAsync($"{Path(record)}/corrections", new { reason = "A slip.", summary = "Put right." }, "*");

        foreach (var (query, version, summary) in ((string, int, string)[])
            [($"shownAt={Text(published)}", 1, record.Summary), ($"shownAt={Text(Now.AddTicks(-10))}", 1, record.Summary),
                ($"shownAt={Text(Now)}", 2, "Put right."), ($"asOf={Text(published)}", 2, "Put right.")])
        {
            var then = await host.Anyone().ReadAsync($"{Path(record)}?{query}");
            Assert.Equal((version, summary), ((int)then["version"]!, then.Text("summary")));
        }

        Assert.Equal(
            "RECORD_NOT_THERE_THEN",
            await (await host.Anyone().AskAsync($"{Path(record)}?shownAt={Text(published.AddTicks(-10))}")).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal(
            "RECORD_NOT_THERE_THEN",
            await (await host.Anyone().AskAsync($"{Path(record)}?asOf={Text(published.AddDays(-1))}")).ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task ETag_OfThePast_IsOfItsContentAndGoesWithTheRecord()
    {
        var scene = await host.SceneAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var shownAt = $"shownAt={Text(Now)}";
        var record = await host.Anyone().AskAsync($"{Path(scene.Record)}?{shownAt}");
        var company = await host.Anyone().AskAsync($"{Path(scene.Company)}?{shownAt}");
        Assert.NotEqual((await host.Anyone().AskAsync(Path(scene.Record))).Headers.ETag, record.Headers.ETag); // which is a version
        Assert.Equal("no-cache", company.Headers.CacheControl?.ToString());
        host.Clock.AdvanceDays(1);
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(Path(scene.Record), record.Headers.ETag));
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(Path(scene.Company), company.Headers.ETag));

        await host.GrantedAsync(scene);

        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(Path(scene.Record), record.Headers.ETag));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Path(scene.Company), company.Headers.ETag));
        var own = await scene.Company.Applicant.Client.AskAsync($"{Path(scene.Company)}?{shownAt}");
        Assert.Equal("no-store, private", own.Headers.CacheControl?.ToString());
        Assert.Single((await own.BodyAsync(HttpStatusCode.OK))["records"]!.AsArray());

        async Task<HttpStatusCode> StatusAsync(string path, EntityTagHeaderValue? tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?{shownAt}");
            request.Headers.IfNoneMatch.Add(tag!);
            return (await host.Anyone().SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
        }
    }

    /// <summary>Whoever compares a repaired company's past with that of one that never had a record finds no difference.</summary>
    [Theory]
    [InlineData("repair")]
    [InlineData("annulment")]
    [InlineData("shielding")]
    [InlineData("lapse")]
    public async Task Left_LeavesNoTraceInAnyPast(string how)
    {
        var clean = await host.CompanyAsync();
        var scene = await host.SceneAsync(publishedOn: how is "lapse" ? host.Clock.Today.AddYears(-3) : null);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var then = Now;
        Assert.Equal("listed", (await ScreenAsync(scene.Company, $"shownAt={Text(then)}")).Text("verdict"));
        host.Clock.AdvanceDays(1);
        switch (how)
        {
            case "repair":
                await host.GrantedAsync(scene);
                break;
            case "annulment" or "shielding":
                await (await scene.Organ.Agency.Client.SendAsync($"{Path(scene.Record)}/{how}", new { reason = "A reason." }, "*"))
                    .BodyAsync(HttpStatusCode.OK);
                break;
        }

        foreach (var query in (string[])[$"shownAt={Text(then)}", $"asOf={Text(then)}"])
        {
            foreach (var suffix in (string[])["", "/records"])
            {
                Assert.Equal(await TextAsync(clean, $"{suffix}?{query}"), await TextAsync(scene.Company, $"{suffix}?{query}"));
            }

            Assert.Equal("clear", (await ScreenAsync(scene.Company, query)).Text("verdict"));
            Assert.Empty((await host.Anyone().ReadAsync($"/api/v1/records?organ={scene.Organ.Code}&{query}"))["items"]!.AsArray());
            foreach (var suffix in (string[])["", "/eligibility"])
            {
                var (now, past) = (await host.Anyone().AskAsync(Path(scene.Record) + suffix), await host.Anyone().AskAsync($"{Path(scene.Record)}{suffix}?{query}"));
                Assert.Equal((now.StatusCode, true), (past.StatusCode, now.StatusCode is HttpStatusCode.Gone or HttpStatusCode.NotFound));
                Assert.Equal(
                    (await now.BodyAsync(now.StatusCode)).Text("code"), (await past.BodyAsync(past.StatusCode)).Text("code"));
            }
        }

        var auditor = (await host.SignInAsync([Role.Auditor])).Client;
        Assert.Equal("published", (await auditor.ReadAsync($"{Path(scene.Record)}?shownAt={Text(then)}")).Text("state"));
        Assert.Single((await auditor.ReadAsync($"{Path(scene.Company)}?shownAt={Text(then)}"))["records"]!.AsArray());
        Assert.Equal(
            how is "annulment" ? 0 : 1, // which was never in force
            (await auditor.ReadAsync($"{Path(scene.Company)}?asOf={Text(then)}"))["records"]!.AsArray().Count);

        async Task<string> TextAsync(TestCompany company, string suffix)
        {
            var answer = (await host.Anyone().ReadAsync(Path(company) + suffix)).AsObject();
            foreach (var own in (string[])["registrationId", "name", "englishName", "companyType", "registeredOn", "region", "asOf"])
            {
                answer.Remove(own);
            }

            return answer.ToJsonString();
        }
    }

    [Fact]
    public async Task Revocation_ShowsTheRecordBeforeTheGrantAndAfterIt_NotBetween()
    {
        var scene = await host.SceneAsync();
        host.Clock.AdvanceDays(1);
        var listed = Now;
        var granted = await host.GrantedAsync(scene);
        host.Clock.AdvanceDays(1);
        var free = Now;
        host.Clock.AdvanceDays(1);
        var proposed = await scene.Organ.OfficerA.DoAsync(granted, "revocation", Cases.FalsePromise);
        await scene.Organ.OfficerB.DoAsync(proposed, "revocation", Cases.FalsePromise);

        foreach (var question in (string[])["asOf", "shownAt"])
        {
            Assert.Equal("clear", (await ScreenAsync(scene.Company, $"{question}={Text(free)}")).Text("verdict"));
            Assert.Equal("listed", (await ScreenAsync(scene.Company, $"{question}={Text(Now)}")).Text("verdict"));
            Assert.Equal(
                "RECORD_NOT_THERE_THEN",
                await (await host.Anyone().AskAsync($"{Path(scene.Record)}?{question}={Text(free)}")).ProblemAsync(HttpStatusCode.NotFound));
            var before = await host.Anyone().ReadAsync($"{Path(scene.Record)}?{question}={Text(listed.AddDays(-1))}");
            Assert.Equal($"{scene.Record.LapsesOn:yyyy-MM-dd}", before.Text("lapsesOn")); // its first period
            Assert.Empty(before["marks"]!.AsArray());
        }
    }

    [Fact]
    public async Task Days_AreThoseOfShanghai()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddDays(-1));
        var midnight = new DateTimeOffset(record.PublishedOn, default, TimeSpan.FromHours(8));

        Assert.Equal("listed", (await ScreenAsync(company, $"asOf={Text(midnight)}")).Text("verdict"));
        Assert.Equal("clear", (await ScreenAsync(company, $"asOf={Text(midnight.AddTicks(-1))}")).Text("verdict"));
    }

    [Fact]
    public async Task Eligibility_TakesTheRecordThatTheQuestionMeans()
    {
        var (organ, company) = (await host.OrganAsync(Given.Cn), await host.CompanyAsync());
        var record = await host.RecordAsync(
            organ, company, ruleSet: Given.Cn, publishedOn: host.Clock.Today.AddDays(-10), decidedOn: host.Clock.Today.AddDays(-10),
            penalties: new Penalty("LARGER_FINE", 5_000_000, null));
        var then = Now;
        host.Clock.AdvanceDays(20);
        var decided = host.Clock.Today.AddDays(-100);
        await (await organ.Agency.Client.SendAsync(
            $"{Path(record)}/corrections", new { reason = "A slip.", decision = new { number = "Right 1", decidedOn = decided } }, "*"))
            .BodyAsync(HttpStatusCode.OK);

        foreach (var (query, on, earliest) in ((string, DateOnly, DateOnly)[])
            [($"shownAt={Text(then)}", record.PublishedOn.AddDays(10), record.DecidedOn!.Value.AddMonths(3)),
                ($"asOf={Text(then)}", record.PublishedOn.AddDays(10), decided.AddMonths(3)),
                ($"shownAt={Text(Now)}&on=2027-01-01", new DateOnly(2027, 1, 1), decided.AddMonths(3)),
                ($"shownAt={Text(then)}&on=2027-01-01", new DateOnly(2027, 1, 1), record.DecidedOn!.Value.AddMonths(3))])
        {
            var answer = await host.Anyone().ReadAsync($"{Path(record)}/eligibility?{query}");
            Assert.Equal(($"{on:yyyy-MM-dd}", $"{earliest:yyyy-MM-dd}", on >= earliest), (
                answer.Text("on"), answer.Text("earliestOn"), (bool)answer["eligible"]!));
        }
    }

    [Fact]
    public async Task Screening_OfAStream_SaysWhichQuestionItAnswers()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company);
        var shownAt = $"shownAt={Text(Now)}";
        host.Clock.AdvanceDays(1);
        await (await organ.Agency.Client.SendAsync($"{Path(record)}/annulment", new { reason = "Void." }, "*")).BodyAsync(HttpStatusCode.OK);
        var auditor = (await host.SignInAsync([Role.Auditor])).Client;

        foreach (var (reader, verdict) in ((HttpClient, string)[])[(host.Anyone(), "clear,,clear,0"), (auditor, "listed,,untrustworthy,1")])
        {
            var csv = (await PostAsync(reader, $"/screenings?{shownAt}", Csv, $"registration_id\n{company.RegistrationId}\n")).Split('\n');
            Assert.StartsWith($"2,{company.RegistrationId},{verdict},", csv[1], StringComparison.Ordinal);
            Assert.Equal($"1,,end,,,,,shownAt={host.Clock.GetUtcNow().AddDays(-1):yyyy-MM-dd'T'HH:mm:ss'Z'},,", csv[2]);
            var last = JsonNode.Parse((await PostAsync(
                reader, $"/screenings?{shownAt}", Ndjson, $"\"{company.RegistrationId}\"\n")).TrimEnd('\n').Split('\n')[^1])!;
            Assert.Equal(Now.AddDays(-1), last["instant"]!["shownAt"]!.GetValue<DateTimeOffset>());
            Assert.NotEmpty(last["instant"]!.Text("note"));
        }
    }

    [Fact]
    public async Task Records_OfThePast_ComeInPages()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var all = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            all.Add($"{(await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddDays(-(i / 2)))).Id}");
        }

        var query = $"limit=2&shownAt={Text(Now)}";
        host.Clock.AdvanceDays(1);
        await host.RecordAsync(organ, company);

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await host.Anyone().ReadAsync($"{Path(company)}/records?{query}{cursor}");
            seen.AddRange(page["items"]!.AsArray().Select(r => r!.Text("id")));
            cursor = page["next"] is { } next ? $"&cursor={next.GetValue<string>()}" : null;
        }
        while (cursor is not null);

        Assert.Equal(all.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public async Task Alias_LeadsToTheSameInstant()
    {
        var company = await host.CompanyAsync();
        await host.AliasAsync("350200100000009", CompanyAliasKind.RegistrationNumber, company.RegistrationId);

        var moved = await host.Anyone().AskAsync($"/api/v1/companies/350200100000009?shownAt={Text(Now)}");

        Assert.Equal(
            (HttpStatusCode.PermanentRedirect, $"{Path(company)}?shownAt={Text(Now)}"), (moved.StatusCode, moved.Headers.Location?.ToString()));
    }

    /// <summary>The newest version of each record, in every state, is the record.</summary>
    [Fact]
    public async Task Versions_SufficeToMakeTheRecordAgain()
    {
        foreach (var how in (string[])["repair", "annulment", "shielding", "lapse", "escalation", "revocation", "none", "minor", "deregistration"])
        {
            var scene = await host.SceneAsync(
                how is "escalation" ? RecordTier.Abnormal : RecordTier.Untrustworthy,
                how is "minor" ? Given.Cn : Given.FourTier,
                host.Clock.Today.AddYears(-3).AddDays(how is "lapse" ? 0 : 400),
                penalties: how is "minor" ? [new Penalty("WARNING", 7, host.Clock.Today)] : []);
            var today = host.Clock.Today;
            await host.QueryAsync(async db =>
            {
                var record = await db.Records.SingleAsync(r => r.Id == scene.Record.Id);
                var refusal = how switch
                {
                    "annulment" => record.Annul(today, "Void."),
                    "shielding" => record.Shield(today, "Order."),
                    "repair" or "revocation" => record.Repair(today, record.Id),
                    "deregistration" => record.Deregister(today),
                    "escalation" => record.ShowNotice(today),
                    _ => null,
                };
                Assert.Null(refusal);
                if (how is "revocation")
                {
                    await db.SaveAsync(Actor.Registry, role: null, Now.AddTicks(7), CancellationToken.None); // finer than the database
                    Assert.Null(record.Restore(Shipped(record), today));
                }

                if (record.Facts.Count > 0)
                {
                    await db.SaveAsync(Actor.Registry, role: null, Now.AddTicks(9), CancellationToken.None);
                }

                return 0;
            });
        }

        host.Clock.AdvanceDays(1);
        await host.PassTimeAsync();
        host.Clock.GoTo(host.Clock.Today.AddYears(3));
        await host.PassTimeAsync();

        var states = await host.QueryAsync(db => db.Records.Select(r => r.State).Distinct().ToListAsync());
        Assert.Superset(
            new HashSet<RecordState>
            {
                RecordState.Published, RecordState.Unpublished, RecordState.Repaired, RecordState.Lapsed, RecordState.Annulled, RecordState.Escalated,
                RecordState.Deregistered,
            },
            states.ToHashSet());
        var differing = await host.QueryAsync(db => db.Database.SqlQuery<string>(
            $"""
            select r.id || ' ' || to_jsonb(r)::text || ' ' || to_jsonb(past)::text as "Value" from records r
            cross join lateral (select * from record_versions where record_id = r.id order by version desc limit 1) v
            cross join lateral jsonb_populate_record(null::records, v.content || jsonb_build_object('changed_at', v.recorded_at)) past
            where to_jsonb(past) - 'proof' is distinct from to_jsonb(r) - 'proof'
            """).ToListAsync());
        Assert.Empty(differing);
        Assert.Equal(
            0,
            await host.QueryAsync(db => db.Records.CountAsync(r => !db.RecordVersions.Any(v => v.RecordId == r.Id && v.Version == r.Version))));
    }

    private Domain.RuleSets.RuleSet Shipped(CreditRecord record) =>
        ((Domain.RuleSets.RuleBook)host.Services.GetService(typeof(Domain.RuleSets.RuleBook))!).Get(record.RuleSetId);

    private static string Path(TestCompany company) => $"/api/v1/companies/{company.RegistrationId}";

    private static string Path(CreditRecord record) => $"/api/v1/records/{record.Id}";

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private async Task<JsonNode> ScreenAsync(TestCompany company, string query) =>
        (await (await host.Anyone().SendAsync($"/api/v1/screenings?{query}", new { ids = new[] { company.RegistrationId } }))
            .BodyAsync(HttpStatusCode.OK))["results"]![0]!;

    private Task ChangeAsync(TestCompany company, Action<Company> change) => host.QueryAsync(async db =>
    {
        change(await db.Companies.SingleAsync(c => c.Id == company.Id));
        await db.SaveAsync(Actor.Registry, role: null, Now, CancellationToken.None);
        await host.SeeAsync();
        return 0;
    });

    private static async Task<string> PostAsync(HttpClient client, string path, string type, string text)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var answer = await client.PostAsync(new Uri($"/api/v1{path}", UriKind.Relative), body, TestContext.Current.CancellationToken);
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is HttpStatusCode.OK, said);
        return said;
    }
}
