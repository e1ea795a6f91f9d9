using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace CreditRegistry.Api.Http;

/// <summary>Gives every bare error status and every exception its problem body.</summary>
internal static class ProblemAnswers
{
    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context =>
                ToProblem(context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error).ExecuteAsync(context),
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });

        app.Use(async (context, next) =>
        {
            await next(context);
            if (IsBareError(context.Response) && WantsProblem(context.Request))
            {
                await Problems.OfStatus(context.Response.StatusCode).ExecuteAsync(context);
            }
        });
    }

    public static bool IsForPrograms(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/version", StringComparison.OrdinalIgnoreCase);

    /// <summary>The site shows its own error pages to browsers; the API and programs get problems.</summary>
    private static bool WantsProblem(HttpRequest request) =>
        IsForPrograms(request)
        || !request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static ProblemResult ToProblem(Exception exception) => exception switch
    {
        BadHttpRequestException bad => BadRequests.ToProblem(bad),
        _ => Problems.OfStatus(StatusCodes.Status500InternalServerError),
    };

    private static bool IsBareError(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null };
}
