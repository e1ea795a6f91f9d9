using System.Net;
using Microsoft.AspNetCore.Http;

namespace CreditRegistry.Web.Accounts;

/// <summary>A cookie of this site: over TLS only, except on the machine itself, where there may be none.</summary>
public sealed class SiteCookie : CookieBuilder
{
    public SiteCookie(string name)
    {
        Name = name;
        HttpOnly = true;
        SameSite = SameSiteMode.Lax;
        IsEssential = true;
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        var options = base.Build(context, expiresFrom);
        options.Secure = context.Request.IsHttps || !IsOwnMachine(context.Request.Host.Host);
        return options;
    }

    private static bool IsOwnMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
