using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace CreditRegistry.Web.Accounts;

/// <summary>Who asks, as limits count it.</summary>
public static class Callers
{
    public static Guid? AccountKey(this ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true }
        && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var key)
            ? key
            : null;

    /// <summary>Who counts as one caller: an account or, without one, a network.</summary>
    public static string Caller(this HttpContext context) => context.User.AccountKey()?.ToString() ?? context.Network();

    /// <summary>An IPv6 caller holds a whole /64, so that is what counts as one.</summary>
    public static string Network(this HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
