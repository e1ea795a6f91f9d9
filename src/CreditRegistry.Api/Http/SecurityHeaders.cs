namespace CreditRegistry.Api.Http;

internal static class SecurityHeaders
{
    private const string ForPrograms = "default-src 'none'; frame-ancestors 'none'";

    private const string ForSwaggerUi =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

    /// <summary>Pages need no script, and everything else comes from here.</summary>
    private const string ForPages =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <remarks>A Content-Security-Policy that is there already is left alone.</remarks>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
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
