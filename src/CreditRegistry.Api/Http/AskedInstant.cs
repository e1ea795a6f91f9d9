using System.Reflection;
using CreditRegistry.Domain.Time;
using Microsoft.AspNetCore.Http.Metadata;

namespace CreditRegistry.Api.Http;

/// <summary>The past instant that a read asks about: a handler parameter that reads <c>asOf</c> or <c>shownAt</c>.</summary>
public sealed class AskedInstant : IEndpointParameterMetadataProvider
{
    private const string Example = "2026-03-31T16:00:00Z";

    private AskedInstant(PastInstant? value) => Value = value;

    /// <summary>Null for what stands now.</summary>
    public PastInstant? Value { get; }

    public static ValueTask<AskedInstant?> BindAsync(HttpContext context)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var asked = PastInstant.Of(Of("asOf"), Of("shownAt"), now);
        return asked.Error is { } error
            ? throw new BadRequestProblem(error.ToProblem())
            : ValueTask.FromResult<AskedInstant?>(new(asked.Value));

        // Its form was checked with all others.
        DateTimeOffset? Of(string name) =>
            context.Request.Query.TryGetValue(name, out var text) && Instants.TryParse(text.ToString(), out var instant) ? instant : null;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new QueryParameter(
            "asOf",
            typeof(DateTimeOffset?),
            "An instant up to now: what was in force in law then, as it is known now. Not together with `shownAt`.",
            Required: false,
            Many: false,
            Example));
        builder.Metadata.Add(new QueryParameter(
            "shownAt",
            typeof(DateTimeOffset?),
            "An instant up to now: what this registry showed then, but for what has left publication since. Not together with `asOf`.",
            Required: false,
            Many: false,
            Example));
    }
}
