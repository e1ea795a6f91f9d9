namespace CreditRegistry.Api.Http;

/// <summary>
/// The address in Registry:PublicAddress is the one that certificates and pages name, whatever a request's Host says: a
/// stranger may send any. Without it, the request's.
/// </summary>
internal static class PublicAddress
{
    private const string Setting = "Registry:PublicAddress";

    public static void UsePublicAddress(this WebApplication app)
    {
        if (app.Configuration[Setting] is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        var address = Parse(text);
        var host = new HostString(address.Authority);
        app.Use((HttpContext context, RequestDelegate next) =>
        {
            context.Request.Scheme = address.Scheme;
            context.Request.Host = host;
            return next(context);
        });
    }

    private static Uri Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? address
            : throw new SettingException(Setting, "must be an address without a path, such as https://registry.example.");
}
