using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Application.Exports;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CreditRegistry.Api.Tests.Feed;

/// <summary>The whole public register to take away.</summary>
public sealed class ExportTests(RegistryCluster cluster) : IAsyncLifetime
{
    private const string Path = "/api/v1/exports";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("registry-exports-");
    private readonly RegistryHost _host = new(cluster);

    [Fact]
    public async Task Copy_OfAnExportAndTheChangesAfterIt_IsTheRegister()
    {
        var organ = await _host.OrganAsync();
        var scenes = new List<Scene>();
        for (var i = 0; i < 12; i++)
        {
            scenes.Add(await _host.SceneAsync(organ: organ, publishedOn: _host.Clock.Today.AddMonths(-6 - i)));
        }

        var writing = Task.WhenAll(scenes.Select((scene, i) => ChangeAsync(scene, i)));
        var copies = new List<Copy>();
        for (var i = 0; i < 3; i++)
        {
            copies.Add(await Copy.OfAsync(_host));
            await Task.Delay(150, TestContext.Current.CancellationToken);
        }

        await writing;
        var registered = await _host.QueryAsync(db => db.Companies.Select(c => c.RegistrationId).ToListAsync());
        using var anyone = _host.Anyone();
        foreach (var copy in copies)
        {
            copy.Take((await _host.ChangesAsync(copy.Position)).Items);

            Assert.Equal(registered.Order(StringComparer.Ordinal), copy.Companies.Keys.Order(StringComparer.Ordinal));
            foreach (var (registrationId, company) in copy.Companies)
            {
                var page = await anyone.ReadAsync($"/api/v1/companies/{registrationId}");
                Assert.Equal(
                    (page.Text("name"), page.Text("status"), page["companyType"]?.ToString(), page["region"]?.Text("code")),
                    (company.Text("name"), company.Text("status"), company["companyType"]?.ToString(), company["regionCode"]?.ToString()));
                Assert.Equal(page["formerNames"]!.ToJsonString(), company["formerNames"]!.ToJsonString());
                Assert.Equal(
                    page["records"]!.AsArray().Select(r => Exported(r!)).Order(StringComparer.Ordinal),
                    copy.Records.Values.Where(r => r.Text("registrationId") == registrationId)
                        .Select(r => r.ToJsonString()).Order(StringComparer.Ordinal));
            }
        }

        Assert.NotEmpty(copies[^1].Records);
    }

    [Fact]
    public async Task Csv_AndNdjson_SayTheSame()
    {
        var company = await _host.CompanyAsync(name: "=1+1, \"逗号\"\n有限公司");
        await _host.RecordAsync(await _host.OrganAsync(), company);

        foreach (var subject in (string[])["companies", "records"])
        {
            var (_, lines) = await NdjsonAsync($"{subject}.ndjson.gz?fresh=true");
            var rows = Csv(await TextAsync($"{subject}.csv.gz?fresh=true"));

            var names = rows[0];
            Assert.Equal(lines[0].AsObject().Select(p => p.Key), names);
            Assert.Equal(lines.Count, rows.Count - 1);
            Assert.Equal(
                lines.Select(line => string.Join('|', line.AsObject().Select(p => Text(p.Value)))).Order(StringComparer.Ordinal),
                rows.Skip(1).Select(row => string.Join('|', row)).Order(StringComparer.Ordinal));
        }

        static string Text(JsonNode? value) => value switch
        {
            null => "",
            JsonArray array when array.Count == 0 => "[]",
            JsonValue flag when flag.TryGetValue<bool>(out var on) => on ? "t" : "f",
            _ => value.ToString(),
        };
    }

