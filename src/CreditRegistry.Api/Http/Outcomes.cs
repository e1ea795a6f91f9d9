using CreditRegistry.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Http;

/// <summary>The last step of a handler: what the use case said becomes the answer.</summary>
public static class Outcomes
{
    public static Results<Ok<TResponse>, ProblemResult> ToOk<T, TResponse>(
        this Outcome<T> outcome, Func<T, TResponse> response) =>
        outcome.Error is { } error ? error.ToProblem() : TypedResults.Ok(response(outcome.Value!));

    public static Results<Ok<T>, ProblemResult> ToOk<T>(this Outcome<T> outcome) => outcome.ToOk(value => value);

    /// <param name="outcome">What the use case said.</param>
    /// <param name="response">What the caller sees.</param>
    /// <param name="location">The path of what was created, such as <c>/api/v1/records/…</c>.</param>
    public static Results<Created<TResponse>, ProblemResult> ToCreated<T, TResponse>(
        this Outcome<T> outcome, Func<T, TResponse> response, Func<TResponse, string> location)
    {
        if (outcome.Error is { } error)
        {
            return error.ToProblem();
        }

        var body = response(outcome.Value!);
        return TypedResults.Created(location(body), body);
    }
}
