using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using CreditRegistry.Api.Http;
using CreditRegistry.Application;
using CreditRegistry.Domain;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CreditRegistry.Api.Tests.Http;

public enum SampleTier
{
    Minor = 1,
    OrdinaryTier,
    Severe,
}

public sealed record SampleDecision(string Number, DateOnly DecidedOn);

public sealed record SamplePenalty(string Kind, long? AmountFen = null);

public sealed record SampleRequest(
    SampleTier Tier, string Summary, SampleDecision Decision, IReadOnlyList<SamplePenalty> Penalties);

public sealed record SampleResponse(int Id, SampleTier Tier, string Name, DateTimeOffset At, int Version) : IVersioned
{
    public static SampleResponse Of(int id) =>
        new(id, SampleTier.OrdinaryTier, "华兴 <A&B>", new(2026, 1, 31, 8, 0, 0, TimeSpan.FromHours(8)), Version: 3);
}

public sealed record SamplePlace(int Id);

public sealed record SampleFilter(SampleTier? Tier, [property: Description("Newer than this.")] DateOnly? From);

public sealed record SampleCode(string Value) : IParsable<SampleCode>
{
    public static SampleCode Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var code) ? code : throw new FormatException();

    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out SampleCode result)
    {
        result = s is { Length: 3 } ? new(s) : null;
        return result is not null;
    }
}

internal sealed class SampleRequestValidator : AbstractValidator<SampleRequest>
{
    public const int SummaryMaxLength = 10;

    public SampleRequestValidator()
    {
        RuleFor(r => r.Summary).NotEmpty().MaximumLength(SummaryMaxLength);
        RuleFor(r => r.Decision.Number).NotEmpty();
        RuleForEach(r => r.Penalties).ChildRules(p => p.RuleFor(x => x.Kind).NotEmpty());
    }
}

/// <summary>One endpoint of each kind, written as a feature's endpoints are.</summary>
internal static class SampleEndpoints
{
    public static void MapSamples(this IEndpointRouteBuilder app)
    {
        var samples = app.MapGroup("/samples").WithTags("Samples");

        samples.MapGet("", List).Public().WithName("ListSamples").WithSummary("Samples, newest first");
        samples.MapGet("/{id:int}", Get).Public().WithName("GetSample").WithSummary("One sample").Refuses(404);
        samples.MapGet("/refused", (string kind) => Error(kind).ToProblem())
            .Public();
        samples.MapGet("/fails", IResult (string? secret) => throw new InvalidOperationException($"Broken by {secret}"))
            .Public();
        samples.MapGet("/unversioned", () => TypedResults.Ok(new { Name = "华" })).Public();
        samples.MapGet("/filtered", ([AsParameters] SampleFilter filter) => TypedResults.Ok(filter.Tier)).Public();
        samples.MapGet("/by-code/{code}", (SampleCode code) => TypedResults.Ok(code.Value)).Public();
        samples.MapGet("/file", () => TypedResults.Bytes([1, 2, 3])).RequireAuthorization();
        samples.MapGet("/mine", () => TypedResults.Ok("mine")).RequireAuthorization();
        samples.MapGet("/supervised", () => TypedResults.Ok("all")).RequireAuthorization(p => p.RequireRole("supervisor"));
        samples.MapPost("", Create).Public().Validate<SampleRequest>().Creates()
            .WithName("CreateSample").WithSummary("Add a sample")
            .WithExample(new SampleRequest(SampleTier.OrdinaryTier, "Late", new("No. 5", new(2026, 1, 31)), [new("fine", 500)]));
        samples.MapPost("/{id:int}/annulment", Annul).Public().WithoutFields()
            .WithName("AnnulSample").WithSummary("Annul a sample");
        samples.MapPost("/small", (SamplePenalty body) => TypedResults.Ok(body)).Public().WithBodyLimit(100);
    }

    private static Ok<ListResponse<SampleResponse>> List(
        Page page,
        [Description("Only this tier.")] SampleTier? tier,
        [Description("Decided on this day or later.")] DateOnly? from,
        int? top,
        bool? open,
        Guid? organ,
        string? name,
        string[] tag)
    {
        var after = page.After<SamplePlace>()?.Id ?? 0;
        var rows = Enumerable.Range(after + 1, 45 - after).Take(page.Fetch).ToList();
        return page.Of(rows, id => new SamplePlace(id), SampleResponse.Of);
    }

    private static Results<Ok<SampleResponse>, ProblemResult> Get(int id)
    {
        Outcome<int> outcome = id > 100 ? Error("notFound") : id;
        return outcome.ToOk(SampleResponse.Of);
    }

    private static Results<Created<SampleResponse>, ProblemResult> Create(SampleRequest request)
    {
        Outcome<int> outcome = request.Summary == "clash" ? Error("conflict") : 7;
        return outcome.ToCreated(SampleResponse.Of, sample => $"/api/v1/samples/{sample.Id}");
    }

    private static Results<Ok<SampleResponse>, ProblemResult> Annul(int id, IfMatch ifMatch) =>
        ifMatch.ExpectedVersion is null or 3
            ? TypedResults.Ok(SampleResponse.Of(id))
            : new StaleError(ProblemCodes.VersionStale, "Read it again.", 3) { Current = SampleResponse.Of(id) }.ToProblem();

    private static RegistryError Error(string kind) => kind switch
    {
        "notFound" => new NotFoundError("SAMPLE_NOT_FOUND", "No such sample."),
        "gone" => new GoneError("SAMPLE_GONE", "It left.", new(2026, 2, 3), new Guid("01890000-0000-7000-8000-000000000001")),
        "forbidden" => new ForbiddenError("SAMPLE_FORBIDDEN", "Not yours."),
        "conflict" => new ConflictError("SAMPLE_EXISTS", "There is one.", new Guid("01890000-0000-7000-8000-000000000002")),
        "invalid" => InvalidError.Of("SAMPLE_INVALID", "name", "Must be a name."),
        "stale" => new StaleError(ProblemCodes.VersionStale, "Read it again.", 7)
        {
            Current = new { version = 7 },
            Changes = ["name"],
        },
        _ => new RefusedError("SAMPLE_REFUSED", "Too early.", [
            new("TOO_EARLY", new("Too early.", "太早。"), new("Article 5", "第五条"), new DateOnly(2026, 5, 1)),
            new("UNPAID", new("Unpaid.", "未缴纳。"), new("Article 6", "第六条")),
        ]),
    };
}
