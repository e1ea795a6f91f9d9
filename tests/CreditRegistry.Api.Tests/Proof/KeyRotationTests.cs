using System.Net;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Proof;
using CreditRegistry.Application.Proof.Verification;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Proof;

/// <summary>One registry whose servers are started with one key after another.</summary>
public sealed class KeyRotationTests(RegistryCluster cluster) : IAsyncDisposable
{
    private readonly TestClock _clock = new();
    private RegistryHost? _host;

    public async ValueTask DisposeAsync() => await StopAsync();

    [Fact]
    public async Task AKey_IsFollowedByOneItVouchesFor_AndALostOneByOneThatHasToBeTrustedAnew()
    {
        var database = await cluster.NewDatabaseAsync();
        await StartAsync(database);
        var (certificate, first) = (await CertifyAsync(), await VerifyAsync(memory: null));
        var oldKey = Assert.Single(Directory.GetFiles(database.SigningKeys, "*.pem"));

        // A key that follows.
        _clock.AdvanceDays(1);
        using (var keys = new SigningKeys(database.SigningKeys))
        {
            keys.Create(_clock.GetUtcNow());
        }

        await StartAsync(database);
        var second = await VerifyAsync(first.Memory);
        Assert.Empty(second.Findings);
        Assert.Equal(2, second.Memory!.Keys.Count);
        Assert.NotEqual(SignedStatement.KidOf(certificate), SignedStatement.KidOf(await CertifyAsync()));
        Assert.NotNull(await VerifyCertificate.RunAsync(certificate, await CertificateTests.KeysAsync(_host!))); // by the key before

        // The key of now is taken away: the server does not start with the one before.
        var newKey = Directory.GetFiles(database.SigningKeys, "*.pem").Single(file => file != oldKey);
        File.Move(newKey, newKey + ".away");
        var missing = await Assert.ThrowsAsync<SettingException>(() => StartAsync(database));
        Assert.Contains("Registry:SigningKeys is without the key", missing.Message, StringComparison.Ordinal);

        // It is lost: another one begins only when an operator says so, and whoever checks is told.
        File.Delete(oldKey);
        _clock.AdvanceDays(1);
        using (var keys = new SigningKeys(database.SigningKeys))
        {
            keys.Create(_clock.GetUtcNow());
        }

        Assert.Contains("Registry:LostSigningKey", (await Assert.ThrowsAsync<SettingException>(() => StartAsync(database))).Message, StringComparison.Ordinal);
        await StartAsync(database, "--Registry:LostSigningKey", second.Memory.Keys[^1].Kid);
        var third = await VerifyAsync(second.Memory);
        Assert.Contains(third.Findings, f => f.Fault is Fault.KeyNotVouchedFor);
        Assert.Contains(third.Findings, f => f.Fault is Fault.HeadNotSigned);
        Assert.Empty((await VerifyAsync(memory: null)).Findings);
    }

    [Fact]
    public async Task AKeyThatWasFollowed_CertifiesForAnHourMore()
    {
        var database = await cluster.NewDatabaseAsync();
        await StartAsync(database);
        using var old = new SigningKeys(database.SigningKeys);
        _clock.AdvanceDays(1);
        using (var keys = new SigningKeys(database.SigningKeys))
        {
            keys.Create(_clock.GetUtcNow());
        }

        await StartAsync(database);
        var known = await CertificateTests.KeysAsync(_host!);
        var said = (await VerifyCertificate.RunAsync(await CertifyAsync(), known))!;
        var last = known[^1].Since + VerifyCertificate.RotationTakes;

        Assert.Equal(TimeSpan.FromHours(1), VerifyCertificate.RotationTakes);
        foreach (var (at, reason) in new[]
        {
            (known[0].Since, null),
            (known[^1].Since, null),
            (last, null),
            (last.AddMicroseconds(1), "CERTIFICATE_KEY_RETIRED"),
            (last.AddYears(1), "CERTIFICATE_KEY_RETIRED"),
        })
        {
            var digest = new CertificateDigest(said.RegistrationId, at, said.Position, said.Standing, 0, "shown", "hash");
            Assert.Equal(reason, await ReasonAsync(old.Sign(SignedStatement.Certificate, said with { At = at })));
            Assert.Equal(reason, await ReasonAsync(old.Sign(SignedStatement.Digest, digest)));
            using var now = new SigningKeys(database.SigningKeys);
            Assert.Null(await ReasonAsync(now.Sign(SignedStatement.Certificate, said with { At = at })));
        }

        // By the registry, and by its keys alone.
        async Task<string?> ReasonAsync(string certificate)
        {
            var found = CertificateFile.Find(certificate);
            using var anyone = _host!.Anyone();
            var check = await (await anyone.SendAsync("/api/v1/certificates/verification", new { certificate })).BodyAsync(HttpStatusCode.OK);
            var verdict = await VerifyCertificate.JudgeAsync(found, known);
            var reason = verdict.Reason?.Code;
            Assert.Equal((reason, reason is null), (check["reason"]?.Text("code"), check["genuine"]!.GetValue<bool>()));
            Assert.Equal(reason is null, verdict.Statement is not null || verdict.Digest is not null);
            return reason;
        }
    }

    [Theory]
    [InlineData("no key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9\nq9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==\n-----END PUBLIC KEY-----")]
    public async Task AFileThatIsNoKey_StopsTheStart(string content)
    {
        var database = await cluster.NewDatabaseAsync();
        Directory.CreateDirectory(database.SigningKeys);
        await File.WriteAllTextAsync(Path.Combine(database.SigningKeys, "a.pem"), content, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<SettingException>(() => StartAsync(database));

        Assert.Contains("a.pem among the signing keys", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoFolder_StopsTheStart_AndAKeyIsItsOwnersAlone()
    {
        var database = await cluster.NewDatabaseAsync();
        var refused = await Assert.ThrowsAsync<SettingException>(() => StartAsync(database, "--Registry:SigningKeys", ""));
        Assert.Contains("Registry:SigningKeys must name a folder", refused.Message, StringComparison.Ordinal);

        await StartAsync(database);
        var key = Assert.Single(Directory.GetFiles(database.SigningKeys));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        }
    }

    private async Task StartAsync(TestDatabase database, params string[] settings)
    {
        await StopAsync();
        _host = new RegistryHost(cluster) { Clock = _clock };
        await _host.StartAsync(database, adjust: null, settings);
    }

    private async Task StopAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
            _host = null;
        }
    }

    private async Task<string> CertifyAsync()
    {
        var host = _host!;
        var company = await host.CompanyAsync();
        await host.PlaceLedgerAsync();
        using var anyone = host.Anyone();
        return (await anyone.ReadAsync($"/api/v1/companies/{company.RegistrationId}/certificate")).Text("certificate");
    }

    private async Task<VerificationReport> VerifyAsync(VerifierMemory? memory)
    {
        _clock.Advance(TimeSpan.FromSeconds(2));
        using var anyone = _host!.Anyone();
        return await VerifyLog.RunAsync(
            new LiveLog(anyone, opens: false, settle: TimeSpan.Zero), memory, _clock, TestContext.Current.CancellationToken);
    }
}
