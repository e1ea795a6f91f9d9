namespace CreditRegistry.Api.Http;

/// <summary>What the documentation shows for an endpoint, as objects of its own types.</summary>
internal sealed record Example(object? Request, object? Response);

public static class Examples
{
    /// <param name="builder">The endpoint.</param>
    /// <param name="request">A body it reads.</param>
    /// <param name="response">What it answers when all is well.</param>
    public static RouteHandlerBuilder WithExample(
        this RouteHandlerBuilder builder, object? request = null, object? response = null) =>
        builder.WithMetadata(new Example(request, response));
}
