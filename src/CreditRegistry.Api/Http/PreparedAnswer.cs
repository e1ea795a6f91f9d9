using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace CreditRegistry.Api.Http;

/// <summary>A 200 whose JSON was made before; <see cref="ReadFilter"/> sends it with its tag, or 304.</summary>
internal abstract class PreparedAnswer(byte[] content, string tag) : IResult
{
    public byte[] Content => content;

    public string Tag => tag;

    public Task ExecuteAsync(HttpContext httpContext) =>
        throw new InvalidOperationException("Only for endpoints with the registry's conventions.");
}

/// <typeparam name="T">What the JSON says.</typeparam>
internal sealed class PreparedAnswer<T>(byte[] content, string tag) : PreparedAnswer(content, tag), IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}
