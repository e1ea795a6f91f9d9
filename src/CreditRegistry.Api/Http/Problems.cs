using CreditRegistry.Domain;

namespace CreditRegistry.Api.Http;

/// <summary>The only place where a refusal becomes an HTTP status.</summary>
public static class Problems
{
    public static ProblemResult ToProblem(this RegistryError error) =>
        new(error switch
        {
            NotFoundError => Of(StatusCodes.Status404NotFound, error),
            GoneError gone => Of(StatusCodes.Status410Gone, error) with
            {
                LeftOn = gone.LeftOn,
                ReplacedBy = gone.ReplacedBy,
            },
            UnauthenticatedError => Of(StatusCodes.Status401Unauthorized, error),
            ForbiddenError => Of(StatusCodes.Status403Forbidden, error),
            ConflictError conflict => Of(StatusCodes.Status409Conflict, error) with
            {
                ExistingId = conflict.ExistingId,
            },
            RewoundError rewound => Of(StatusCodes.Status409Conflict, error) with { ResumeFrom = rewound.ResumeFrom },
            InvalidError invalid => Of(StatusCodes.Status400BadRequest, error) with { Errors = invalid.Errors },
            StaleError stale => Of(StatusCodes.Status412PreconditionFailed, error) with
            {
                CurrentVersion = stale.CurrentVersion,
                Current = stale.Current,
                Changes = stale.Changes,
            },
            UnavailableError => Of(StatusCodes.Status503ServiceUnavailable, error),
            RefusedError refused => Of(StatusCodes.Status422UnprocessableEntity, error) with
            {
                Breaches = [.. refused.Breaches.Select(ProblemBreach.From)],
            },
            _ => throw new InvalidOperationException($"No status for {error.GetType().Name}."),
        });

    internal static ProblemResult Invalid(string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null) =>
        new(new Problem(StatusCodes.Status400BadRequest, code, detail) { Errors = errors });

    internal static ProblemResult Invalid(string code, string detail, string field, string error) =>
        Invalid(code, detail, new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [error] });

    /// <summary>For a <c>limit</c> beyond what one answer may hold.</summary>
    /// <param name="things">What is asked for, in the plural.</param>
    internal static ProblemResult Limit(int most, string things) =>
        Invalid(ProblemCodes.QueryParameterInvalid, $"Ask for 1 to {most} {things}.", "limit", $"Must be from 1 to {most}.");

    /// <summary>For an answer that the framework gave with a status and nothing else.</summary>
    internal static ProblemResult OfStatus(int status)
    {
        var (code, detail) = status switch
        {
            StatusCodes.Status401Unauthorized => (ProblemCodes.AuthenticationRequired,
                "Sign in at /api/v1/account/login and send the access token as a bearer token."),
            StatusCodes.Status403Forbidden => (ProblemCodes.AccessDenied,
                "Your account has no role or binding that allows this. An administrator can add one."),
            StatusCodes.Status404NotFound => (ProblemCodes.PathNotFound,
                "There is nothing at this path. /swagger lists every path."),
            StatusCodes.Status405MethodNotAllowed => (ProblemCodes.MethodNotAllowed,
                "This path does not answer that method. The Allow header lists those it answers."),
            StatusCodes.Status413PayloadTooLarge => (ProblemCodes.BodyTooLarge,
                "The body is larger than this path accepts. Send less, or in several requests."),
            StatusCodes.Status415UnsupportedMediaType => (ProblemCodes.MediaTypeUnsupported,
                "This path does not read that content type. Send JSON in UTF-8, or what /swagger names for this path."),
            StatusCodes.Status429TooManyRequests => (ProblemCodes.TooManyRequests,
                "Too many requests. Wait for the seconds in the Retry-After header, then go on."),
            StatusCodes.Status503ServiceUnavailable => (ProblemCodes.ServiceUnavailable,
                "The registry cannot answer at the moment. Try again in a few seconds."),
            >= 500 => (ProblemCodes.InternalError,
                "The registry failed to answer; it is not your mistake. Try again, and quote the trace id if it stays."),
            _ => (ProblemCodes.RequestInvalid,
                "The request could not be read. /swagger shows the shape that this path expects."),
        };

        return new(new Problem(status, code, detail));
    }

    private static Problem Of(int status, RegistryError error) => new(status, error.Code, error.Message);
}
