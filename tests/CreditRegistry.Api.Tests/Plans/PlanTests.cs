using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CreditRegistry.Api.Tests.Feed;
using CreditRegistry.Api.Tests.Objections;
using CreditRegistry.Api.Tests.Records;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Api.Tests.Watching;
using CreditRegistry.Application.Audit;
using CreditRegistry.Application.Exports;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Application.TimePassing;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence.Recalls;
using CreditRegistry.Persistence.Statistics;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Plans;

/// <summary>
/// No statement of the server, its workers or the database's triggers reads a whole table, sorts it, or skips rows by an
/// offset: looked up in what PostgreSQL really did, in a register of 100,000 and more of everything.
/// </summary>
public sealed class PlanTests(BigRegister register) : IClassFixture<BigRegister>
{
    private const string Api = "/api/v1";

    /// <summary>What may read everything, and why.</summary>
    private static readonly (string Beginning, string Reason)[] Exempt =
    [
        ("copy (select", "an export is everything, once a night"),
    ];

    private readonly RegistryHost _host = register.Host;

    [Theory]
    [InlineData("select count(*) from companies where name like '%x%'", "reads all of companies")]
    [InlineData("select max(registration_id) over (order by search_text desc) from listed_companies", "sorts ")]
    [InlineData("select id from ledger order by id offset 1 limit 1", "skips rows by an offset")]
    [InlineData("select id from ledger where role = 'nobody' order by id limit 1", "only to drop them")]
    [InlineData("select count(registration_id) from companies where registration_id > ''", "rows of companies")]
    public async Task Statement_ThatWouldNotStayFast_IsNoticed(string sql, string fault)
    {
        var from = await register.MarkAsync();
        var seqScan = fault.StartsWith("reads", StringComparison.Ordinal) ? "on" : "off";
        await register.RunAsync($"set enable_seqscan = {seqScan}; {sql}; reset enable_seqscan");

        var plans = await register.PlansAsync(from);

        Assert.Contains(plans, plan => plan.Faults.Any(f => f.Contains(fault, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Register_IsBig() =>
        Assert.Superset(
            new HashSet<string> { "companies", "listed_companies", "records", "repair_applications", "ledger", "statistic_records", "company_claims", "objections",
                "record_versions", "company_versions" },
            register.BigTables.ToHashSet());

    [Fact]
    public async Task Reads()
    {
        using var anyone = _host.Anyone();
        var officer = await _host.SignInAsync([Role.Officer], organs: [BigRegister.BigOrgan, BigRegister.SmallOrgan]);
        var ownOfficer = await _host.SignInAsync([Role.Officer], organs: [BigRegister.BigOrgan]);
        var supervisor = await _host.SignInAsync([Role.Supervisor]);
        var auditor = await _host.SignInAsync([Role.Auditor]);
        var administrator = await _host.SignInAsync([Role.Administrator]);
        var (record, registrationId, name, application) = await SampleAsync();
        var applicant = await _host.SignInAsync([Role.Applicant], companies: [registrationId, BigRegister.Id(5)]);
        await AssignAsync(officer.Key);
        await AssignAsync(ownOfficer.Key);
        await DecideAsync(officer.Key);
        await DecideAsync(ownOfficer.Key);
        var reads = new Reads(_host);
        var from = await register.MarkAsync();

        foreach (var filter in (string[])["", "&standing=clear", "&standing=abnormal", "&region=330000", "&status=registered",
            "&status=revoked", "&standing=clear&region=330000&status=registered"])
        {
            foreach (var part in (string[])[name, name[..2], name[2..4], name[2..6], "有限公司", "公司", "集团有限公司", "Co., Ltd", "re", "魑魅魍魉", "龘龘"])
            {
                await reads.AskAsync(anyone, $"/companies?name={Uri.EscapeDataString(part)}{filter}");
            }

            await reads.AskAsync(anyone, $"/companies?limit=20{filter}");
        }

        foreach (var typed in (string[])[name[..1], name[..2], name[..5], "有", "9133", registrationId[..12], "zz"])
        {
            await reads.AskAsync(anyone, $"/companies/suggest?q={Uri.EscapeDataString(typed)}");
        }

        foreach (var id in (string[])[registrationId, BigRegister.Id(70_000)])
        {
            await reads.AskAsync(anyone, $"/companies/{id}");
            await reads.AskAsync(anyone, $"/companies/{id}/records?limit=1");
            await reads.AskAsync(anyone, $"/companies?name={id}");
        }

        foreach (var filter in (string[])["", "tier=untrustworthy", "tier=seriouslyIllegal", "ground=U05", "ground=U01", "ground=B99",
            $"organ={BigRegister.BigOrgan}", $"organ={BigRegister.SmallOrgan}", "organ=NOBODY", "publishedFrom=2026-06-01", "publishedTo=2024-03-01",
            "publishedFrom=2024-02-01&publishedTo=2024-02-02", $"tier=abnormal&ground=A01&organ={BigRegister.SmallOrgan}&publishedTo=2025-01-01",
            $"ground=U01&organ={BigRegister.BigOrgan}", "ground=U01&tier=untrustworthy&publishedTo=2025-01-01"])
        {
            await reads.AskAsync(anyone, $"/records?{filter}");
            await reads.AskAsync(anyone, $"/records?asOf=2026-06-15T00:00:00Z&{filter}".TrimEnd('&'));
            if (!filter.Contains("ground", StringComparison.Ordinal))
            {
                await reads.AskAsync(anyone, $"/records?shownAt=2026-06-15T00:00:00Z&{filter}".TrimEnd('&'));
            }
        }

        await reads.AskAsync(anyone, $"/records/{record}");
        var listed = await _host.CompanyAsync();
        var logged = await _host.RecordAsync(await OrganAsync(), listed);
        await _host.PlaceLedgerAsync();
        await reads.AskAsync(anyone, $"/companies/{listed.RegistrationId}/certificate");
        await reads.AskAsync(anyone, $"/companies/{listed.RegistrationId}/certificate.pdf");
        await reads.AskAsync(anyone, $"/records/{logged.Id}/proof");
        await reads.AskAsync(anyone, $"/records/{record}/eligibility?on=2027-01-01");
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await _host.Anyone().SendAsync("/api/v1/log/heads");
        foreach (var path in (string[])["/log/keys", "/log/head", "/log/heads", "/log/entries?after=100000&limit=1000",
            "/log/proof/inclusion?position=77777&size=100001", "/log/proof/inclusion?position=77777",
            "/log/proof/consistency?from=50001&to=100000", "/log/leaves?after=99000&upTo=100000"])
        {
            await reads.AskAsync(anyone, path);
        }

        await reads.AskAsync(auditor.Client, "/log/openings?after=100000&limit=1000");
        foreach (var instant in (string[])["asOf=2026-06-15T00:00:00Z", "shownAt=2026-06-15T00:00:00Z", "shownAt=2026-06-01T01:00:00Z"])
        {
            foreach (var reader in (HttpClient[])[anyone, auditor.Client, officer.Client, applicant.Client])
            {
                foreach (var id in (string[])[registrationId, BigRegister.Id(70_000)])
                {
                    await reads.AskAsync(reader, $"/companies/{id}?{instant}");
                    await reads.AskAsync(reader, $"/companies/{id}/records?limit=1&{instant}");
                }

                await reads.AskAsync(reader, $"/records/{record}?{instant}");
                await reads.AskAsync(reader, $"/records/{record}/eligibility?{instant}");
            }
        }

        await reads.AskAsync(anyone, "/statistics");
        await reads.AskAsync(anyone, "/organs");
        await reads.AskAsync(anyone, "/exports");
        await reads.AskAsync(anyone, "/exports/records.csv.gz?fresh=true");
        await reads.AskAsync(anyone, "/exports/companies.ndjson.gz");
        foreach (var after in (string?[])[null, "1.1500", "1.112000", "1.220000", "1.300000"])
        {
            await reads.AskAsync(anyone, $"/changes?limit=100{(after is null ? "" : $"&after={after}")}");
        }

        await reads.AskAsync(anyone, "/changes?limit=1000&after=1.112000");
        await reads.BeginAsync(anyone, "/changes/stream?after=1.112000");

        foreach (var reader in (TestAccount[])[ownOfficer, officer, supervisor, auditor])
        {
            foreach (var filter in (string[])["", "state=submitted", "state=accepted", "state=supplementRequested", "overdue=true", "overdue=false",
                "assignee=none", $"assignee={officer.Key}", "tier=untrustworthy", "ruleSet=four-tier-2024",
                $"organ={BigRegister.BigOrgan}", $"organ={BigRegister.SmallOrgan}", "organ=NOBODY",
                "state=recommended&assignee=none", "overdue=true&assignee=none&tier=untrustworthy", $"overdue=true&assignee={officer.Key}",
                $"overdue=false&organ={BigRegister.SmallOrgan}&ruleSet=four-tier-2024"])
            {
                await reads.AskAsync(reader.Client, $"/review/queue?{filter}");
            }
        }

        await reads.AskAsync(officer.Client, "/review/queue?assignee=me");
        await CountQueueAsync(Role.Officer, officer.Key, await _host.QueryAsync(db => db.Organs
            .Where(o => o.Code == BigRegister.BigOrgan || o.Code == BigRegister.SmallOrgan).Select(o => o.Id).ToHashSetAsync()));
        await CountQueueAsync(Role.Supervisor, supervisor.Key, new HashSet<Guid>());
        await WatchAsync(supervisor.Key);
        Assert.InRange(await CountLedgerAsync(new LedgerFilter(Kind: "repair.granted")), 20_000, 100_000);
        Assert.InRange(await CountLedgerAsync(new LedgerFilter(Subject: record)), 1, 100);
        Assert.InRange(await CountLedgerAsync(new LedgerFilter(From: _host.Clock.Today, To: _host.Clock.Today)), 1_600, 50_000);
        foreach (var kind in (string[])["record.published", "repair.granted", "company.registered"])
        {
            await NameLedgerAsync(new LedgerFilter(Kind: kind));
        }

        var agency = await _host.SignInAsync([Role.Agency], organs: [BigRegister.BigOrgan, BigRegister.SmallOrgan]);
        foreach (var reader in (TestAccount[])[agency, ownOfficer, supervisor, auditor])
        {
            foreach (var filter in (string[])["", "state=submitted", "state=underReview", "overdue=true", "overdue=false", "tier=abnormal",
                "ruleSet=four-tier-2024", $"organ={BigRegister.BigOrgan}", $"organ={BigRegister.SmallOrgan}&overdue=true", "organ=NOBODY"])
            {
                await reads.AskAsync(reader.Client, $"/review/objections?{filter}");
            }
        }

        await reads.AskAsync(applicant.Client, "/objections?mine=true&limit=1");
        await reads.AskAsync(auditor.Client, $"/objections/{BigRegister.OpenObjection}");
        await reads.AskAsync(applicant.Client, "/repair-applications?mine=true&limit=1");
        await reads.AskAsync(auditor.Client, $"/repair-applications/{application}");
        foreach (var filter in (string[])["", $"subject={record}", $"actor={officer.Key}", $"actor={Guid.CreateVersion7(DateTimeOffset.UnixEpoch)}",
            $"registrationId={registrationId}", "kind=repair.granted", "kind=account.signedIn", "kind=no.such", "kind=company.registered",
            $"subject={record}&kind=record.published&registrationId={registrationId}", $"actor={officer.Key}&kind=account.signedIn"])
        {
            await reads.AskAsync(auditor.Client, $"/audit?{filter}");
        }

        foreach (var path in (string[])["/account", "/account/notices", "/account/two-factor"])
        {
            await reads.AskAsync(applicant.Client, path);
        }

        await reads.AskAsync(applicant.Client, "/account/companies");
        await reads.AskAsync(administrator.Client, "/accounts");
        await reads.AskAsync(administrator.Client, "/accounts?email=nobody@registry.example");
        foreach (var decider in (TestAccount[])[ownOfficer, officer, administrator])
        {
            await reads.AskAsync(decider.Client, "/company-claims?limit=1");
            await reads.AskAsync(decider.Client, $"/company-claims/{BigRegister.OpenClaim}");
        }

        await reads.AskAsync(administrator.Client, $"/company-claims/{BigRegister.OpenClaim}/certificate");
        await reads.AskAsync(anyone, $"/company-claims/{BigRegister.OpenClaim}");
        await reads.AskAsync(administrator.Client, $"/accounts/{applicant.Key}");
        await reads.AskAsync(administrator.Client, $"/accounts/{applicant.Key}/tokens");

        var list = await applicant.Client.WatchAsync(Enumerable.Range(0, 300).Select(BigRegister.Id), url: "https://hooks.invalid/");
        await register.RunAsync($"update watch_lists set account_id = '{applicant.Key}' where id = md5('list7')::uuid");
        await register.RunAsync($"update recalls set account_id = '{applicant.Key}' where account_id = md5('watcher9')::uuid");
        await register.RunAsync($"insert into named_consumers (account_id, company_id, agreed_at) select '{applicant.Key}', company_id, now() from account_companies where account_id = '{applicant.Key}' limit 1");
        foreach (var path in (string[])["/watch-lists?limit=1", list.PathOf()[Api.Length..], $"{list.PathOf()[Api.Length..]}/companies?limit=100",
            $"{list.PathOf()[Api.Length..]}/events?after=1.100", "/recalls?limit=2", "/recalls?acknowledged=false&limit=2", "/recalls?acknowledged=true",
            "/account/consumer-name"])
        {
            await reads.AskAsync(applicant.Client, path);
        }

        var full = await _host.QueryAsync(db => db.WatchLists.Where(l => l.AccountId == applicant.Key && l.Name == "List").Select(l => l.Id).SingleAsync());
        await reads.AskAsync(applicant.Client, $"/watch-lists/{full}/events");
        await reads.AskAsync(applicant.Client, $"/watch-lists/{full}/deliveries?limit=2");
        await reads.AskAsync(anyone, "/statistics/recalls");
        var recalled = (await applicant.Client.ReadAsync($"{Api}/recalls?limit=1"))["items"]![0]!;
        await (await applicant.Client.SendAsync($"{Api}/recalls/{recalled.Text("recordId")}/acknowledgement")).BodyAsync(HttpStatusCode.OK);
        await (await applicant.Client.SendAsync($"{Api}/recalls/acknowledgements", new { upTo = recalled.Text("position") })).BodyAsync(HttpStatusCode.OK);

        await AssertFastAsync(from);
        Assert.Empty(await reads.MissingAsync());
    }

    /// <summary>What is asked of now knows nothing of the past, and what is asked of the past stays few statements.</summary>
    [Theory]
    [InlineData("", false)]
    [InlineData("asOf=2026-06-15T00:00:00Z", true)]
    [InlineData("shownAt=2026-06-15T00:00:00Z", true)]
    public async Task Past_CostsTwoStatementsAndNowNothing(string instant, bool ofThePast)
    {
        using var anyone = _host.Anyone();
        var ids = await _host.QueryAsync(db => db.Companies.Where(c => db.Records.Any(r => r.CompanyId == c.Id && r.LeftOn == null))
            .OrderBy(c => c.RegistrationId).Select(c => c.RegistrationId).Take(4_000).ToListAsync());
        var one = ids[2_000 + instant.Length]; // which nobody has asked for before
        await ExpectAsync(() => anyone.ReadAsync($"{Api}/companies/{one}?{instant}".TrimEnd('?')), 2);
        await ExpectAsync(
            async () => await (await anyone.SendAsync($"{Api}/screenings?{instant}".TrimEnd('?'), new { ids })).BodyAsync(HttpStatusCode.OK),
            ofThePast ? 2 : 1);
        await ExpectAsync(async () => await anyone.AskAsync($"{Api}/companies/{one}/records?{instant}".TrimEnd('?')), 2);

        async Task ExpectAsync(Func<Task> ask, int count)
        {
            var from = await register.MarkAsync();
            await ask();
            var asked = (await register.PlansAsync(from)).Select(plan => plan.Statement)
                .Where(s => !s.Contains("ledger", StringComparison.Ordinal)) // which workers look at
                .Where(s => s.Contains("registration_id", StringComparison.Ordinal) || s.Contains("company_id", StringComparison.Ordinal)).ToList();
            Assert.True(count == asked.Count, $"{asked.Count} statements:\n{string.Join("\n\n", asked)}");
            Assert.Equal(ofThePast, asked.Exists(s => s.Contains("_versions", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Writes()
    {
        var from = await register.MarkAsync();
        var organ = await OrganAsync();
        var company = await _host.CompanyAsync();
        var published = await (await organ.PublishAsync(Drafts.Record(_host, company))).BodyAsync(HttpStatusCode.Created);
        var corrected = await (await organ.Agency.Client.SendAsync(
            $"{Api}/records/{published.Text("id")}/corrections",
            new { decision = new { number = "Corrected 1", decidedOn = "2026-06-01" }, summary = "Another breach.", penalties = Array.Empty<object>(), reason = "Misread." },
            "*")).BodyAsync(HttpStatusCode.OK);
        await organ.Agency.Client.SendAsync($"{Api}/records/{corrected.Text("id")}/annulment", new { reason = "Void." }, "*");
        await _host.RevokedAsync(await _host.SceneAsync(organ: organ));
        var supplemented = await organ.OfficerA.DoAsync(
            await _host.SubmittedAsync(await _host.SceneAsync(organ: organ)), "supplement-request", Cases.Supplement("RECTIFICATION_PROOF"));
        await organ.OfficerA.DoAsync(supplemented, "assignment", new { assignee = organ.OfficerB.Key });
        var contested = await _host.SceneAsync(organ: organ);
        var again = await _host.SceneAsync(organ: organ);
        var draft = await contested.DraftedAsync();
        await contested.Company.Applicant.DeleteAsync(
            $"{Api}/objections/{draft.Text("id")}/documents/{draft["documents"]![0]!.Text("id")}", HttpStatusCode.OK);
        await organ.OfficerB.ContestAsync(await organ.OfficerA.ContestAsync(await organ.OfficerA.ContestAsync(
            await contested.Company.Applicant.ContestAsync(await contested.Company.Applicant.ReadAgainAsync(draft), "submission"),
            "acceptance"), "finding", Contests.Annulment), "decision", Contests.Annulment);
        await again.Company.Applicant.ContestAsync(await again.DecidedAsync(), "review", new { reason = "Look again." });
        await _host.RecordAsync(organ, company);
        foreach (var (verb, body) in ((string, object?)[])[("confirmation", null), ("refusal", new { reason = "Unreadable." })])
        {
            var claim = await _host.ClaimAsync(company);
            await (await organ.OfficerA.Client.SendAsync($"{Api}/company-claims/{claim.Text("id")}/{verb}", body, claim.ETag()))
                .BodyAsync(HttpStatusCode.OK);
        }

        await AssertFastAsync(from);
    }

    [Fact]
    public async Task ImportsAndScreenings()
    {
        var administrator = await _host.SignInAsync([Role.Administrator]);
        var organ = await OrganAsync();
        var from = await register.MarkAsync();

        // New companies, renamed ones with records and without, and some struck off.
        await PostAsync(administrator, "/imports/companies", "text/csv", "name,registration_id,status\n" + Lines(
            i => i switch
            {
                < 1_500 => $"新的企业{i}有限公司,{BigRegister.Id(BigRegister.Companies + i)},存续",
                < 3_000 => $"改名企业{i}有限公司,{BigRegister.Id(i)},存续",
                _ => $"注销企业{i}有限公司,{BigRegister.Id(i)},注销",
            },
            3_020));
        await PostAsync(organ.Agency, "/imports/records", "text/csv",
            "registration_id,tier,ground,decision_number,decided_on,summary,published_on,penalties\n" + Lines(
                i => $"{BigRegister.Id(40_000 + i)},untrustworthy,U05,Import {i},2026-06-01,Invented.,,", 1_500));
        using var anyone = _host.Anyone();
        await (await anyone.SendAsync($"{Api}/screenings", new { ids = Enumerable.Range(0, 10_000).Select(BigRegister.Id) }))
            .BodyAsync(HttpStatusCode.OK);
        await PostAsync(administrator, "/screenings", "text/csv", "registration_id\n" + Lines(i => BigRegister.Id(i * 2), 20_000));
        var watcher = await _host.SignInAsync([Role.Auditor]);
        var list = await watcher.Client.WatchAsync(Enumerable.Range(0, 9_000).Select(BigRegister.Id));
        await (await watcher.Client.PutAsync(list, $"/companies/{BigRegister.Id(9_001)}")).BodyAsync(HttpStatusCode.OK);
        await PostAsync(administrator, "/screenings", "application/x-ndjson", Lines(i => $"\"33010000{i:0000000}\"", 2_000));
        foreach (var instant in (string[])["asOf=2026-06-15T00:00:00Z", "shownAt=2026-06-15T00:00:00Z"])
        {
            await (await anyone.SendAsync($"{Api}/screenings?{instant}", new { ids = Enumerable.Range(0, 10_000).Select(BigRegister.Id) }))
                .BodyAsync(HttpStatusCode.OK);
            await PostAsync(administrator, $"/screenings?{instant}", "text/csv", "registration_id\n" + Lines(i => BigRegister.Id(i * 2), 20_000));
        }

        await AssertFastAsync(from);

        // What an import did to a connection's plans must not slow the next single write over it.
        from = await register.MarkAsync();
        var company = await _host.CompanyAsync();
        await (await organ.PublishAsync(Drafts.Record(_host, company))).BodyAsync(HttpStatusCode.Created);
        await AssertFastAsync(from);
    }

    [Fact]
    public async Task Workers()
    {
        var folder = Directory.CreateTempSubdirectory("registry-plans-");
        var from = await register.MarkAsync();
        Assert.InRange(await _host.PassTimeAsync(), 0, 1_000);
        var passTime = _host.Services.GetRequiredService<PassTime>();
        await passTime.RecomputeProvisionalAsync(TestContext.Current.CancellationToken);
        await passTime.ForgetAnswersAsync(TestContext.Current.CancellationToken);
        var statistics = _host.Services.GetRequiredService<StatisticsStore>();
        while (await statistics.AdvanceAsync(_host.Clock.GetUtcNow(), _host.Clock.Today, TestContext.Current.CancellationToken))
        {
        }

        await _host.MatchAsync();
        await RecallLateAsync();
        await _host.DeliverAsync();
        await _host.PlaceLedgerAsync();
        using (var exports = ActivatorUtilities.CreateInstance<RegistryExports>(_host.Services, new ExportSettings(folder.FullName)))
        {
            await exports.RunDueAsync(TestContext.Current.CancellationToken);
        }

        folder.Delete(recursive: true);
        await AssertFastAsync(from);
    }

    /// <summary>A screening from before something left, and an export that is thousands of changes old.</summary>
    private async Task RecallLateAsync()
    {
        var company = await _host.CompanyAsync();
        var record = await _host.RecordAsync(await OrganAsync(), company);
        await _host.MatchAsync();
        var (before, now) = (FeedPosition.Parse(await _host.HeadAsync()), _host.Clock.GetUtcNow());
        await _host.RepairAsync(record);
        await _host.MatchAsync();
        var (screening, taking) = (await _host.SignInAsync([Role.Auditor]), await _host.SignInAsync([Role.Auditor]));
        var holds = _host.Services.GetRequiredService<RecallHolds>();
        await holds.OfScreeningAsync(screening.Key, [company.RegistrationId], before, now, TestContext.Current.CancellationToken);
        await holds.OfExportAsync(
            taking.Key, before with { Position = before.Position - 3_000 }, now, now, TestContext.Current.CancellationToken);
        Assert.Single(await screening.Client.RecallsAsync());
        Assert.NotEmpty(await taking.Client.RecallsAsync());
    }

    private async Task<TestOrgan> OrganAsync()
    {
        var id = await _host.QueryAsync(db => db.Organs.Where(o => o.Code == BigRegister.BigOrgan).Select(o => o.Id).SingleAsync());
        string[] organs = [BigRegister.BigOrgan];
        return new TestOrgan(
            id,
            BigRegister.BigOrgan,
            await _host.SignInAsync([Role.Agency], organs),
            await _host.SignInAsync([Role.Officer], organs),
            await _host.SignInAsync([Role.Officer], organs));
    }

    /// <summary>What the desk of an officer, or of who watches all of them, counts beside the queue.</summary>
    private async Task CountQueueAsync(Role role, Guid account, IReadOnlySet<Guid> organs)
    {
        var actor = new Actor(account, new HashSet<Role> { role }, new HashSet<Guid>(), organs);
        foreach (var filter in new QueueFilter[]
            {
                new(), new(Unassigned: true), new(Assignee: account), new(Overdue: true), new(Overdue: true, Assignee: account),
                new(Overdue: true, Unassigned: true), new(Tier: RecordTier.Untrustworthy), new(Organ: BigRegister.SmallOrgan),
            })
        {
            var count = await _host.ServeAsync(services => services.GetRequiredService<ReviewQueue>()
                .CountAsync(filter, actor, 1000, TestContext.Current.CancellationToken));
            Assert.InRange(count, 0, 1000);
        }
    }

    /// <summary>What a supervisor looks at.</summary>
    private async Task WatchAsync(Guid account)
    {
        var actor = new Actor(account, new HashSet<Role> { Role.Supervisor }, new HashSet<Guid>(), new HashSet<Guid>());
        await _host.ServeAsync(async services =>
        {
            var read = services.GetRequiredService<ReadWorkload>();
            var organs = await read.OrgansAsync(actor, TestContext.Current.CancellationToken);
            foreach (var code in (string[])[BigRegister.BigOrgan, BigRegister.SmallOrgan])
            {
                var found = await read.OfOrganAsync(
                    organs.Single(o => o.Code == code).Id, decidedWithin: 90, TestContext.Current.CancellationToken);
                Assert.InRange(found.Open.Sum(o => o.Cases), 1_000, 4 * ReadWorkload.CountedOfState);
                Assert.NotEmpty(found.Times);
            }

            var desk = services.GetRequiredService<ReadDesk>();
            Assert.NotEmpty(await desk.OfficersAsync([BigRegister.BigOrgan], TestContext.Current.CancellationToken));
            Assert.NotNull(await desk.CaseOfAsync("CR-9992", TestContext.Current.CancellationToken));
            Assert.Null(await desk.CaseOfAsync("NOBODY", TestContext.Current.CancellationToken));
            Assert.Null(await desk.AccountOfAsync("nobody@nowhere.example", TestContext.Current.CancellationToken));
            return 0;
        });
    }

    private Task<int> CountLedgerAsync(LedgerFilter filter) => _host.ServeAsync(async services =>
    {
        var count = 0;
        await foreach (var row in services.GetRequiredService<ReadLedger>().AllAsync(filter, TestContext.Current.CancellationToken))
        {
            count++;
        }

        return count;
    });

    /// <summary>What an auditor's page asks of its rows.</summary>
    private Task<int> NameLedgerAsync(LedgerFilter filter) => _host.ServeAsync(async services =>
    {
        var rows = await services.GetRequiredService<ReadLedger>().ListAsync(filter, after: null, 50, TestContext.Current.CancellationToken);
        Assert.Equal(50, rows.Count);
        var names = await services.GetRequiredService<NameLedger>().RunAsync(rows, TestContext.Current.CancellationToken);
        return names.Companies.Count;
    });

    /// <summary>The officer decided cases of both organs this month.</summary>
    private Task<int> DecideAsync(Guid officer) => _host.QueryAsync(db => db.Database.ExecuteSqlAsync($$"""
        insert into ledger (at, actor, role, kind, subject, company_id, details, secret, commitment)
        select {{_host.Clock.GetUtcNow()}}, {{officer}}, 'officer', 'repair.granted', id, company_id, '{"version": 3}', '', sha256(gen_random_uuid()::text::bytea)
        from repair_applications where state = 'granted' and organ_id in (select id from organs where code like 'ORGAN-%') limit 800
        """));

    private Task<int> AssignAsync(Guid officer) => _host.QueryAsync(db => db.Database.ExecuteSqlAsync($"""
        update repair_applications set assignee = {officer}
        where id in (select id from repair_applications where state in ('accepted', 'submitted') and organ_id in (select id from organs where code like 'ORGAN-%') limit 40)
        """));

    private async Task<(Guid Record, string RegistrationId, string Name, Guid Application)> SampleAsync()
    {
        var found = await _host.QueryAsync(db => (
            from a in db.RepairApplications
            join c in db.Companies on a.CompanyId equals c.Id
            join r in db.Records on a.RecordId equals r.Id
            where a.Reference == "CR-9992" && r.LeftOn == null
            select new { a.RecordId, c.RegistrationId, c.Name, a.Id }).SingleAsync());
        return (found.RecordId, found.RegistrationId, found.Name, found.Id);
    }

    private static string Lines(Func<int, string> line, int count) =>
        string.Join('\n', Enumerable.Range(0, count).Select(line)) + "\n";

    private static async Task PostAsync(TestAccount account, string path, string type, string text)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        var answer = await account.Client.PostAsync(
            new Uri(Api + path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode is HttpStatusCode.OK, said);
    }

    private async Task AssertFastAsync(long from)
    {
        var plans = await register.PlansAsync(from);
        Assert.NotEmpty(plans);
        var slow = plans
            .Where(plan => plan.Faults.Count > 0 && !Exempt.Any(e => plan.Statement.StartsWith(e.Beginning, StringComparison.Ordinal)))
            .DistinctBy(plan => plan.ToString())
            .ToList();
        Assert.True(slow.Count == 0, $"{slow.Count} of {plans.Count} statements would not stay fast:\n{string.Join('\n', slow)}");
    }
}
