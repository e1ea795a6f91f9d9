using CreditRegistry.Api.Http;
using CreditRegistry.Domain.Companies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Companies;

/// <param name="RegistrationId">Normalised, when valid; null when refused, so that a person's number is never sent back.</param>
/// <param name="Reason">Why it is refused: <c>LENGTH</c>, <c>CHARACTER</c>, <c>REGION</c>, <c>CHECK_CHARACTER</c>, <c>NOT_A_COMPANY</c> or <c>SOLE_TRADER</c>.</param>
/// <param name="Position">The character at fault, counted from 1 after normalising.</param>
/// <param name="Expected">What the check character would be if the other 17 are right.</param>
/// <param name="Suggestion">The ID that was probably meant, when exactly one look-alike repair leads to it.</param>
public sealed record RegistrationIdResponse(
    string? RegistrationId,
    bool Valid,
    string? Reason,
    string? Message,
    string? MessageZh,
    int? Position,
    string? Expected,
    string? Suggestion,
    RegistrationIdSegments? Segments,
    IReadOnlyList<WarningResponse> Warnings)
{
    public static RegistrationIdResponse From(RegistrationIdVerdict verdict) => new(
        verdict.Id?.Value,
        verdict.IsValid,
        verdict.Reason?.Code,
        verdict.Message?.En,
        verdict.Message?.Zh,
        verdict.Position,
        verdict.Expected?.ToString(),
        verdict.Suggestion?.Value,
        verdict.Segments,
        [.. verdict.Warnings.Select(w => new WarningResponse(w.Code, w.Message.En, w.Message.Zh))]);
}

public sealed record WarningResponse(string Code, string Message, string MessageZh);

internal static class RegistrationIdEndpoints
{
    public static void MapRegistrationIds(this IEndpointRouteBuilder api) =>
        api.MapGet("/registration-ids/{id}", Check)
            .Public()
            .WithTags("Companies")
            .WithName("CheckRegistrationId")
            .WithSummary("Whether a registration ID is well formed, and if not, why and what was probably meant");

    private static Ok<RegistrationIdResponse> Check(string id) =>
        TypedResults.Ok(RegistrationIdResponse.From(RegistrationIds.Check(id)));
}
