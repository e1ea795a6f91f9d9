using CreditRegistry.Application.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CreditRegistry.Api.Accounts;

/// <param name="ExpiresIn">Seconds.</param>
public sealed record TokenResponse(string TokenType, string AccessToken, long ExpiresIn, string RefreshToken);

/// <summary>Tokens of Identity's bearer scheme. We make them ourselves, so that an answer is a typed one like any other.</summary>
public sealed class BearerTokens(IOptionsMonitor<BearerTokenOptions> options, TimeProvider clock)
{
    private const string Scheme = "Bearer";

    private BearerTokenOptions Options => options.Get(IdentityConstants.BearerScheme);

    public TokenResponse Issue(Session session) => new(
        Scheme,
        Options.BearerTokenProtector.Protect(Ticket(session, Options.BearerTokenExpiration)),
        (long)Options.BearerTokenExpiration.TotalSeconds,
        Options.RefreshTokenProtector.Protect(Ticket(session, Options.RefreshTokenExpiration)));

    /// <summary>Null when the refresh token is not ours or has ended.</summary>
    public Session? ReadRefresh(string refreshToken) =>
        Options.RefreshTokenProtector.Unprotect(refreshToken) is { Properties.ExpiresUtc: { } ends } ticket
        && clock.GetUtcNow() < ends
            ? ticket.Principal.ToSession()
            : null;

    private AuthenticationTicket Ticket(Session session, TimeSpan lifetime) => new(
        session.ToPrincipal(IdentityConstants.BearerScheme),
        new AuthenticationProperties { ExpiresUtc = clock.GetUtcNow() + lifetime },
        IdentityConstants.BearerScheme);
}
