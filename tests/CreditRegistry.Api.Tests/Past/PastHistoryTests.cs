using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Past;

/// <summary>
/// Answers about the past against what was really answered then, and against a plain list of what happened to each record,
/// through a long series of random acts, for every kind of reader.
/// </summary>
public sealed class PastHistoryTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private const int Acts = 100;
    private const int Checks = 2;
    private const int Instants = 4;

    private readonly List<Sample> _samples = [];
    private readonly List<Story> _stories = [];
    private readonly List<string> _renamed = [];
    private TestOrgan[] _organs = [];
    private TestCompany _company = null!;
    private readonly Random _random = new(1);

    [Fact]
    public async Task Past_AtRandomInstants_IsWhatWasThereForEachReader()
    {
        _organs = [await host.OrganAsync(), await host.OrganAsync()];
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        _company = await host.CompanyAsync();
        Reader[] readers =
        [
            new("anyone", host.Anyone(), _ => false),
            new("auditor", (await host.SignInAsync([Role.Auditor])).Client, _ => true),
            new("the company", _company.Applicant.Client, _ => true),
            new("another company", (await host.CompanyAsync()).Applicant.Client, _ => false),
            new("agency", _organs[0].Agency.Client, story => story.Organ == _organs[0]),
            new("another organ's agency", (await host.OrganAsync()).Agency.Client, _ => false),
            new("officer", _organs[0].OfficerA.Client, story => story.Organ == _organs[0]),
            new("supervisor", (await host.SignInAsync([Role.Supervisor])).Client, _ => false),
        ];
        await SampleAsync();

        for (var act = 1; act <= Acts; act++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(_random.Next(1, 60)));
            if (_random.Next(3) == 0)
            {
                host.Clock.AdvanceDays(_random.Next(1, 150));
                await SampleAsync();
                host.Clock.Advance(TimeSpan.FromMinutes(1));
            }

            await ActAsync();
            await SampleAsync();
            if (act % (Acts / Checks) == 0)
            {
                host.Clock.Advance(TimeSpan.FromMinutes(1));
                foreach (var reader in readers)
                {
                    await CheckAsync(reader);
                }
            }
        }

        // A series in which little happened would prove little.
        Assert.All(
            new[] { "correct", "mark", "shield", "unshield", "repair", "restore", "annul", "rename" },
            kind => Assert.Contains(kind, _stories.SelectMany(s => s.Done).Concat(_renamed)));
    }

    private async Task ActAsync()
    {
        var today = host.Clock.Today;
        var story = _stories.Count == 0 ? null : _stories[_random.Next(_stories.Count)];
        switch (_random.Next(14))
        {
            case 0 or 1 or 2 when _stories.Count < 14:
                var organ = _organs[_random.Next(2)];
                var record = await host.RecordAsync(
                    organ,
                    _company,
                    _random.Next(2) == 0 ? RecordTier.Untrustworthy : RecordTier.SeriouslyUntrustworthy,
                    publishedOn: today.AddDays(_random.Next(2) == 0 ? 0 : -_random.Next(900)));
                _stories.Add(new Story(record.Id, organ, host.Clock.GetUtcNow(), record.PublishedOn));
                break;
            case 3 when story is not null:
                await DoAsync(story, "correct", (r, rules) => r.Correct(
                    rules,
                    new(r.Ground, r.Decision!, string.Create(CultureInfo.InvariantCulture, $"Corrected {_random.Next()}."), []),
                    today,
                    "A slip."));
                break;
            case 4 when story is not null:
                await DoAsync(story, "mark", (r, _) =>
                {
                    if (!r.IsShownOn(today))
                    {
                        return ReadRefusal;
                    }

                    r.MarkRepairPending(!r.RepairPending);
                    return null;
                });
                break;
            case 5 or 6 when story is not null:
                if (await DoAsync(story, "shield", (r, _) => r.Shield(today, "Order.")))
                {
                    story.Off.Add((today, null));
                }
                else if (await DoAsync(story, "unshield", (r, _) => r.Unshield(today, "Ended.")))
                {
                    story.BackOn(today);
                }

                break;
            case 7 or 8 when story is not null:
                if (await DoAsync(story, "repair", (r, _) => r.Repair(today, Guid.CreateVersion7(host.Clock.GetUtcNow()))))
                {
                    story.BackOn(today); // a shielding ends with the publication
                    story.Off.Add((today, null));
                }
                else if (await DoAsync(story, "restore", (r, rules) => r.Restore(rules, today)))
                {
                    story.BackOn(today);
                }

                break;
            case 9 when story is not null:
                story.Annulled |= await DoAsync(story, "annul", (r, _) => r.Annul(today, "Withdrawn."));
                break;
            case 10:
                await host.PassTimeAsync();
                break;
            default:
                await RenameAsync();
                break;
        }
    }

    private static readonly RegistryError ReadRefusal = new ConflictError("RECORD_STATE", "Not shown.");

    private Task<bool> DoAsync(Story story, string kind, Func<CreditRecord, RuleSet, RegistryError?> act) => host.QueryAsync(async db =>
    {
        var record = await db.Records.SingleAsync(r => r.Id == story.Id);
        if (act(record, host.Services.GetRequiredService<RuleBook>().Get(record.RuleSetId)) is not null)
        {
            return false;
        }

        await db.SaveAsync(Actor.Registry, role: null, host.Clock.GetUtcNow(), CancellationToken.None);
        await host.SeeAsync();
        story.Done.Add(kind);
        return true;
    });

    private Task RenameAsync() => host.QueryAsync(async db =>
    {
        var company = await db.Companies.SingleAsync(c => c.Id == _company.Id);
        company.Change(company.Particulars with
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"改名{_random.Next(100)}有限公司"),
            Status = _random.Next(2) == 0 ? CompanyStatus.Registered : CompanyStatus.Revoked,
        });
        await db.SaveAsync(Actor.Registry, role: null, host.Clock.GetUtcNow(), CancellationToken.None);
        await host.SeeAsync();
        _renamed.Add("rename");
        return 0;
    });

    /// <summary>What the public is told at this instant.</summary>
    private async Task SampleAsync()
    {
        using var anyone = host.Anyone();
        _samples.Add(new Sample(
            host.Clock.GetUtcNow(),
            (await anyone.ReadAsync(CompanyPath)).AsObject(),
            [.. (await anyone.ReadAsync($"{CompanyPath}/records?limit=200"))["items"]!.AsArray().Select(r => r!.AsObject())]));
    }

    private async Task CheckAsync(Reader reader)
    {
        var published = (await host.Anyone().ReadAsync($"{CompanyPath}/records?limit=200"))["items"]!.AsArray()
            .Select(r => Guid.Parse(r!.Text("id"))).ToHashSet();
        var readable = _stories.Where(s => published.Contains(s.Id) || reader.Reads(s)).Select(s => s.Id).ToHashSet();
        for (var i = 0; i < Instants; i++)
        {
            var sample = _samples[_random.Next(_samples.Count)];
            // Until something happened, on the same day in Shanghai.
            var next = _samples.Select(s => s.At).Where(at => at > sample.At)
                .Append(host.Clock.GetUtcNow())
                .Append(new DateTimeOffset(sample.Day.AddDays(1), default, TimeSpan.FromHours(8)))
                .Min();
            var at = sample.At + TimeSpan.FromTicks(_random.NextInt64(0, Math.Max(1, (next - sample.At).Ticks)) / 10 * 10);
            await CheckShownAsync(reader, sample, at, readable);
            await CheckInForceAsync(reader, at, readable);
            await CheckListAsync(reader, at);
        }

        var early = $"{CompanyPath}?shownAt={Text(_samples[0].At.AddTicks(-10))}";
        Assert.Equal(
            "COMPANY_NOT_IN_REGISTER_THEN", await (await reader.Client.AskAsync(early)).ProblemAsync(HttpStatusCode.NotFound));
    }

    private async Task CheckShownAsync(Reader reader, Sample sample, DateTimeOffset at, HashSet<Guid> readable)
    {
        var query = $"shownAt={Text(at)}";
        var shown = sample.Records.Where(r => readable.Contains(Guid.Parse(r.Text("id")))).ToList();
        var company = (await reader.Client.ReadAsync($"{CompanyPath}?{query}")).AsObject();
        TakeInstant(company, "shownAt", at);
        var expected = (JsonObject)sample.Company.DeepClone();
        expected["standing"] = StandingOf(shown);
        foreach (var (tier, _) in expected["publishedRecords"]!.AsObject().ToList())
        {
            expected["publishedRecords"]![tier] = shown.Count(r => r.Text("tier") == tier);
        }

        expected["records"] = new JsonArray([.. shown.Select(r => r.DeepClone())]);
        if (!_stories.TrueForAll(s => s.Recorded > at || readable.Contains(s.Id)))
        {
            // Of what is hidden from this reader, not even the instant may show through.
            Assert.True(company["asOf"]!.GetValue<DateTimeOffset>() <= expected["asOf"]!.GetValue<DateTimeOffset>());
            (company["asOf"], expected["asOf"]) = (null, null);
        }

        Same(expected, company, reader, at);
        var list = (await reader.Client.ReadAsync($"{CompanyPath}/records?limit=200&{query}")).AsObject();
        TakeInstant(list, "shownAt", at);
        Same(expected["records"]!, list["items"]!, reader, at);
        await CheckScreenedAsync(reader, query, [.. shown.Select(r => (r.Text("tier"), r["lapsesOn"]))]);

        var story = _stories.Count == 0 ? null : _stories[_random.Next(_stories.Count)];
        if (story is not null)
        {
            await CheckRecordAsync(reader, story, query, at, readable, shown.Find(r => Guid.Parse(r.Text("id")) == story.Id));
        }
    }

    private static async Task CheckRecordAsync(
        Reader reader, Story story, string query, DateTimeOffset at, HashSet<Guid> readable, JsonObject? shown)
    {
        var path = $"/api/v1/records/{story.Id}";
        var answer = await reader.Client.AskAsync($"{path}?{query}");
        if (!readable.Contains(story.Id))
        {
            var now = await reader.Client.AskAsync(path);
            Assert.Contains(now.StatusCode, new[] { HttpStatusCode.Gone, HttpStatusCode.NotFound });
            Same(Untraced(await now.BodyAsync(now.StatusCode)), Untraced(await answer.BodyAsync(now.StatusCode)), reader, at);
        }
        else if (shown is not null)
        {
            var body = (await answer.BodyAsync(HttpStatusCode.OK)).AsObject();
            TakeInstant(body, "shownAt", at);
            Same(shown, body, reader, at);
        }
        else if (story.Recorded > at || !reader.Reads(story))
        {
            Assert.Equal("RECORD_NOT_THERE_THEN", await answer.ProblemAsync(HttpStatusCode.NotFound));
        }
        else
        {
            Assert.Equal($"{story.Id}", (await answer.BodyAsync(HttpStatusCode.OK)).Text("id"));
        }
    }

    private async Task CheckInForceAsync(Reader reader, DateTimeOffset at, HashSet<Guid> readable)
    {
        var (query, day) = ($"asOf={Text(at)}", DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(8)).DateTime));
        var present = await host.QueryAsync(db => db.Records.AsNoTracking()
            .Where(r => r.CompanyId == _company.Id).ToDictionaryAsync(r => r.Id));
        var expected = _stories.Where(s => readable.Contains(s.Id) && s.InForceOn(day, present[s.Id].LapsesOn)).ToList();

        var company = (await reader.Client.ReadAsync($"{CompanyPath}?{query}")).AsObject();

        TakeInstant(company, "asOf", at);
        var records = company["records"]!.AsArray().Select(r => r!.AsObject()).ToList();
        Assert.Equal(
            expected.Select(s => $"{s.Id}").Order(StringComparer.Ordinal), records.Select(r => r.Text("id")).Order(StringComparer.Ordinal));
        Assert.Equal(StandingOf(records), company.Text("standing"));
        Assert.All(records, r =>
        {
            var known = present[Guid.Parse(r.Text("id"))];
            Assert.Equal(("published", known.Summary, known.Version), (r.Text("state"), r.Text("summary"), (int)r["version"]!));
        });
        Assert.Equal((await host.Anyone().ReadAsync(CompanyPath)).Text("name"), company.Text("name"));
        await CheckScreenedAsync(reader, query, [.. records.Select(r => (r.Text("tier"), r["lapsesOn"]))]);
    }

    /// <summary>The list of all companies' records shows to everyone what the public finds at the company.</summary>
    private async Task CheckListAsync(Reader reader, DateTimeOffset at)
    {
        var query = $"{(_random.Next(2) == 0 ? "asOf" : "shownAt")}={Text(at)}";
        var organ = _organs[_random.Next(2)];
        var ofOrgan = _stories.Where(s => s.Organ == organ).Select(s => $"{s.Id}").ToHashSet();
        var company = (await host.Anyone().ReadAsync($"{CompanyPath}/records?limit=200&{query}"))["items"]!.AsArray();
        var listed = new JsonArray();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await reader.Client.ReadAsync($"/api/v1/records?organ={organ.Code}&limit=3&{query}{cursor}");
            page["items"]!.AsArray().ToList().ForEach(r => listed.Add(r!.DeepClone()));
            cursor = page["next"] is { } next ? $"&cursor={Uri.EscapeDataString(next.GetValue<string>())}" : null;
        }

        Same(new JsonArray([.. company.Where(r => ofOrgan.Contains(r!.Text("id"))).Select(r => r!.DeepClone())]), listed, reader, at);
    }

    private async Task CheckScreenedAsync(Reader reader, string query, List<(string Tier, JsonNode? LapsesOn)> records)
    {
        var one = (await (await reader.Client.SendAsync($"/api/v1/screenings?{query}", new { ids = new[] { _company.RegistrationId } }))
            .BodyAsync(HttpStatusCode.OK))["results"]![0]!;
        Assert.Equal(
            (records.Count == 0 ? "clear" : "listed", records.Count, records.Select(r => r.LapsesOn?.GetValue<string>()).Min(StringComparer.Ordinal)),
            (one.Text("verdict"), (int)one["records"]!, one["nextEndOn"]?.GetValue<string>()));
    }

    private string CompanyPath => $"/api/v1/companies/{_company.RegistrationId}";

    private static string StandingOf(IReadOnlyCollection<JsonObject> records) =>
        records.Any(r => r.Text("tier") is "seriouslyUntrustworthy") ? "seriouslyUntrustworthy"
        : records.Count > 0 ? "untrustworthy"
        : "clear";

    private static void TakeInstant(JsonObject answer, string question, DateTimeOffset at)
    {
        Assert.Equal(at, answer["instant"]![question]!.GetValue<DateTimeOffset>());
        Assert.Null(answer["instant"]![question is "asOf" ? "shownAt" : "asOf"]);
        answer.Remove("instant");
    }

    private static JsonNode Untraced(JsonNode problem)
    {
        problem["traceId"] = null;
        return problem;
    }

    private static void Same(JsonNode expected, JsonNode actual, Reader reader, DateTimeOffset at) =>
        Assert.True(
            JsonNode.DeepEquals(Unproved(expected), Unproved(actual)), $"{reader.Who} at {at:O}:\nthen {expected}\nsays {actual}");

    /// <summary>Without what opens a record's leaf in the log, which an answer about the past does not carry.</summary>
    private static JsonNode Unproved(JsonNode answer)
    {
        var bare = answer.DeepClone();
        var records = bare as JsonArray ?? bare["records"] as JsonArray;
        foreach (var record in (IEnumerable<JsonNode?>?)records ?? [bare])
        {
            (record as JsonObject)?.Remove("log");
        }

        return bare;
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private sealed record Reader(string Who, HttpClient Client, Func<Story, bool> Reads);

    private sealed record Sample(DateTimeOffset At, JsonObject Company, List<JsonObject> Records)
    {
        public DateOnly Day => DateOnly.FromDateTime(At.ToOffset(TimeSpan.FromHours(8)).DateTime);
    }

    /// <summary>What was done to a record, as law counts it.</summary>
    private sealed record Story(Guid Id, TestOrgan Organ, DateTimeOffset Recorded, DateOnly From)
    {
        public List<string> Done { get; } = [];

        public List<(DateOnly From, DateOnly? Until)> Off { get; } = [];

        public bool Annulled { get; set; }

        public void BackOn(DateOnly day)
        {
            if (Off is [.., { Until: null }])
            {
                Off[^1] = (Off[^1].From, day);
            }
        }

        public bool InForceOn(DateOnly day, DateOnly? last) =>
            !Annulled && From <= day && !(last < day) && !Off.Exists(off => off.From <= day && !(off.Until <= day));
    }
}
