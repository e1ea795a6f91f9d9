using Microsoft.Net.Http.Headers;

namespace CreditRegistry.Api.Http;

internal static class Multipart
{
    private const int BoundaryMaxLength = 200;

    /// <summary>What stands between the parts of a form; null when the body is none.</summary>
    public static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= BoundaryMaxLength } boundary
            ? boundary
            : null;
}
