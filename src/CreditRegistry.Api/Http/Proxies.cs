using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace CreditRegistry.Api.Http;

/// <summary>X-Forwarded-For and -Proto count only from the proxies in Registry:Proxies; without any they are ignored.</summary>
internal static class Proxies
{
    private const string Setting = "Registry:Proxies";

    public static void UseForwardedHeadersOfKnownProxies(this WebApplication app)
    {
        var networks = Read(app.Configuration);
        if (networks.Count is 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        networks.ForEach(options.KnownIPNetworks.Add);
        app.UseForwardedHeaders(options);
    }

    /// <summary>A list, or one text with commas.</summary>
    private static List<IPNetwork> Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Setting);
        return
        [
            .. section.GetChildren().Select(child => (Name: child.Path, Text: child.Value ?? ""))
                .Concat((section.Value ?? "")
                    .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(text => (Name: Setting, Text: text)))
                .Select(entry => Parse(entry.Name, entry.Text)),
        ];
    }

    private static IPNetwork Parse(string name, string text) =>
        IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network
        : throw new SettingException(name, "must be an IP address or a network such as 10.0.0.0/8.");
}
