using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace CreditRegistry.Api.Accounts;

/// <summary><c>Registry:Oidc</c>: an outside identity provider whose JWTs are accepted. Off unless an authority is named.</summary>
public sealed class OidcSettings
{
    public const string Section = "Registry:Oidc";

    /// <summary>The provider's issuer address, https.</summary>
    public string? Authority { get; init; }

    /// <summary>What the provider must have issued the token for.</summary>
    public string? Audience { get; init; }

    internal bool IsOn => !string.IsNullOrEmpty(Authority);
}

internal sealed class OidcSettingsCheck : IValidateOptions<OidcSettings>
{
    public ValidateOptionsResult Validate(string? name, OidcSettings options) => options switch
    {
        { IsOn: false } => ValidateOptionsResult.Success,
        _ when !Uri.TryCreate(options.Authority, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps =>
            ValidateOptionsResult.Fail($"{OidcSettings.Section}:Authority must be an https address."),
        { Audience: null or "" } =>
            ValidateOptionsResult.Fail($"{OidcSettings.Section}:Audience must be set when an authority is."),
        _ => ValidateOptionsResult.Success,
    };
}

/// <summary>How a JWT of the outside provider is checked.</summary>
internal sealed class OidcTokenChecks(IOptions<OidcSettings> settings, TimeProvider clock)
    : IConfigureNamedOptions<JwtBearerOptions>
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        if (!settings.Value.IsOn)
        {
            return;
        }

        options.Authority = settings.Value.Authority;
        options.Audience = settings.Value.Audience;
        options.MapInboundClaims = false;
        var checks = options.TokenValidationParameters;
        checks.ValidAlgorithms =
        [
            SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
            SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
            SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        ];
        // The library reads the machine's clock unless told.
        checks.LifetimeValidator = (from, until, _, _) =>
            until is not null
            && clock.GetUtcNow() < until + ClockSkew
            && (from is null || clock.GetUtcNow() >= from - ClockSkew);
    }
}
