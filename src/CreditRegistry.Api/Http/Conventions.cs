using CreditRegistry.Application.Ledger;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;

namespace CreditRegistry.Api.Http;

/// <summary>Marks an endpoint that follows the registry's HTTP conventions.</summary>
internal sealed record RegistryEndpoint
{
    public static RegistryEndpoint Instance { get; } = new();
}

/// <summary>A request header that an endpoint reads, for its description.</summary>
public sealed record RequestHeader(string Name, bool Required, string Description);

/// <summary>What an endpoint says about itself beside its route.</summary>
public static class Conventions
{
    /// <summary>For the group that every API endpoint is in.</summary>
    public static RouteGroupBuilder WithRegistryConventions(this RouteGroupBuilder group)
    {
        group.WithMetadata(RegistryEndpoint.Instance);
        group.AddEndpointFilter<ReadFilter>();
        group.AddEndpointFilter<RequiredFields>();
        ((IEndpointConventionBuilder)group).Finally(Complete);
        return group;
    }

    /// <summary>Anyone may call it, without an account.</summary>
    public static TBuilder Public<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AllowAnonymous();

    /// <summary>A creating POST: 201 with a Location, and an Idempotency-Key when the caller sends one.</summary>
    public static RouteHandlerBuilder Creates(this RouteHandlerBuilder builder)
    {
        builder.WithMetadata(
            CreatingEndpoint.Instance,
            new RequestHeader(Idempotency.Header, Required: false, "Repeats of this request within 24 hours create nothing."));
        return builder.Refuses(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Checks the parameter of type <typeparamref name="T"/> by its validator.</summary>
    public static RouteHandlerBuilder Validate<T>(this RouteHandlerBuilder builder) =>
        builder.AddEndpointFilter<ValidationFilter<T>>();

    /// <summary>A verb without fields: no body, or <c>{}</c>.</summary>
    public static RouteHandlerBuilder WithoutFields(this RouteHandlerBuilder builder) =>
        builder.AddEndpointFilter<NoFields>();

    /// <summary>The refusals this endpoint may answer beside those that all of them share.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder builder, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.AddProblems(statuses));
        return builder;
    }

    /// <summary>The largest body that this endpoint reads, where 1 MiB is not right; null for any.</summary>
    public static TBuilder WithBodyLimit<TBuilder>(this TBuilder builder, long? bytes)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new BodyLimit(bytes));

    /// <summary>See <see cref="FromPrimaryAttribute"/>.</summary>
    public static TBuilder FromPrimary<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new FromPrimaryAttribute());

    /// <summary>An answer without end: no HEAD.</summary>
    public static TBuilder Streams<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new EndlessAnswer());

    internal static void AddProblems(this EndpointBuilder builder, params int[] statuses)
    {
        foreach (var status in statuses.Except(builder.Metadata.OfType<ProducesResponseTypeMetadata>()
            .Select(known => known.StatusCode)).ToList())
        {
            builder.Metadata.Add(new ProducesResponseTypeMetadata(
                status, typeof(Problem), [ProblemResult.ContentType]));
        }
    }

    private static void Complete(EndpointBuilder builder)
    {
        var metadata = builder.Metadata;
        builder.AddProblems(
            StatusCodes.Status400BadRequest,
            StatusCodes.Status429TooManyRequests,
            StatusCodes.Status500InternalServerError);

        if (metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
        {
            builder.AddProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
        }

        if (metadata.OfType<IAcceptsMetadata>().Any())
        {
            builder.AddProblems(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
        }

        if (metadata.OfType<HttpMethodMetadata>().LastOrDefault() is { HttpMethods: ["GET"] }
            && !metadata.OfType<EndlessAnswer>().Any())
        {
            metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        }
    }

    private sealed record BodyLimit(long? Bytes) : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => Bytes;
    }

    private sealed record EndlessAnswer;
}
