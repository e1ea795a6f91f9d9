using System.Security.Claims;

namespace CreditRegistry.Application.Accounts;

/// <summary>A session as the claims of a token or a cookie: a key and a stamp, no personal data, no roles.</summary>
public static class Sessions
{
    private const string Stamp = "stamp";

    public static ClaimsPrincipal ToPrincipal(this Session session, string scheme) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, session.AccountKey.ToString()), new(Stamp, session.Stamp)], scheme));

    public static Session? ToSession(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var key)
        && principal.FindFirstValue(Stamp) is { } stamp
            ? new Session(key, stamp)
            : null;
}
