namespace CreditRegistry.Api.Http;

/// <summary>Codes that any endpoint may answer with. Codes of one feature live beside its rules.</summary>
public static class ProblemCodes
{
    public const string QueryParameterUnknown = "QUERY_PARAMETER_UNKNOWN";
    public const string QueryParameterInvalid = "QUERY_PARAMETER_INVALID";
    public const string QueryParameterRepeated = "QUERY_PARAMETER_REPEATED";
    public const string QueryParameterRequired = "QUERY_PARAMETER_REQUIRED";
    public const string RequestInvalid = "REQUEST_INVALID";
    public const string BodyMalformed = "BODY_MALFORMED";
    public const string BodyPropertyUnknown = "BODY_PROPERTY_UNKNOWN";
    public const string BodyPropertyRepeated = "BODY_PROPERTY_REPEATED";
    public const string BodyRequired = "BODY_REQUIRED";
    public const string BodyTooLarge = "BODY_TOO_LARGE";
    public const string ValidationFailed = "VALIDATION_FAILED";
    public const string MediaTypeUnsupported = "MEDIA_TYPE_UNSUPPORTED";
    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";
    public const string PathNotFound = "PATH_NOT_FOUND";
    public const string AuthenticationRequired = "AUTHENTICATION_REQUIRED";
    public const string AccessDenied = "ACCESS_DENIED";
    public const string PreconditionRequired = "PRECONDITION_REQUIRED";
    public const string PreconditionInvalid = "PRECONDITION_INVALID";
    public const string VersionStale = "VERSION_STALE";
    public const string IdempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED";
    public const string IdempotencyKeyInFlight = "IDEMPOTENCY_KEY_IN_FLIGHT";
    public const string IdempotencyKeyInvalid = "IDEMPOTENCY_KEY_INVALID";
    public const string IdempotencyKeyNeedsAccount = "IDEMPOTENCY_KEY_NEEDS_ACCOUNT";
    public const string CursorInvalid = "CURSOR_INVALID";
    public const string PositionInvalid = "POSITION_INVALID";
    public const string TooManyRequests = "TOO_MANY_REQUESTS";
    public const string ServiceUnavailable = "SERVICE_UNAVAILABLE";
    public const string InternalError = "INTERNAL_ERROR";
}
