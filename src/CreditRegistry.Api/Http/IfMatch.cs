using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace CreditRegistry.Api.Http;

/// <summary>The version a caller saw and acts on: a handler parameter that demands an If-Match header.</summary>
/// <param name="ExpectedVersion">
/// Null for <c>*</c>. The highest when several are listed; 0, which no row has, when none is a version of ours.
/// </param>
public sealed record IfMatch(int? ExpectedVersion) : IEndpointParameterMetadataProvider
{
    private const int NoVersion = 0;

    public static ValueTask<IfMatch?> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count is 0)
        {
            throw new BadRequestProblem(new(new Problem(
                StatusCodes.Status428PreconditionRequired,
                ProblemCodes.PreconditionRequired,
                "Read the resource first and send its ETag as If-Match, or * to act on any version.")));
        }

        if (!EntityTags.TryRead(header.ToString(), out var tags))
        {
            throw new BadRequestProblem(Problems.Invalid(
                ProblemCodes.PreconditionInvalid,
                "If-Match must be an ETag in double quotes as a GET gave it, or *.",
                "If-Match",
                "Not an entity tag."));
        }

        var any = tags.Any(tag => !tag.IsWeak && tag.Tag == "*");
        return ValueTask.FromResult<IfMatch?>(new(any
            ? null
            : tags.Where(tag => !tag.IsWeak).Select(tag => VersionIn(tag.Tag.AsSpan())).Append(NoVersion).Max()));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new RequestHeader(
            "If-Match", Required: true, "The ETag of the version you saw, or * for any."));
        builder.AddProblems(StatusCodes.Status412PreconditionFailed, StatusCodes.Status428PreconditionRequired);
    }

    private static int VersionIn(ReadOnlySpan<char> tag) =>
        int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : NoVersion;
}
