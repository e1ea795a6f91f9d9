using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Application.Past;
using CreditRegistry.Application.Screening;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Accounts;
using FluentValidation;

namespace CreditRegistry.Api.Screening;

/// <param name="Ids">Registration IDs, or old keys, as they stand in your list.</param>
public sealed record ScreeningRequest(IReadOnlyList<string> Ids)
{
    public const int MaxIds = 10_000;
}

/// <param name="AsOf">When it was asked: its day in Asia/Shanghai decides what is published.</param>
/// <param name="Results">One for each ID, in the same order.</param>
/// <param name="Instant">What is asked about the past; absent from an answer about now.</param>
public sealed record ScreeningResponse(
    DateTimeOffset AsOf,
    IReadOnlyList<Screened> Results,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] InstantView? Instant = null);

internal sealed class ScreeningRequestValidator : AbstractValidator<ScreeningRequest>
{
    public ScreeningRequestValidator() => RuleFor(r => r.Ids.Count)
        .LessThanOrEqualTo(ScreeningRequest.MaxIds)
        .OverridePropertyName("ids")
        .WithMessage($"At most {ScreeningRequest.MaxIds} IDs; send a longer list as text/csv or application/x-ndjson.");
}

internal static class ScreeningEndpoints
{
    private const string Json = "application/json";
    private const string Csv = "text/csv";
    private const string Ndjson = "application/x-ndjson";

    public static void MapScreenings(this IEndpointRouteBuilder api) =>
        api.MapPost("/screenings", ScreenAsync)
            .Public()
            .WithTags("Companies")
            .Accepts<ScreeningRequest>(Json, Csv, Ndjson)
            .ReadsLongBody()
            .WithName("ScreenCompanies")
            .WithSummary("Where each company of a list stands, now or at an instant: JSON of up to 10,000 IDs, or CSV or NDJSON of any length, one verdict a line")
            .Produces<ScreeningResponse>(StatusCodes.Status200OK, Json, Csv, Ndjson)
            .WithExample(
                new ScreeningRequest(["91330000YYXXXXXXXX", "350200100000000"]),
                new ScreeningResponse(
                    new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero),
                    [
                        new(1, ScreeningVerdict.Listed, "91330000YYXXXXXXXX", null, "abnormal", 2, new DateOnly(2028, 7, 10)),
                        new(2, ScreeningVerdict.Alias, "350200100000000", "91350200YYXXXXXXXX", "clear"),
                    ]));

    private static async Task<IResult> ScreenAsync(
        HttpContext context,
        AskedInstant instant,
        CurrentActor current,
        ScreenCompanies screen,
        ScreenedLines limit,
        CancellationToken ct,
        [Description("The column or property with the IDs, for CSV and NDJSON; the usual names are known.")] string? column = null)
    {
        switch (context.Request.MediaType())
        {
            case Json when column is not null:
                return Problems.Invalid(
                    ProblemCodes.QueryParameterInvalid, "A JSON list of IDs has no columns. Leave `column` out.", "column", "Only for CSV and NDJSON.");

            case Json:
                return await ScreenListAsync(context, instant.Value, current.Actor, screen, limit, ct);

            case Csv:
                return await ScreenStreamAsync(
                    context, Csv, limit, stop => screen.OpenAsync(context.Request.Body, ListFormat.Csv, column, instant.Value, current.Actor, stop), ct);

            case Ndjson:
                return await ScreenStreamAsync(
                    context, Ndjson, limit, stop => screen.OpenAsync(context.Request.Body, ListFormat.Ndjson, column, instant.Value, current.Actor, stop), ct);

            default:
                return Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType);
        }
    }

    private static async Task<IResult> ScreenListAsync(
        HttpContext context,
        PastInstant? instant,
        Actor? actor,
        ScreenCompanies screen,
        ScreenedLines limit,
        CancellationToken ct)
    {
        context.LimitBody(RegistryHttp.MaxBodyBytes); // the other kinds are read as they come, whatever their length
        ScreeningRequest? request;
        try
        {
            request = await context.Request.ReadFromJsonAsync<ScreeningRequest>(ct);
        }
        catch (JsonException malformed)
        {
            return BadRequests.OfJson(malformed);
        }

        if (request?.Ids is null || request.Ids.Any(id => id is null))
        {
            return Problems.Invalid(ProblemCodes.ValidationFailed, "Give `ids`, a list of texts.", "ids", "Required, each of them.");
        }

        var checkedRequest = await new ScreeningRequestValidator().ValidateAsync(request, ct);
        if (!checkedRequest.IsValid)
        {
            return Validation.Problem(Validation.Errors(checkedRequest));
        }

        if (Refuse(limit, context, request.Ids.Count) is { } refusal)
        {
            return refusal;
        }

        var (asOf, results) = await screen.RunAsync(request.Ids, instant, actor, ct);
        return TypedResults.Ok(new ScreeningResponse(asOf, results, instant is null ? null : InstantView.Of(instant)));
    }

    private static ProblemResult? Refuse(ScreenedLines limit, HttpContext context, int lines)
    {
        if (limit.Refuse(context.Caller(), lines) is not { } seconds)
        {
            return null;
        }

        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problems.OfStatus(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> ScreenStreamAsync(
        HttpContext context,
        string contentType,
        ScreenedLines limit,
        Func<CancellationToken, Task<Outcome<ScreeningRun>>> open,
        CancellationToken ct)
    {
        var opened = await open(ct);
        if (opened.Error is { } error)
        {
            return error.ToProblem();
        }

        var run = opened.Value!;
        context.Response.RegisterForDispose(run);
        return Refuse(limit, context, run.FirstLines) is { } refusal
            ? refusal
            : new StreamedResult(contentType, answer => run.WriteToAsync(
                answer, (lines, stop) => limit.WaitAsync(context.Caller(), lines, stop), progress: null, ct));
    }
}
