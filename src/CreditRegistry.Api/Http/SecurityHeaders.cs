using CreditRegistry.Web.Accounts;

namespace CreditRegistry.Api.Http;

internal static class SecurityHeaders
{
    private const string ForPrograms = "default-src 'none'; frame-ancestors 'none'";

    private const string ForSwaggerUi =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

    /// <summary>Everything comes from here, and nothing stands inline.</summary>
    private const string ForPages =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    private const string NoDevices = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    private const string Year = "max-age=31536000";

    /// <remarks>A Content-Security-Policy that is there already is left alone.</remarks>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = NoDevices;
            if (context.Request.IsHttps)
            {
                headers.StrictTransportSecurity = Year;
            }

            if (SiteSession.IsPage(context) && context.User.Identity is { IsAuthenticated: true })
            {
                headers.CacheControl = "no-store";
            }

            if (headers.ContentSecurityPolicy.Count is 0)
            {
                headers.ContentSecurityPolicy =
                    context.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase) ? ForSwaggerUi
                    : ProblemAnswers.IsForPrograms(context.Request) ? ForPrograms
                    : ForPages;
            }

            return Task.CompletedTask;
        });
        return next(context);
    });
}
