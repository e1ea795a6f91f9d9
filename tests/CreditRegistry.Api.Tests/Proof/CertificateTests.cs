using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CreditRegistry.Application.Proof;
using CreditRegistry.Application.Proof.Verification;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Proof;

/// <summary>Certificates: what they say, that nobody can make or change one, and what is said of them later.</summary>
public sealed class CertificateTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task Certificate_OfACompanyWithoutRecords_SaysThatThereAreNone()
    {
        var company = await host.CompanyAsync();

        var (certificate, statement) = await CertifyAsync(company);

        Assert.Equal((company.RegistrationId, company.Name, "registered", "clear"), (statement.RegistrationId, statement.Name, statement.Status, statement.Standing));
        Assert.Empty(statement.Records);
        Assert.Equal(host.Clock.GetUtcNow(), statement.At);
        var check = await CheckAsync(certificate);
        Assert.True(check["genuine"]!.GetValue<bool>() && check["holds"]!.GetValue<bool>());
        Assert.Equal(Keys.Kid, check.Text("kid"));
    }

    [Fact]
    public async Task Certificate_HoldsEveryRecordShown_AndEachOpensALeafOfTheLogBelowItsPosition()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        CreditRecord[] records =
        [
            await host.RecordAsync(organ, company, RecordTier.Abnormal, publishedOn: host.Clock.Today.AddDays(-3)),
            await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddDays(-2)),
            await host.RecordAsync(organ, company),
        ];

        var (certificate, statement) = await CertifyAsync(company);

        Assert.Equal("abnormal", statement.Standing);
        Assert.Equal(records.Select(r => r.Id), statement.Records.Select(r => r.Id));
        using var anyone = host.Anyone();
        var leaves = (await anyone.GetByteArrayAsync(
            new Uri($"/api/v1/log/leaves?upTo={statement.Position}", UriKind.Relative), TestContext.Current.CancellationToken)).Chunk(32).ToList();
        Assert.All(statement.Records, record => Assert.Contains(leaves, leaf => leaf.SequenceEqual(VerifyCertificate.LeafOf(record))));
        var published = (await anyone.ReadAsync("/api/v1/log/keys"))["keys"]!.AsArray();
        Assert.Equal(["kty", "crv", "x", "y", "kid", "use", "alg", "since", "endorsement"], published[0]!.AsObject().Select(m => m.Key));
        Assert.NotNull(await VerifyCertificate.RunAsync(certificate, await KeysAsync(host)));
    }

    [Fact]
    public async Task Certificate_WhileRecordsArePublished_HoldsThoseBelowItsPositionAndNoOther()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var publishing = PublishAsync();
        var statements = new List<CertificateStatement>();
        do
        {
            statements.Add((await CertifyAsync(company)).Statement);
        }
        while (!publishing.IsCompleted);
        await publishing;
        statements.Add((await CertifyAsync(company)).Statement);

        Assert.Equal(12, statements[^1].Records.Count);
        var places = await host.QueryAsync(db => db.Ledger
            .Where(l => l.CompanyId == company.Id && l.Kind == "record.published").Select(l => new { l.Subject, l.Position }).ToListAsync());
        Assert.All(statements, said => Assert.Equal(
            places.Where(p => p.Position <= said.Position).Select(p => p.Subject).Order(), said.Records.Select(r => r.Id).Order()));

        async Task PublishAsync()
        {
            for (var i = 0; i < 12; i++)
            {
                await host.RecordAsync(organ, company);
            }
        }
    }

    [Fact]
    public async Task Check_Later_SaysWhatChangedSince()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var annulled = await host.RecordAsync(organ, company);
        var corrected = await host.RecordAsync(organ, company);
        var lapsing = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddYears(-3));
        var shielded = await host.RecordAsync(organ, company);
        var (certificate, _) = await CertifyAsync(company);
        Assert.True((await CheckAsync(certificate))["holds"]!.GetValue<bool>());

        await SendAsync(annulled, "annulment", new { reason = "Wrong." });
        await SendAsync(corrected, "corrections", new { summary = "Another.", reason = "Wrong." });
        await SendAsync(shielded, "shielding", new { reason = "A court's order." });
        host.Clock.AdvanceDays(1);
        var added = await host.RecordAsync(organ, company);
        await host.QueryAsync(db => db.Database.ExecuteSqlAsync($"update companies set name = '更名后有限公司' where id = {company.Id}"));

        var check = await CheckAsync(certificate);
        string?[] order = [null, .. new[] { lapsing, annulled, corrected, shielded, added }.Select(r => r.Id.ToString())];
        Assert.True(check["genuine"]!.GetValue<bool>());
        Assert.False(check["holds"]!.GetValue<bool>());
        Assert.Equal(
            ((string, string?, string?, string?)[])
            [
                ("company", null, null, null),
                ("left", lapsing.Id.ToString(), $"{host.Clock.Today:yyyy-MM-dd}", "RECORD_LAPSED"),
                ("left", annulled.Id.ToString(), $"{host.Clock.Today.AddDays(-1):yyyy-MM-dd}", "RECORD_ANNULLED"),
                ("changed", corrected.Id.ToString(), null, null),
                ("left", shielded.Id.ToString(), null, null),
                ("added", added.Id.ToString(), null, null),
            ],
            check["since"]!.AsArray().Select(c => (
                c!.Text("kind"), c!["recordId"]?.GetValue<string>(), c["leftOn"]?.GetValue<string>(), c["reason"]?.GetValue<string>()))
                .OrderBy(c => Array.IndexOf(order, c.Item2)));

        async Task SendAsync(CreditRecord record, string act, object body) =>
            (await organ.Agency.Client.SendAsync($"/api/v1/records/{record.Id}/{act}", body, "*")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Check_OfWhatTheRegistryDidNotSign_IsNotGenuine()
    {
        var (certificate, _) = await CertifyAsync(await host.CompanyAsync());
        var parts = certificate.Split('.');
        var payload = parts[1].ToCharArray();
        payload[40] = payload[40] is 'A' ? 'B' : 'A';
        var statement = (await VerifyCertificate.RunAsync(certificate, await KeysAsync(host)))!;
        using var forger = new SigningKeys(Directory.CreateTempSubdirectory("registry-forger-").FullName);
        forger.Create(host.Clock.GetUtcNow());
        (string Reason, string Text)[] forged =
        [
            ("SIGNATURE_WRONG", $"{parts[0]}.{new string(payload)}.{parts[2]}"),
            ("SIGNATURE_WRONG", $"{parts[0]}.{parts[1]}."),
            ("SIGNATURE_WRONG", $"{parts[0]}.{parts[1]}.{parts[2][..^4]}AAAA"),
            ("SIGNATURE_WRONG", certificate[..^1]),
            ("SIGNATURE_WRONG", certificate + "A"),
            ("KEY_UNKNOWN", $"{Base64("""{"alg":"none","typ":"creditregistry-certificate"}""")}.{parts[1]}."),
            ("SIGNATURE_WRONG", $"{Base64($$"""{"alg":"HS256","typ":"creditregistry-certificate","kid":"{{Keys.Kid}}"}""")}.{parts[1]}.{parts[2]}"),
            ("KEY_UNKNOWN", forger.Sign(SignedStatement.Certificate, statement)),
            ("OTHER_TYPE", Keys.Sign(SignedStatement.Head, statement)),
            ("UNREADABLE", "nonsense"),
            ("UNREADABLE", "a.b.c"),
            ("UNREADABLE", $"{Base64("""{"typ":"\ud800"}""")}.{parts[1]}.{parts[2]}"),
            ("UNREADABLE", "https://registry.example/verify?c=abc"),
            ("UNREADABLE", new string('x', 100_000)),
        ];

        foreach (var (reason, one) in forged)
        {
            var check = await CheckAsync(one);
            Assert.False(check["genuine"]!.GetValue<bool>());
            Assert.Equal($"CERTIFICATE_{reason}", check["reason"]!.Text("code"));
            Assert.Equal((null, null, null), (check["kid"], check["statement"], check["holds"]));
        }

        foreach (var genuine in new[]
        {
            $"\n {certificate} ",
            $"{parts[0]}.\r\n{parts[1]}.\r\n{parts[2]}",
            $"https://registry.example/verify?c={certificate}",
        })
        {
            var check = await CheckAsync(genuine);
            Assert.True(check["genuine"]!.GetValue<bool>());
            Assert.Null(check["reason"]);
        }
    }

    [Fact]
    public async Task Check_OfWhatTheLogDoesNotBearOut_IsNotGenuine_EvenWithTheRegistrysKey()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        await host.RecordAsync(organ, company);
        var (_, said) = await CertifyAsync(company);
        using var anyone = host.Anyone();
        var before = await anyone.ReadAsync($"/api/v1/log/proof/consistency?from={said.Position - 1}&to={said.Position}");
        Assert.Equal(said.Root, before.Text("toRoot"));
        var certified = said.Records[0];
        var invented = certified with { Content = JsonSerializer.SerializeToElement(new { summary = "Another." }) };
        CertificateStatement[] forged =
        [
            said with { Position = said.Position + 1 },
            said with { Position = long.MaxValue },
            said with { Position = -1 },
            said with { Position = said.Position - 1 },
            said with { Root = before.Text("fromRoot") },
            said with { Root = "" },
            said with { RegistrationId = Domain.Companies.MadeUp.MadeUpCompanies.At(123_456).RegistrationId.Value },
            said with { Records = [invented] },
            said with { Records = [certified with { Id = company.Id }] },
            said with { Position = 0, Root = Convert.ToHexStringLower(Domain.Proof.MerkleTree.Join([])) },
        ];
        CertificateDigest Short(long position) => new(said.RegistrationId, said.At, position, "untrustworthy", 1, "shown", "hash");

        var checks = new List<JsonNode> { await CheckAsync(Keys.Sign(SignedStatement.Digest, Short(said.Position + 1))) };
        foreach (var one in forged)
        {
            checks.Add(await CheckAsync(Keys.Sign(SignedStatement.Certificate, one)));
        }

        Assert.All(checks, check => Assert.Equal("CERTIFICATE_NOT_IN_LOG", check["reason"]!.Text("code")));
        Assert.All(checks, check => Assert.Equal(
            (false, null, null, null), (check["genuine"]!.GetValue<bool>(), check["statement"], check["digest"], check["holds"])));
        foreach (var genuine in new[]
        {
            Keys.Sign(SignedStatement.Certificate, said),
            Keys.Sign(SignedStatement.Certificate, said with { Records = [], Position = said.Position - 1, Root = before.Text("fromRoot") }),
            Keys.Sign(SignedStatement.Digest, Short(said.Position)),
        })
        {
            Assert.True((await CheckAsync(genuine))["genuine"]!.GetValue<bool>());
        }
    }

    [Fact]
    public async Task Check_OfTheAnswerAsItWasDownloaded_ComparesWhatIsReadWithWhatIsSigned()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        await host.RecordAsync(organ, company);
        var answer = await AnswerAsync(company);
        (string Differs, Action<JsonObject> Change)[] changes =
        [
            ("name", said => said["name"] = "另一家有限公司"),
            ("standing", said => said["standing"] = "clear"),
            ("at", said => said["at"] = $"{host.Clock.GetUtcNow().AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ}"),
            ("position", said => said["position"] = said["position"]!.ToJsonString()),
            ("root", said => said.Remove("root")),
            ("rating", said => said["rating"] = "AAA"),
            ("records", said => said["records"] = new JsonArray()),
            ("records[0].version", said => said["records"]![0]!["version"] = 2),
            ("records[0].content.summary", said => said["records"]![0]!["content"]!["summary"] = "Another."),
            ("records[0].log.salt", said => said["records"]![0]!["log"]!["salt"] = null),
        ];

        foreach (var (differs, change) in changes)
        {
            var changed = answer.DeepClone();
            change(changed["statement"]!.AsObject());
            Assert.Equal($"statement.{differs}", CertificateFile.Find(changed.ToJsonString())!.Differs);
            var check = await CheckBodyAsync(changed);
            Assert.False(check["genuine"]!.GetValue<bool>());
            Assert.Equal(
                ("CERTIFICATE_TEXT_DIFFERS", $"statement.{differs}"), (check["reason"]!.Text("code"), check["reason"]!.Text("field")));
            Assert.Equal((company.Name, Keys.Kid, null), (check["statement"]!.Text("name"), check.Text("kid"), check["holds"]));
        }

        foreach (var same in new[] { answer, Reversed(answer)!, new JsonObject { ["certificate"] = answer.Text("certificate") } })
        {
            var check = await CheckBodyAsync(same);
            Assert.True(check["genuine"]!.GetValue<bool>() && check["holds"]!.GetValue<bool>());
            Assert.Null(CertificateFile.Find(same.ToJsonString(new() { WriteIndented = true }))!.Differs);
        }
    }

    [Fact]
    public async Task Find_InWhatIsNotQuiteTheAnswer_SaysWhatIsNotSigned()
    {
        var company = await host.CompanyAsync();
        var answer = await AnswerAsync(company);
        var text = answer.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var forged = text.Replace(company.Name, "另一家有限公司", StringComparison.Ordinal);
        (string? Differs, string Text)[] files =
        [
            (null, $"\ufeff{text}\n"),
            (null, $"Our certificate: {text}."),
            (null, answer.Text("certificate")),
            ("statement.name", $"Our certificate: {forged}."),
            ("statement", text.Replace(company.Name, "\\ud800", StringComparison.Ordinal)[..^1] + ",\"rating\":1}"),
            ("rating", text[..^1] + ",\"rating\":\"AAA\"}"),
            ("statement", text[..^1] + ",\"<b>\":1}"),
            ("statement", text[..^1] + ",\"statement\":" + answer["statement"]!.ToJsonString() + "}"),
            ("statement", text[..^1]),
            ("statement", $"[{text},{forged}]"),
            ("data", $$"""{"data":{{forged}}}"""),
        ];

        Assert.All(files, file => Assert.Equal(file.Differs, CertificateFile.Find(file.Text)!.Differs));
        Assert.All(files, file => Assert.Equal(answer.Text("certificate"), CertificateFile.Find(Encoding.UTF8.GetBytes(file.Text))!.Jws));
    }

    /// <summary>Chinese texts as long as they may be: 200 such records are 1.9 million characters of a certificate, of 2,097,152 that it may have.</summary>
    [Fact]
    public async Task Certificate_OfManyRecords_IsGenuine_AndOfTooManyRefused()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        await ImportAsync(0, 200);

        var answer = await AnswerAsync(company);
        Assert.InRange(answer.Text("certificate").Length, 1_700_000, SignedStatement.MostCharacters);
        var check = await CheckBodyAsync(answer);
        Assert.True(check["genuine"]!.GetValue<bool>() && check["holds"]!.GetValue<bool>());
        Assert.InRange(Encoding.UTF8.GetByteCount(answer.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })), 3_000_000, CertificateFile.MostBytes);

        await ImportAsync(200, 100);
        await host.PlaceLedgerAsync();
        using var anyone = host.Anyone();
        foreach (var form in (string[])["certificate", "certificate.pdf"])
        {
            Assert.Equal("CERTIFICATE_TOO_LARGE", await (await anyone.AskAsync($"/api/v1/companies/{company.RegistrationId}/{form}"))
                .ProblemAsync(HttpStatusCode.Conflict));
        }

        async Task ImportAsync(int first, int count)
        {
            var summary = new string('违', CreditRecord.SummaryMaxLength);
            using var body = new StringContent(
                "registration_id,tier,ground,decision_number,decided_on,summary,published_on,penalties\n" + string.Concat(Enumerable.Range(first, count)
                    .Select(i => $"{company.RegistrationId},untrustworthy,U05,Of many {i},2026-06-01,{summary},,\n")),
                Encoding.UTF8,
                "text/csv");
            var imported = await organ.Agency.Client.PostAsync(
                new Uri("/api/v1/imports/records", UriKind.Relative), body, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, imported.StatusCode);
            using var reader = host.Anyone();
            var page = await reader.ReadAsync($"/api/v1/companies/{company.RegistrationId}");
            Assert.Equal(first + count, (int)page["publishedRecords"]!["untrustworthy"]!);
        }
    }

    [Theory]
    [InlineData("{}", "BODY_PROPERTY_REQUIRED")]
    [InlineData("""{"certificate":""}""", "VALIDATION_FAILED")]
    public async Task Check_OfNothing_IsRefused(string body, string code)
    {
        using var anyone = host.Anyone();
        var refused = await anyone.SendAsync("/api/v1/certificates/verification", body);

        Assert.Contains(await refused.ProblemAsync(HttpStatusCode.BadRequest), (string[])[code, "VALIDATION_FAILED", "BODY_REQUIRED"]);
    }

    [Fact]
    public async Task Certificate_OfAnUnknownOrWrongId_IsRefused()
    {
        using var anyone = host.Anyone();
        var unknown = Domain.Companies.MadeUp.MadeUpCompanies.At(123_456).RegistrationId.Value;

        Assert.Equal("COMPANY_NOT_FOUND", await (await anyone.AskAsync($"/api/v1/companies/{unknown}/certificate")).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("REGISTRATION_ID_INVALID", await (await anyone.AskAsync("/api/v1/companies/9/certificate")).ProblemAsync(HttpStatusCode.BadRequest));
    }

    private SigningKeys Keys => host.Services.GetRequiredService<SigningKeys>();

    internal static async Task<IReadOnlyList<LogKey>> KeysAsync(RegistryHost host) =>
        await host.ServeAsync(services => services.GetRequiredService<PublishKeys>().ListAsync(CancellationToken.None));

    private static string Base64(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private async Task<(string Certificate, CertificateStatement Statement)> CertifyAsync(TestCompany company)
    {
        var answer = await AnswerAsync(company);
        var statement = (await VerifyCertificate.RunAsync(answer.Text("certificate"), await KeysAsync(host)))!;
        return (answer.Text("certificate"), statement);
    }

    private async Task<JsonNode> AnswerAsync(TestCompany company)
    {
        using var anyone = host.Anyone();
        await host.PlaceLedgerAsync();
        return await anyone.ReadAsync($"/api/v1/companies/{company.RegistrationId}/certificate");
    }

    /// <summary>The same with the members of each object in another order.</summary>
    private static JsonNode? Reversed(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(m => KeyValuePair.Create(m.Key, Reversed(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Reversed)]),
        _ => node?.DeepClone(),
    };

    private Task<JsonNode> CheckAsync(string certificate) => CheckBodyAsync(new JsonObject { ["certificate"] = certificate });

    private async Task<JsonNode> CheckBodyAsync(JsonNode body)
    {
        using var anyone = host.Anyone();
        return await (await anyone.SendAsync("/api/v1/certificates/verification", body.ToJsonString())).BodyAsync(HttpStatusCode.OK);
    }
}
