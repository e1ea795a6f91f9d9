using System.Text.Json;
using System.Text.RegularExpressions;

namespace CreditRegistry.Api.Http;

/// <summary>What the framework throws while it reads a request, as a problem that repeats nothing of the input.</summary>
internal static partial class BadRequests
{
    public static ProblemResult ToProblem(BadHttpRequestException exception) => exception switch
    {
        BadRequestProblem { Problem: var problem } => problem,
        { InnerException: JsonException json } => OfJson(json),
        { StatusCode: StatusCodes.Status400BadRequest } when MissingBody().IsMatch(exception.Message) =>
            Problems.Invalid(ProblemCodes.BodyRequired, "This path needs a JSON body. /swagger shows its shape."),
        { StatusCode: StatusCodes.Status400BadRequest } => OfBinding(exception.Message),
        _ => Problems.OfStatus(exception.StatusCode),
    };

    /// <remarks>The serializer tells its cases apart by message only; a test holds each of them.</remarks>
    public static ProblemResult OfJson(JsonException exception)
    {
        var field = Field(exception.Path);

        if (exception.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
        {
            return Problems.Invalid(
                ProblemCodes.BodyPropertyUnknown,
                "The body has a property that this path does not know. Remove it, or correct its name.",
                field,
                "Unknown property.");
        }

        if (Repeated().Match(exception.Message) is { Success: true } repeated)
        {
            var name = repeated.Groups["name"].Value;
            return Problems.Invalid(
                ProblemCodes.BodyPropertyRepeated,
                "The body gives a property twice. Send it once.",
                field.EndsWith(name, StringComparison.Ordinal) ? field : name.ToShownName(),
                "Given more than once.");
        }

        return exception.InnerException is JsonException || field.Length is 0
            ? Problems.Invalid(
                ProblemCodes.BodyMalformed,
                exception is { LineNumber: { } line, BytePositionInLine: { } position }
                    ? $"The body is not the JSON that this path expects (line {line + 1}, byte {position + 1})."
                    : "The body is not the JSON that this path expects.")
            : Problems.Invalid(
                ProblemCodes.ValidationFailed,
                "A property has the wrong type or format. /swagger shows the shape that this path expects.",
                field,
                exception is RegistryJson.WrongFormException { Expected: var expected } ? expected : "Wrong type or format.");
    }

    private static ProblemResult OfBinding(string message)
    {
        var name = Parameter().Match(message).Groups["name"].Value;
        return name.Length is 0
            ? Problems.OfStatus(StatusCodes.Status400BadRequest)
            : Problems.Invalid(
                ProblemCodes.RequestInvalid,
                "A part of the request is missing or has the wrong form. /swagger shows the shape.",
                name,
                "Missing, or of the wrong form.");
    }

    /// <summary><c>$.penalties[0].kind</c> becomes <c>penalties[0].kind</c>.</summary>
    private static string Field(string? path) => (path ?? "").TrimStart('$').TrimStart('.').ToShownName();

    [GeneratedRegex("^Duplicate property '(?<name>.*?)' encountered", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Repeated();

    [GeneratedRegex("^(Implicit body inferred|Required parameter \"[^\"]*\" was not provided from body)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MissingBody();

    [GeneratedRegex("^(Failed to bind|Required) parameter \"[^\"]* (?<name>\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
