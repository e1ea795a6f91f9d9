using System.Diagnostics;

namespace CreditRegistry.Api.Http;

/// <summary>The typed result of every refusal: <c>Results&lt;Ok&lt;T&gt;, ProblemResult&gt;</c>.</summary>
public sealed class ProblemResult(Problem problem) : IResult, IStatusCodeHttpResult, IValueHttpResult<Problem>
{
    public const string ContentType = "application/problem+json";

    public Problem Value => problem;

    public int? StatusCode => problem.Status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = problem.Status;
        httpContext.Response.Headers.CacheControl = "no-store";
        if (problem.Status is StatusCodes.Status401Unauthorized && httpContext.Response.Headers.WWWAuthenticate.Count is 0)
        {
            httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return httpContext.Response.WriteAsJsonAsync(
            problem with { TraceId = httpContext.TraceId() },
            options: null,
            ContentType,
            httpContext.RequestAborted);
    }
}

internal static class TraceIds
{
    public static string TraceId(this HttpContext context) =>
        Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
