using System.Security.Claims;
using CreditRegistry.Application.Accounts;

namespace CreditRegistry.Api.Accounts;

/// <summary>A session as the claims of a token: a key and a stamp, no personal data, no roles.</summary>
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
