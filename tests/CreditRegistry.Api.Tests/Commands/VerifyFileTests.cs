using System.Text.Json;
using CreditRegistry.Application.Proof;
using CreditRegistry.Application.Proof.Verification;
using CreditRegistry.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Commands;

/// <summary><c>registry verify FILE</c>: a certificate in whatever carries it, with and without the registry.</summary>
public sealed class VerifyFileTests(RegistryHost host) : IClassFixture<RegistryHost>, IDisposable
{
    private const int Fine = 0;
    private const int SomethingWrong = 1;
    private const int WrongUse = 2;
    private const int Failed = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("registry-certificates-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Offline_TakesAPdfAnAnswerAndAJws_AndTellsWhatItSays()
    {
        var company = await host.CompanyAsync();
        var (pdf, answer, jws) = await SaveAsync(company);
        var (keys, memory) = await TrustAsync();

        var answers = await Task.WhenAll(
            RunAsync(pdf, "--keys", keys), RunAsync(answer, "--memory", memory), RunAsync(jws, "--keys", keys));

        Assert.All(answers, told =>
        {
            Assert.Equal((Fine, ""), (told.Code, told.Errors));
            Assert.Contains(company.RegistrationId, told.Output, StringComparison.Ordinal);
            Assert.Contains("standing: clear records: 0", told.Output, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Online_SaysWhetherItStillHolds()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company);
        var (pdf, _, _) = await SaveAsync(company);
        var (keys, _) = await TrustAsync();

        var before = await RunAsync(pdf, "--online", $"{host.Address}");
        (await organ.Agency.Client.SendAsync($"/api/v1/records/{record.Id}/annulment", new { reason = "Wrong." }, "*")).EnsureSuccessStatusCode();
        var after = await RunAsync(pdf, "--keys", keys, "--online", $"{host.Address}");

        Assert.Equal((Fine, SomethingWrong), (before.Code, after.Code));
        Assert.Contains("It still holds.", before.Output, StringComparison.Ordinal);
        Assert.Contains("taken as it tells them", before.Errors, StringComparison.Ordinal);
        Assert.Contains($"since: left {record.Id} RECORD_ANNULLED {host.Clock.Today:yyyy-MM-dd}", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATextOrAddress_IsTakenAsItIs_WithWhiteSpaceInIt()
    {
        var company = await host.CompanyAsync();
        var (_, _, jws) = await SaveAsync(company);
        var certificate = await File.ReadAllTextAsync(jws, Ct);
        var broken = string.Join("\r\n ", certificate.Chunk(60).Select(line => new string(line)));
        var (keys, _) = await TrustAsync();

        var answers = await Task.WhenAll(
            RunAsync(certificate, "--keys", keys),
            RunAsync($"https://registry.example/verify?c={certificate}", "--keys", keys),
            RunAsync(Write("broken.txt", broken), "--keys", keys));

        Assert.All(answers, told => Assert.Equal((Fine, ""), (told.Code, told.Errors)));
        Assert.All(answers, told => Assert.StartsWith($"Genuine. company: {company.RegistrationId} ", told.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AReadablePartThatWasChanged_IsNamed_AndWhatIsSignedIsTold()
    {
        var company = await host.CompanyAsync();
        var (_, answer, _) = await SaveAsync(company);
        var (keys, _) = await TrustAsync();
        var changed = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(answer, Ct))!;
        changed["statement"]!["standing"] = "minor";

        var told = await RunAsync(Write("changed.json", changed.ToJsonString()), "--keys", keys, "--online", $"{host.Address}");

        Assert.Equal(SomethingWrong, told.Code);
        Assert.StartsWith("Not genuine: CERTIFICATE_TEXT_DIFFERS: ", told.Errors, StringComparison.Ordinal);
        Assert.Contains("statement.standing", told.Errors, StringComparison.Ordinal);
        Assert.StartsWith($"What is signed: company: {company.RegistrationId} ", told.Output, StringComparison.Ordinal);
        Assert.Contains("standing: clear", told.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("holds", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCannotBeTrusted_IsTold()
    {
        var (pdf, answer, _) = await SaveAsync(await host.CompanyAsync());
        using var stranger = new SigningKeys(Path.Combine(_folder.FullName, "stranger"));
        stranger.Create(host.Clock.GetUtcNow());
        var forged = Write("forged.txt", stranger.Sign(SignedStatement.Certificate, new { registrationId = "x" }));
        var (keys, _) = await TrustAsync();
        var other = Write("other.json", JsonSerializer.Serialize(new { keys = new[] { stranger.PublicKey } }));

        var answers = await TellAsync(
            (SomethingWrong, "Not genuine: CERTIFICATE_KEY_UNKNOWN", [forged, "--keys", keys]),
            (SomethingWrong, "Not genuine: CERTIFICATE_KEY_UNKNOWN", [pdf, "--keys", other]),
            (SomethingWrong, "CERTIFICATE_UNREADABLE", ["https://registry.example/verify?c=abc", "--keys", keys]),
            (SomethingWrong, "no certificate in", [Write("none.txt", "nothing"), "--keys", keys]),
            (SomethingWrong, "no certificate in", [Write("full.pdf", new string('x', CertificateFile.MostBytes)), "--keys", keys]),
            (SomethingWrong, "larger than any", [Write("large.pdf", new string('x', CertificateFile.MostBytes + 1)), "--keys", keys]),
            (Failed, "missing.json", [pdf, "--keys", Path.Combine(_folder.FullName, "missing.json")]),
            (Failed, "bad.json", [answer, "--keys", Write("bad.json", "nonsense")]),
            (Failed, "less.json", [answer, "--memory", Write("less.json", """{"keys":[]}""")]));

        Assert.All(answers, told => Assert.DoesNotContain("   at ", told.Errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WrongUse_IsToldWithTheWayOut()
    {
        var file = Write("certificate.txt", "eyJ");

        await TellAsync(
            (WrongUse, "By which keys?", [file]),
            (WrongUse, "begins with http", [file, "--online", "nowhere"]),
            (WrongUse, "--save is not for", [file, "--keys", file, "--save", "there"]),
            (WrongUse, "--online is not for", [_folder.FullName, "--online", "https://registry.example"]),
            (WrongUse, "nor a folder or a file", [Path.Combine(_folder.FullName, "missing.pdf")]));
    }

    private static async Task<Answer[]> TellAsync(params (int Code, string Words, string[] Arguments)[] cases)
    {
        var answers = await Task.WhenAll(cases.Select(one => RunAsync(one.Arguments)));
        Assert.All(cases.Zip(answers), one =>
        {
            Assert.Equal(one.First.Code, one.Second.Code);
            Assert.Contains(one.First.Words, one.Second.Errors, StringComparison.Ordinal);
        });
        return answers;
    }

    private async Task<(string Pdf, string Answer, string Jws)> SaveAsync(TestCompany company)
    {
        await host.PlaceLedgerAsync();
        using var anyone = host.Anyone();
        var path = $"/api/v1/companies/{company.RegistrationId}/certificate";
        var pdf = Path.Combine(_folder.FullName, $"{company.RegistrationId}.pdf");
        await File.WriteAllBytesAsync(pdf, await anyone.GetByteArrayAsync(new Uri(path + ".pdf", UriKind.Relative), Ct), Ct);
        var answer = await anyone.ReadAsync(path);
        return (pdf, Write("answer.json", answer.ToJsonString()), Write("certificate.txt", answer.Text("certificate")));
    }

    private async Task<(string Keys, string Memory)> TrustAsync()
    {
        using var anyone = host.Anyone();
        var keys = await anyone.ReadAsync("/api/v1/log/keys");
        var known = await host.ServeAsync(services => services.GetRequiredService<PublishKeys>().ListAsync(Ct));
        var head = new HeadStatement(1, 1, new string('0', 64), host.Clock.GetUtcNow());
        return (
            Write("keys.json", keys.ToJsonString()),
            Write("memory.json", JsonSerializer.Serialize(new VerifierMemory(known, head), JsonSerializerOptions.Web)));
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static async Task<Answer> RunAsync(params string[] arguments)
    {
        using var process = RegistryTool.Start(connection: null, ["verify", .. arguments]);
        return await RegistryTool.FinishAsync(process);
    }
}
