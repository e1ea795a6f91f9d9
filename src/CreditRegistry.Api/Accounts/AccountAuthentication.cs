using System.Security.Claims;
using System.Text.Encodings.Web;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CreditRegistry.Api.Accounts;

/// <summary>
/// The scheme of every request: a token of ours, or of the outside provider, becomes the account as it is now. A token says
/// only who; the database says whether that is still so and what the account may do.
/// </summary>
internal sealed class AccountAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IOptions<OidcSettings> oidc,
    CurrentActor current) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Account";

    private RegistryError? _refusal;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Most requests are public reads without a token: they cost nothing here.
        if (Request.Headers.Authorization.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        var find = Context.RequestServices.GetRequiredService<FindActor>();
        var outcome = await SessionAsync();
        _refusal = outcome.Error;
        if (outcome.Value is not { } session)
        {
            return AuthenticateResult.NoResult();
        }

        if (await find.RunAsync(session, Context.RequestAborted) is not { } actor)
        {
            return AuthenticateResult.Fail("The account is disabled, or the token is from before a change of password.");
        }

        current.Actor = actor;
        return AuthenticateResult.Success(new(session.ToPrincipal(SchemeName), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = Request.Headers.ContainsKey(HeaderNames.Authorization)
            ? "Bearer error=\"invalid_token\""
            : "Bearer";
        if (_refusal is { } refusal)
        {
            await refusal.ToProblem().ExecuteAsync(Context);
        }
    }

    private async Task<Outcome<Session?>> SessionAsync()
    {
        if (ProgramTokenOf(Request.Headers.Authorization) is { } program)
        {
            return await Context.RequestServices.GetRequiredService<ProgramTokens>()
                .FindSessionAsync(program, Context.RequestAborted);
        }

        // A JWT has dots, a token of ours has none.
        if (!oidc.Value.IsOn || !Request.Headers.Authorization.ToString().Contains('.', StringComparison.Ordinal))
        {
            var ours = await Context.AuthenticateAsync(IdentityConstants.BearerScheme);
            return ours.Principal?.ToSession();
        }

        var theirs = await Context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (theirs.Principal is not { } principal || principal.FindFirst("sub") is not { } subject)
        {
            return (Session?)null;
        }

        var verified = string.Equals(
            principal.FindFirstValue("email_verified"), bool.TrueString, StringComparison.OrdinalIgnoreCase);
        var found = await Context.RequestServices.GetRequiredService<FindOutsideAccount>().RunAsync(
            new(subject.Issuer, subject.Value, verified ? principal.FindFirstValue("email") : null),
            Context.RequestAborted);
        return found.Error is { } refusal ? refusal : found.Value;
    }

    private static string? ProgramTokenOf(string? header) =>
        header?.Split(' ', 2) is [var scheme, var token]
        && scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
        && token.StartsWith(ProgramTokens.Prefix, StringComparison.Ordinal)
            ? token
            : null;
}