    [Fact]
    public async Task Records_NotShown_AreNotInIt()
    {
        var (organ, cn) = (await _host.OrganAsync(), await _host.OrganAsync(Given.Cn));
        var company = await _host.CompanyAsync();
        var shown = await _host.RecordAsync(organ, company);
        await _host.RecordAsync(cn, company, RecordTier.Untrustworthy, ruleSet: Given.Cn, penalties: new Penalty("WARNING", null, null));
        await HideAsync("shielding");
        await HideAsync("annulment");
        var ending = await _host.RecordAsync(organ, company, publishedOn: _host.Clock.Today.AddYears(-3).AddDays(3));

        _host.Clock.GoTo(ending.LapsesOn!.Value);
        Assert.Equal(new[] { shown.Id, ending.Id }.Order(), (await IdsAsync()).Order());
        _host.Clock.AdvanceDays(1); // no worker has run
        Assert.Equal([shown.Id], await IdsAsync());

        async Task HideAsync(string verb)
        {
            var record = await _host.RecordAsync(organ, company);
            await (await organ.Agency.Client.SendAsync($"/api/v1/records/{record.Id}/{verb}", new { reason = "Order 7." }, "*"))
                .BodyAsync(HttpStatusCode.OK);
        }

        async Task<IEnumerable<Guid>> IdsAsync() =>
            (await NdjsonAsync("records.ndjson.gz?fresh=true")).Rows.Select(r => r["id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Night_Due_MakesAllFilesOfOneSnapshotAndKeepsTheNewest()
    {
        await _host.CompanyAsync();
        var exports = _host.Services.GetRequiredService<RegistryExports>();
        Assert.True(await exports.RunDueAsync(TestContext.Current.CancellationToken)); // a new server has none, whatever the time
        var first = await ListAsync();
        var position = Assert.Single(first.Select(i => i.Text("position")).Distinct());
        Assert.Empty((await _host.ChangesAsync(position)).Items); // the company is in it, with its position
        Assert.All(first, i => Assert.True((long)i["bytes"]! > 0));
        Assert.Equal([1, 1, 0, 0], first.Select(i => (int)i["rows"]!));

        _host.Clock.Advance(TimeSpan.FromHours(9) - TimeSpan.FromSeconds(1)); // 01:59:59 of the next day
        Assert.False(await exports.RunDueAsync(TestContext.Current.CancellationToken));
        await _host.CompanyAsync();
        await _host.PlacedAsync();
        Directory.CreateDirectory(System.IO.Path.Combine(_folder.FullName, ".new-killed"));
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await exports.RunDueAsync(TestContext.Current.CancellationToken));
        Assert.False(await exports.RunDueAsync(TestContext.Current.CancellationToken));

        var second = await ListAsync();
        Assert.NotEqual(position, second[0].Text("position"));
        Assert.Equal(2, (int)second[0]["rows"]!);
        Assert.Equal(2, (await NdjsonAsync("companies.ndjson.gz")).Rows.Count);
        for (var night = 0; night < 3; night++)
        {
            _host.Clock.AdvanceDays(1);
            Assert.True(await exports.RunDueAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(3, Directory.GetFileSystemEntries(_folder.FullName).Length); // three nights, and nothing unfinished
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Export_OfANewRegister_WaitsUntilWhatItHoldsHasAPosition(bool ofTheNight)
    {
        await using var host = new RegistryHost(cluster);
        await host.StartAsync(await cluster.NewDatabaseAsync(), builder =>
        {
            foreach (var worker in (Type[])[typeof(SequencerWorker), typeof(ExportWorker)])
            {
                builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == worker));
            }

            builder.Services.AddSingleton(new ExportSettings(System.IO.Path.Combine(_folder.FullName, "new")));
        });
        var company = await host.CompanyAsync();
        Assert.Equal("1.0", (await host.Anyone().ReadAsync(Changes.Path)).Text("head"));

        var exports = host.Services.GetRequiredService<RegistryExports>();
        Assert.Equal(ofTheNight, ofTheNight && await exports.RunDueAsync(TestContext.Current.CancellationToken));
        var (first, rows) = await NdjsonAsync(host, "companies.ndjson.gz");

        Assert.Equal(company.RegistrationId, Assert.Single(rows).Text("registrationId"));
        var after = await host.Anyone().ReadAsync($"{Changes.Path}?after={first.Text("position")}");
        Assert.NotEqual("1.0", first.Text("position"));
        Assert.Equal(first.Text("position"), after.Text("head"));
        Assert.Empty(after["items"]!.AsArray());
    }

    [Fact]
    public async Task File_OfTheNight_HasATagAndPartsAndAPosition()
    {
        await _host.CompanyAsync();
        await _host.PlacedAsync();
        while ((await ListAsync())[0]["position"] is null)
        {
            await _host.Services.GetRequiredService<RegistryExports>().RunDueAsync(TestContext.Current.CancellationToken);
        }

        using var client = _host.Anyone();
        var whole = await client.AskAsync($"{Path}/companies.ndjson.gz");
        var bytes = await whole.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal("application/gzip", whole.Content.Headers.ContentType?.MediaType);
        Assert.Equal((await ListAsync())[0].Text("position"), whole.Headers.GetValues("Registry-Position").Single());

        using var part = new HttpRequestMessage(HttpMethod.Get, $"{Path}/companies.ndjson.gz");
        part.Headers.Range = new RangeHeaderValue(10, 19);
        var answer = await client.SendAsync(part, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(bytes[10..20], await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        using var known = new HttpRequestMessage(HttpMethod.Get, $"{Path}/companies.ndjson.gz");
        known.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(known, TestContext.Current.CancellationToken)).StatusCode);

        var company = await _host.CompanyAsync(); // not in the file, but in a fresh one
        await _host.PlacedAsync();
        Assert.DoesNotContain((await NdjsonAsync("companies.ndjson.gz")).Rows, r => r.Text("registrationId") == company.RegistrationId);
        Assert.Contains((await NdjsonAsync("companies.ndjson.gz?fresh=true")).Rows, r => r.Text("registrationId") == company.RegistrationId);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("companies")]
    [InlineData("COMPANIES.CSV.GZ")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("export.json")]
    public async Task Name_ThatIsNone_IsToldWhichThereAre(string name)
    {
        var problem = await (await _host.Anyone().AskAsync($"{Path}/{name}")).BodyAsync(HttpStatusCode.NotFound);

        Assert.Equal("EXPORT_NOT_FOUND", problem.Text("code"));
        Assert.Contains("companies.ndjson.gz", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WhoseReaderLeaves_StopsAndFreesItsPlace()
    {
        await using (var source = NpgsqlDataSource.Create(_host.Database.Connection))
        await using (var many = source.CreateCommand(
            """
            insert into companies (id, version, registration_id, name, former_names, search_text, name_grams, status, changed_at)
            select gen_random_uuid(), 1, 'MADE-UP-' || n, encode(sha256(n::text::bytea), 'hex') || encode(sha256((-n)::text::bytea), 'hex'),
                '[]', 'x', '{}', 'registered', now()
            from generate_series(1, 120000) n
            """))
        {
            await many.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        using var first = _host.Anyone();
        using var second = _host.Anyone();
        var taken = new List<HttpResponseMessage>();
        foreach (var client in (HttpClient[])[first, second])
        {
            var answer = await client.GetAsync(
                new Uri($"{Path}/companies.csv.gz?fresh=true", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            taken.Add(answer); // and its body is left where it is
        }

        using var third = _host.Anyone();
        var busy = await third.AskAsync($"{Path}/records.csv.gz?fresh=true");
        Assert.Equal("EXPORTS_BUSY", await busy.ProblemAsync(HttpStatusCode.ServiceUnavailable));
        Assert.NotNull(busy.Headers.RetryAfter);
        Assert.Equal(2, await CopyingAsync());

        taken.ForEach(answer => answer.Dispose());
        for (var i = 0; await CopyingAsync() > 0; i++)
        {
            Assert.True(i < 2_400, "An export goes on for nobody.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        // A place is free a moment after the statement has ended.
        HttpResponseMessage taking;
        var tries = 0;
        while ((taking = await third.AskAsync($"{Path}/records.csv.gz?fresh=true")).StatusCode is HttpStatusCode.ServiceUnavailable)
        {
            Assert.True(tries++ < 2_400, "No place is free.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.OK, taking.StatusCode);

        Task<int> CopyingAsync() => _host.QueryAsync(db => db.Database.SqlQuery<int>(
            $"""
            select count(*)::int as "Value" from pg_stat_activity
            where datname = current_database() and query like 'copy (%' and state <> 'idle'
            """).SingleAsync());
    }

    public async ValueTask InitializeAsync() => await _host.StartAsync(
        await cluster.NewDatabaseAsync(),
        builder =>
        {
            // A test makes the files of the night itself, and none are due meanwhile.
            builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(ExportWorker)));
            builder.Services.AddSingleton(new ExportSettings(_folder.FullName));
        });

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>What the export says of a record, from what the API says of it.</summary>
    private static string Exported(JsonNode view) => new JsonObject
    {
        ["id"] = view.Text("id"),
        ["registrationId"] = view.Text("registrationId"),
        ["tier"] = view.Text("tier"),
        ["ground"] = view["ground"]!.Text("code"),
        ["organ"] = view["organ"]!.Text("code"),
        ["decisionNumber"] = view["decision"]?.Text("number"),
        ["summary"] = view.Text("summary"),
        ["publishedOn"] = view.Text("publishedOn"),
        ["lapsesOn"] = view["lapsesOn"]?.ToString(),
        ["repairPending"] = view["marks"]!.AsArray().Any(m => m!.Text("code") is "REPAIR_PENDING"),
        ["contestedSince"] = view["marks"]!.AsArray().FirstOrDefault(m => m!.Text("code") is "OBJECTION")?["from"]?.ToString(),
        ["companyStatement"] = view["marks"]!.AsArray().FirstOrDefault(m => m!.Text("code") is "OBJECTION")?["statement"]?.ToString(),
        ["ruleSet"] = view.Text("ruleSet"),
        ["version"] = (int)view["version"]!,
    }.ToJsonString();

    private static string Columns(JsonNode row) => new JsonObject(
        new[] { "id", "registrationId", "tier", "ground", "organ", "decisionNumber", "summary", "publishedOn", "lapsesOn", "repairPending", "contestedSince", "companyStatement", "ruleSet", "version" }
            .Select(name => KeyValuePair.Create(name, row[name]?.DeepClone()))).ToJsonString();

    private static List<List<string>> Csv(string text)
    {
        var rows = new List<List<string>> { new() };
        var (value, quoted) = (new StringBuilder(), false);
        foreach (var c in text)
        {
            switch (c)
            {
                case '"':
                    if (!quoted && value.Length > 0)
                    {
                        value.Append(c); // the second of a pair
                    }

                    quoted = !quoted;
                    break;
                case ',' or '\n' when !quoted:
                    rows[^1].Add(value.ToString());
                    value.Clear();
                    if (c is '\n')
                    {
                        rows.Add([]);
                    }

                    break;
                default:
                    value.Append(c);
                    break;
            }
        }

        rows.RemoveAt(rows.Count - 1);
        return rows;
    }

    private async Task<IReadOnlyList<JsonNode>> ListAsync()
    {
        using var client = _host.Anyone();
        return [.. (await client.ReadAsync(Path))["items"]!.AsArray().Select(i => i!)];
    }

    private Task<string> TextAsync(string name) => TextAsync(_host, name);

    private static async Task<string> TextAsync(RegistryHost host, string name)
    {
        using var client = host.Anyone();
        await using var gzip = new GZipStream(
            await client.GetStreamAsync(new Uri($"{Path}/{name}", UriKind.Relative), TestContext.Current.CancellationToken),
            CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private Task<(JsonNode First, IReadOnlyList<JsonNode> Rows)> NdjsonAsync(string name) => NdjsonAsync(_host, name);

    private static async Task<(JsonNode First, IReadOnlyList<JsonNode> Rows)> NdjsonAsync(RegistryHost host, string name)
    {
        var lines = (await TextAsync(host, name)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["export", "position", "at"], lines[0].Members());
        return (lines[0], lines[1..]);
    }

    /// <summary>Writes about a company and its record, each in its own way.</summary>
    private async Task ChangeAsync(Scene scene, int way)
    {
        var agency = scene.Organ.Agency.Client;
        await RenameAsync(scene.Company, way);
        switch (way % 6)
        {
            case 0:
                await _host.GrantedAsync(scene);
                break;
            case 1:
                await SendAsync("corrections", new { reason = "A slip.", summary = "Other \\ words,\n\"these\"." });
                break;
            case 2:
                await SendAsync("shielding", new { reason = "Order 7." });
                break;
            case 3:
                await SendAsync("shielding", new { reason = "Order 7." });
                await SendAsync("shielding-end", new { reason = "It ended." });
                break;
            case 4:
                await SendAsync("annulment", new { reason = "Withdrawn." });
                break;
            default:
                await _host.SubmittedAsync(scene);
                break;
        }

        await _host.RecordAsync(scene.Organ, await _host.CompanyAsync());
        await RenameAsync(scene.Company, way + 100);

        async Task SendAsync(string verb, object body) =>
            await (await agency.SendAsync($"/api/v1/records/{scene.Record.Id}/{verb}", body, "*")).BodyAsync(HttpStatusCode.OK);
    }

    private Task RenameAsync(TestCompany company, int number) => _host.QueryAsync(async db =>
    {
        var found = await db.Companies.SingleAsync(c => c.Id == company.Id);
        found.Change(found.Particulars with { Name = string.Create(CultureInfo.InvariantCulture, $"改名{number}有限公司") });
        await db.SaveAsync(Actor.Registry, role: null, _host.Clock.GetUtcNow(), CancellationToken.None);
        return 0;
    });

    /// <summary>Somebody else's copy of the register.</summary>
    private sealed class Copy
    {
        public required string Position { get; init; }

        public Dictionary<string, JsonNode> Companies { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, JsonNode> Records { get; } = new(StringComparer.Ordinal);

        /// <summary>From two exports: the older position is where to go on from, for what it repeats is only newer.</summary>
        public static async Task<Copy> OfAsync(RegistryHost host)
        {
            var companies = await NdjsonAsync(host, "companies.ndjson.gz?fresh=true");
            var records = await NdjsonAsync(host, "records.ndjson.gz?fresh=true");
            var copy = new Copy { Position = companies.First.Text("position") };
            foreach (var company in companies.Rows)
            {
                copy.Companies.Add(company.Text("registrationId"), company);
            }

            foreach (var record in records.Rows)
            {
                copy.Records.Add(record.Text("id"), JsonNode.Parse(Columns(record))!);
            }

            return copy;
        }

        public void Take(IEnumerable<JsonNode> changes)
        {
            foreach (var change in changes)
            {
                if (change["company"] is { } company)
                {
                    Companies[company.Text("registrationId")] = company;
                }
                else if (change["record"] is { } record)
                {
                    Records[record.Text("id")] = JsonNode.Parse(Exported(record))!;
                }
                else
                {
                    Records.Remove(change.Text("recordId"));
                }
            }
        }
    }
}
