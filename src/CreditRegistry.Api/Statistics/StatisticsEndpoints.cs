using CreditRegistry.Api.Http;
using CreditRegistry.Application.Statistics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Statistics;

internal static class StatisticsEndpoints
{
    public static void MapStatistics(this IEndpointRouteBuilder api) =>
        api.MapGet("/statistics", ReadAsync)
            .Public()
            .WithTags("Statistics")
            .WithName("GetStatistics")
            .WithSummary("The register in figures, and the instant and position of which they tell")
            .Refuses(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<StatisticsView>, ProblemResult>> ReadAsync(
        ReadStatistics read, HttpResponse response, CancellationToken ct)
    {
        if (await read.RunAsync(ct) is { } statistics)
        {
            return TypedResults.Ok(statistics);
        }

        response.Headers.RetryAfter = "5"; // a register that has just begun
        return Problems.OfStatus(StatusCodes.Status503ServiceUnavailable);
    }
}
