using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Application.Proof;
using CreditRegistry.Application.Proof.Printing;
using CreditRegistry.Application.Proof.Verification;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Time;
using CreditRegistry.TestKit;
using Microsoft.Extensions.DependencyInjection;
using QRCoder;
using UglyToad.PdfPig;

namespace CreditRegistry.Api.Tests.Proof;

/// <summary>Certificates as PDF, and the short form that their QR codes lead to.</summary>
public sealed class PrintedCertificateTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(30, 12, 17)]
    public async Task Pdf_OfAnyNumberOfRecords_CarriesTheCertificate_AndSaysItInBothLanguages(int records, int fewest, int most)
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var published = new List<CreditRecord>();
        for (var i = 0; i < records; i++)
        {
            published.Add(await host.RecordAsync(
                organ, company, penalties: [new("LARGER_FINE", 8_000_050, null), new("LICENCE_SUSPENDED", null, new DateOnly(2027, 1, 31))]));
        }

        var file = await PrintAsync(company);

        using var document = PdfDocument.Open(file);
        var certificate = CertificateFile.Find(file)!.Jws;
        Assert.Equal(certificate, document.Information.Keywords);
        var statement = await VerifyCertificate.RunAsync(certificate, await CertificateTests.KeysAsync(host));
        Assert.Equal((company.RegistrationId, records), (statement!.RegistrationId, statement.Records.Count));
        var digest = await DigestAsync(file);
        Assert.True(digest.IsOf(certificate));
        Assert.False(digest.IsOf(certificate + "A"));
        Assert.Equal(
            (company.RegistrationId, statement.At, statement.Position, statement.Standing, records),
            (digest.RegistrationId, digest.At, digest.Position, digest.Standing, digest.Records));

        Assert.InRange(document.NumberOfPages, fewest, most);
        var pages = document.GetPages().Select(TextOf).ToList();
        Assert.All(pages.Index(), page => Assert.Contains(
            $"第{page.Index + 1}页，共{pages.Count}页 Page{page.Index + 1}of{pages.Count}".Replace(" ", ""), page.Item, StringComparison.Ordinal));
        var text = string.Concat(pages);
        string[] said =
        [
            "企业信用公示情况证明", "Certificateofpublishedcreditrecords", company.RegistrationId, company.Name,
            statement.Position.ToString("#,0", CultureInfo.InvariantCulture), statement.Root,
            LegalDates.LocalTimeOf(statement.At).ToString("yyyy年M月d日HH:mm:ss（北京时间）", CultureInfo.InvariantCulture),
            records is 0 ? "截至上述时点，本平台未公示该企业的失信记录。" : $"本平台公示该企业的记录共{records}条",
            records is 0 ? "theregistershowednorecordofthiscompany" : $"Numberofrecords:{records}.",
            .. published.Select(record => $"{record.Id}"),
            .. published.Select(record => $"{record.DecisionNumber},decidedon".Replace(" ", "")),
            .. records is 0 ? Array.Empty<string>() : ["80,000.50元；", "（至2027年1月31日）", "¥80,000.50;", "until31January2027"],
            .. published.Select(record => record.LapsesOn!.Value.ToString("至yyyy年M月d日（含当日）", CultureInfo.InvariantCulture)),
        ];
        Assert.All(said, words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.All(document.GetPages().SelectMany(page => page.Letters), letter =>
        {
            Assert.InRange(letter.BoundingBox.Left, 50, 545);
            Assert.InRange(letter.BoundingBox.Right, 50, 545);
            Assert.InRange(letter.BoundingBox.Bottom, 40, 800);
        });
    }

    [Fact]
    public async Task Pdf_OfARecordThatIsContested_SaysSo_AndWhatTheCompanySays()
    {
        var company = await host.CompanyAsync();
        var record = await host.RecordAsync(await host.OrganAsync(), company);
        await host.AddAsync(db => db.Records.Single(r => r.Id == record.Id).MarkContested(host.Clock.Today, "该处罚决定已被提起行政复议。"));

        using var document = PdfDocument.Open(await PrintAsync(company));
        var text = string.Concat(document.GetPages().Select(TextOf));

        Assert.Contains("异议", text, StringComparison.Ordinal);
        Assert.Contains("该处罚决定已被提起行政复议。", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pdf_ShowsTheCodeOfItsLink()
    {
        const double side = 130; // as it is printed
        using var document = PdfDocument.Open(await PrintAsync(await host.CompanyAsync()));
        var page = document.GetPage(1);
        using var generator = new QRCodeGenerator();
        var code = generator.CreateQrCode(LinkOf(page), QRCodeGenerator.ECCLevel.M).ModuleMatrix;
        var module = side / code.Count;
        var place = page.GetAnnotations().Single().Rectangle;

        var dark = page.Paths.Select(path => path.GetBoundingRectangle()!.Value).Where(bar => bar.Bottom > place.Bottom - 1).SelectMany(bar =>
            Enumerable.Range(0, (int)Math.Round(bar.Width / module)).Select(i => (
                Row: (int)Math.Round((place.Top - bar.Top) / module), Column: (int)Math.Round((bar.Left - place.Left) / module) + i)));

        Assert.Equal(
            from row in Enumerable.Range(0, code.Count) from column in Enumerable.Range(0, code.Count) where code[row][column] select (row, column),
            dark.Order());
    }

    [Fact]
    public async Task Pdf_WithTextOfStrangers_IsPrintedAsText()
    {
        var company = await host.CompanyAsync("云杉\u202E)/Type 𠮷<b>\té(甲）有限公司" + new string('长', 100) + new string('x', 50));

        var file = await PrintAsync(company);

        Assert.NotNull(CertificateFile.Find(file));
        using var document = PdfDocument.Open(file);
        Assert.Equal(1, document.NumberOfPages);
        Assert.Contains("云杉\uFFFD)/Type〓<b>é(甲）有限公司长", TextOf(document.GetPage(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Pdf_ThatIsEncrypted_HasNone_ThoughItCarriesOne()
    {
        const string encrypted = """
            %PDF-1.4
            1 0 obj
            <</Type/Catalog/Pages 2 0 R>>
            endobj
            2 0 obj
            <</Type/Pages/Kids[3 0 R]/Count 1>>
            endobj
            3 0 obj
            <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>
            endobj
            4 0 obj
            <</Keywords<1798400bbca312117ad8eb16ad67891349ef0de1a77527ff3c42087ea316f387b185895f07a6e5f2c0eb682b9c7d15714e4d6530afd2824ff7>>>
            endobj
            5 0 obj
            <</Filter/Standard/V 1/R 2/O<e5a8d2687bd9d0cff946b7ac55f51081dcf0d116554c4bfcb0a5e446f69ea48a>/U<290751e36c1abc5fb40ef2f5c646655466c801fe4bff29c03dfee78639ece1d7>/P -4>>
            endobj
            trailer
            <</Size 6/Root 1 0 R/Info 4 0 R/Encrypt 5 0 R/ID[<000102030405060708090a0b0c0d0e0f><000102030405060708090a0b0c0d0e0f>]>>
            %%EOF
            """;
        var file = Encoding.ASCII.GetBytes(encrypted);
        using var opened = PdfDocument.Open(file, new ParsingOptions { Password = "secret" });

        Assert.NotNull(CertificateFile.Find(opened.Information.Keywords!));
        Assert.Null(CertificateFile.Find(file));
    }

    [Fact]
    public async Task Pdf_WhoseCertificateWasChanged_IsNotGenuine_AndOneWithoutHasNone()
    {
        var file = await PrintAsync(await host.CompanyAsync());
        var certificate = CertificateFile.Find(file)!.Jws;
        var text = Encoding.Latin1.GetString(file);
        var payload = certificate.Split('.')[1];
        var other = payload[..40] + (payload[40] is 'A' ? 'B' : 'A') + payload[41..];

        var changed = CertificateFile.Find(Encoding.Latin1.GetBytes(text.Replace(payload, other, StringComparison.Ordinal)));

        Assert.False((await CheckAsync(changed!.Jws))["genuine"]!.GetValue<bool>());
        Assert.Null(CertificateFile.Find(Encoding.Latin1.GetBytes(text.Replace("eyJ", "xxx", StringComparison.Ordinal))));
        Assert.True((await CheckAsync(certificate))["genuine"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Find_TakesAnAnswerAnAddressAndItself_AndNothingElse()
    {
        var company = await host.CompanyAsync();
        using var anyone = host.Anyone();
        var answer = await anyone.ReadAsync($"/api/v1/companies/{company.RegistrationId}/certificate");
        var certificate = answer.Text("certificate");
        var digest = Keys.Sign(SignedStatement.Digest, new { });

        var head = Keys.Sign(SignedStatement.Head, new { });
        (string Expected, string Carrier)[] carriers =
        [
            (certificate, answer.ToJsonString()),
            (certificate, $"{head} {digest} {certificate}."),
            (digest, $"{head} {digest}"),
            (digest, PrintCertificate.AddressOf("https://registry.example", digest)),
            (head, $"{head}\n"),
            (certificate, $"Ours: {Broken(certificate, "\r\n  ")}\nKind regards"),
            (certificate, Broken(certificate, "\u200b\u3000\u00a0")),
            (certificate, $$"""{"certificate":"{{Broken(certificate, "\\n")}}"}"""),
            (digest, PrintCertificate.AddressOf("https://registry.example", Broken(digest, "\n"))),
            (certificate + "A", $"{certificate}A {certificate[..^1]}"), // neither longer nor shorter than what it is
        ];
        Assert.All(carriers, one => Assert.Equal(new FoundCertificate(one.Expected, null), CertificateFile.Find(one.Carrier)));
        Assert.Null(CertificateFile.Find("eyJ.eyJ.x eyJhbGciOiJ.a.b eyJ.. .. nonsense"));
        foreach (var hostile in new[] { "eyJ", "eyJ ", "eyJ.", "eyJ9.", "{", "e", " ", "e ", "e y ", "\u3000" })
        {
            var file = string.Concat(Enumerable.Repeat(hostile, CertificateFile.MostBytes / hostile.Length));
            Assert.Null(await Task.Run(() => CertificateFile.Find(file), TestContext.Current.CancellationToken).WaitAsync(
                TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken)); // it takes a moment, or hours
        }

        static string Broken(string text, string by) => string.Join(by, text.Chunk(37).Select(part => new string(part)));
    }

    [Fact]
    public async Task ShortForm_SaysWhatItSays_AndWhetherItHolds()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company);
        var jws = await ShortAsync(company);

        var now = await CheckAsync(jws);
        var at = host.Clock.GetUtcNow();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var changed = await organ.Agency.Client.SendAsync(
            $"/api/v1/records/{record.Id}/corrections", new { summary = "Another.", reason = "Wrong." }, "*");
        changed.EnsureSuccessStatusCode();
        var later = await CheckAsync(jws);

        Assert.True(now["genuine"]!.GetValue<bool>() && now["holds"]!.GetValue<bool>());
        Assert.Equal((Keys.Kid, null), (now.Text("kid"), now["statement"]));
        Assert.Equal(
            (company.RegistrationId, "untrustworthy", 1),
            (now["digest"]!.Text("registrationId"), now["digest"]!.Text("standing"), now["digest"]!["records"]!.GetValue<int>()));
        Assert.Equal(at, now["digest"]!["at"]!.GetValue<DateTimeOffset>());
        Assert.False(later["holds"]!.GetValue<bool>());
        var change = Assert.Single(later["since"]!.AsArray())!;
        Assert.Equal(("changed", record.Id.ToString()), (change.Text("kind"), change.Text("recordId")));
        Assert.True(jws.Length < 800, "It has to fit into a QR code that a telephone reads from paper.");
    }

    [Fact]
    public async Task AfterARepair_PdfAndCodeAreGenuineStill_AndTellWhatLeft()
    {
        var scene = await host.SceneAsync();
        var before = await PrintAsync(scene.Company);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.GrantedAsync(scene);
        var after = await PrintAsync(scene.Company);
        var (whole, jws) = (CertificateFile.Find(before)!.Jws, ShortOf(before));

        foreach (var check in new[] { await CheckAsync(whole), await CheckAsync(jws) })
        {
            Assert.Equal((true, false), (check["genuine"]!.GetValue<bool>(), check["holds"]!.GetValue<bool>()));
            var change = Assert.Single(check["since"]!.AsArray())!;
            Assert.Equal(
                ("left", scene.Record.Id.ToString(), $"{host.Clock.Today:yyyy-MM-dd}", "RECORD_REPAIRED"),
                (change.Text("kind"), change.Text("recordId"), change.Text("leftOn"), change.Text("reason")));
        }

        using var document = PdfDocument.Open(after);
        Assert.Contains("本平台未公示该企业的失信记录", TextOf(document.GetPage(1)), StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Record.Id.ToString(), TextOf(document.GetPage(1)), StringComparison.Ordinal);
        foreach (var current in new[] { CertificateFile.Find(after)!.Jws, ShortOf(after) })
        {
            var check = await CheckAsync(current);
            Assert.True(check["holds"]!.GetValue<bool>());
            Assert.Empty(check["since"]!.AsArray());
        }
    }

    [Fact]
    public async Task ShortForm_ThatIsForged_OrOfAnotherType_IsNotGenuine()
    {
        var company = await host.CompanyAsync();
        var jws = await ShortAsync(company);
        var keys = await CertificateTests.KeysAsync(host);
        var digest = (await VerifyCertificate.ShortAsync(jws, keys))!;
        using var forger = new SigningKeys(Directory.CreateTempSubdirectory("registry-forger-").FullName);
        forger.Create(host.Clock.GetUtcNow());
        string[] forged =
        [
            forger.Sign(SignedStatement.Digest, digest),
            Keys.Sign(SignedStatement.Head, digest),
            jws[..^6] + "AAAAAA",
            jws[..jws.LastIndexOf('.')] + ".",
        ];

        foreach (var one in forged)
        {
            var check = await CheckAsync(one);
            Assert.False(check["genuine"]!.GetValue<bool>());
            Assert.Equal((null, null, null), (check["kid"], check["digest"], check["holds"]));
            Assert.Null(await VerifyCertificate.ShortAsync(one, keys));
        }

        Assert.Null(await VerifyCertificate.RunAsync(jws, keys)); // a short form never passes for the whole
    }

    [Fact]
    public async Task Pdf_OfAnUnknownOrWrongId_OrWithoutAFont_IsRefused()
    {
        using var anyone = host.Anyone();
        var unknown = Domain.Companies.MadeUp.MadeUpCompanies.At(123_456).RegistrationId.Value;
        var company = await host.CompanyAsync();

        Assert.Equal("COMPANY_NOT_FOUND", await (await anyone.AskAsync($"/api/v1/companies/{unknown}/certificate.pdf")).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("REGISTRATION_ID_INVALID", await (await anyone.AskAsync("/api/v1/companies/9/certificate.pdf")).ProblemAsync(HttpStatusCode.BadRequest));
        foreach (var font in new[] { "/no/such/file.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", typeof(PrintCertificate).Assembly.Location, "" })
        {
            var refused = await host.ServeAsync(services => ActivatorUtilities.CreateInstance<PrintCertificate>(services, new CertificateFonts(font))
                .RunAsync(RegistrationIds.Check(company.RegistrationId).Id!, "https://registry.example", Ct));
            Assert.Equal("CERTIFICATE_FONT_MISSING", refused.Error!.Code);
        }
    }

    private SigningKeys Keys => host.Services.GetRequiredService<SigningKeys>();

    private async Task<byte[]> PrintAsync(TestCompany company)
    {
        using var anyone = host.Anyone();
        await host.PlaceLedgerAsync();
        using var answer = await anyone.AskAsync($"/api/v1/companies/{company.RegistrationId}/certificate.pdf");
        Assert.Equal(
            (HttpStatusCode.OK, "application/pdf", "no-cache"),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Headers.CacheControl?.ToString()));
        return await answer.Content.ReadAsByteArrayAsync(Ct);
    }

    /// <summary>The short form, from the link that lies over the QR code.</summary>
    private async Task<string> ShortAsync(TestCompany company) => ShortOf(await PrintAsync(company));

    private async Task<CertificateDigest> DigestAsync(byte[] file) =>
        (await VerifyCertificate.ShortAsync(ShortOf(file), await CertificateTests.KeysAsync(host)))!;

    private string ShortOf(byte[] file)
    {
        using var document = PdfDocument.Open(file);
        var address = LinkOf(document.GetPage(1));
        Assert.StartsWith($"{host.Address.GetLeftPart(UriPartial.Authority)}/verify?c=eyJ", address);
        return CertificateFile.Find(address)!.Jws;
    }

    private static string LinkOf(UglyToad.PdfPig.Content.Page page) => page.GetHyperlinks().Single().Uri;

    private static string TextOf(UglyToad.PdfPig.Content.Page page) =>
        string.Concat(page.Letters.Select(letter => letter.Value).Where(letter => !string.IsNullOrWhiteSpace(letter)));

    private async Task<JsonNode> CheckAsync(string certificate)
    {
        using var anyone = host.Anyone();
        return await (await anyone.SendAsync("/api/v1/certificates/verification", new { certificate })).BodyAsync(HttpStatusCode.OK);
    }
}
