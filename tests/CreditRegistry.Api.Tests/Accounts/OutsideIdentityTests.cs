using System.Security.Cryptography;
using CreditRegistry.Api.Tests.Http;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CreditRegistry.Api.Tests.Accounts;

/// <summary>An outside identity provider: its key is made here, and its configuration is static, so there is no network.</summary>
[Collection(AccountCollection.Name)]
public sealed class OutsideIdentityTests(AccountHosts hosts) : IAsyncLifetime
{
    private const string Issuer = "https://id.example";
    private const string Audience = "credit-registry";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "one" };
    private AccountsApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await hosts.StartAnotherAsync(builder =>
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Registry:Oidc:Authority"] = Issuer,
            ["Registry:Oidc:Audience"] = Audience,
        });
        builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.Configuration = new OpenIdConnectConfiguration { Issuer = Issuer };
            options.Configuration.SigningKeys.Add(_key);
        });
    });

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task VerifiedEmail_LinksTheAccountForGood()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Officer);

        Assert.Equal(200, (int)(await _api.GetAsync("/review/queue", Token("ann", email))).StatusCode);
        Assert.Equal(200, (int)(await _api.GetAsync("/review/queue", Token("ann", email: null))).StatusCode);
        await (await _api.GetAsync("/review/queue", Token("bob", email))).ProblemAsync(401, "ACCOUNT_UNKNOWN");
    }

    [Fact]
    public async Task UnverifiedEmailAndStranger_AreUnknown()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Officer);

        var response = await _api.GetAsync("/review/queue", Token("carl", email, verified: false));
        await response.ProblemAsync(401, "ACCOUNT_UNKNOWN");
        Assert.StartsWith("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        await (await _api.GetAsync("/account", Token("dora", "dora@nowhere.example"))).ProblemAsync(401, "ACCOUNT_UNKNOWN");
    }

    [Fact]
    public async Task BadTokens_AreRefused()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Officer);
        using var rsa = RSA.Create(2048);
        string[] tokens =
        [
            Token("eve", email, key: new RsaSecurityKey(rsa) { KeyId = "one" }),
            Token("eve", email, audience: "another"),
            Token("eve", email, issuer: "https://other.example"),
            Token("eve", email, endsIn: TimeSpan.FromMinutes(-1)),
            "a.b.c",
        ];

        foreach (var token in tokens)
        {
            await (await _api.GetAsync("/account", token)).ProblemAsync(401, "AUTHENTICATION_REQUIRED");
        }

        Assert.Equal(200, (int)(await _api.GetAsync("/account", Token("eve", email, endsIn: TimeSpan.FromSeconds(-59)))).StatusCode);
    }

    [Fact]
    public async Task DisabledAccount_IsRefusedAtOnce_AndOurOwnTokensWorkBeside()
    {
        var (email, key) = await hosts.NewAccountAsync(AccountHosts.Officer);
        Assert.Equal(200, (int)(await _api.GetAsync("/account", Token("finn", email))).StatusCode);
        Assert.Equal(200, (int)(await _api.GetAsync("/account", await _api.TokenAsync(email))).StatusCode);

        await _api.PostAsync($"/accounts/{key}/disabling", null, await hosts.AdminTokenAsync());

        await (await _api.GetAsync("/account", Token("finn", email))).ProblemAsync(401, "AUTHENTICATION_REQUIRED");
    }

    [Fact]
    public async Task Off_ByDefault()
    {
        var (email, _) = await hosts.NewAccountAsync(AccountHosts.Officer);

        await (await hosts.Api.GetAsync("/account", Token("gil", email))).ProblemAsync(401, "AUTHENTICATION_REQUIRED");
    }

    [Theory]
    [InlineData("http://id.example", Audience)]
    [InlineData("id.example", Audience)]
    [InlineData(Issuer, null)]
    public async Task WrongSetting_StopsTheStartByName(string authority, string? audience)
    {
        var stop = await Assert.ThrowsAsync<OptionsValidationException>(() => hosts.StartAnotherAsync(
            builder => builder.Configuration.AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Registry:Oidc:Authority"] = authority,
                    ["Registry:Oidc:Audience"] = audience,
                })));

        Assert.Contains("Registry:Oidc:", stop.Message, StringComparison.Ordinal);
    }

    private string Token(
        string subject,
        string? email,
        bool verified = true,
        string issuer = Issuer,
        string audience = Audience,
        TimeSpan? endsIn = null,
        SecurityKey? key = null)
    {
        var now = hosts.Clock.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = subject };
        if (email is not null)
        {
            (claims["email"], claims["email_verified"]) = (email, verified);
        }

        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Claims = claims,
            NotBefore = now.AddHours(-1),
            IssuedAt = now.AddHours(-1),
            Expires = now + (endsIn ?? TimeSpan.FromMinutes(5)),
            SigningCredentials = new(key ?? _key, SecurityAlgorithms.RsaSha256),
        });
    }
}
