using System.ComponentModel;
using CreditRegistry.Api.Feed;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Watching;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Watching;
using CreditRegistry.Persistence.Watching;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Watching;

/// <param name="Rules">What you want to know.</param>
/// <param name="Delivery">Events can be fetched in any case; with <c>webhook</c> they are sent to the url as well.</param>
/// <param name="Url">Where to; only with <c>webhook</c>.</param>
/// <param name="DaysBefore">How many days before a record becomes repairable you want to know it, 1 to 60; 14 when absent.</param>
public sealed record WatchListRequest(
    string Name, IReadOnlyList<WatchRule> Rules, WatchDeliveryKind Delivery, string? Url = null, int? DaysBefore = null);

/// <param name="After">
/// The position after which to send again: `position` of an event, or `next`, as in GET …/events; those of recalls and changes
/// count separately.
/// </param>
public sealed record ReplayRequest(FeedPosition? After);

internal static class WatchEndpoints
{
    private const string Json = "application/json";
    private const string Csv = "text/csv";
    private const string Ndjson = "application/x-ndjson";
    private const int DefaultLimit = 100;

    private static readonly Guid ExampleId = new("0197f20f-ef20-76cb-bf55-6292bb4cb21b");

    private sealed record ListPlace(Guid Id);

    private sealed record CompanyPlace(string RegistrationId);

    private sealed record DeliveryPlace(long Id);

    private static readonly string[] ExampleIds = ["91330000YYXXXXXXXX", "91350200YYXXXXXXXX", "9135O200"];

    public static void MapWatchLists(this IEndpointRouteBuilder api)
    {
        var lists = api.MapGroup("/watch-lists").WithTags("Watch lists").RequireAuthorization();

        lists.MapPost("", CreateAsync)
            .WithName("CreateWatchList")
            .WithSummary("Make a watch list; the secret that signs its webhooks is shown this once")
            .Refuses(StatusCodes.Status409Conflict)
            .WithExample(
                new WatchListRequest(
                    "Suppliers", [WatchRule.Listed, WatchRule.Repaired, WatchRule.Recalled], WatchDeliveryKind.Webhook,
                    "https://hooks.company.example/registry"),
                new WatchListView(
                    ExampleId, "Suppliers", [WatchRule.Listed, WatchRule.Repaired, WatchRule.Recalled], 14, 0, WatchDeliveryKind.Webhook,
                    "https://hooks.company.example/registry", WebhookState.Active, ExampleInstant, null, ExampleInstant, 1, "whsec_…"));

        lists.MapGet("", ListAsync)
            .WithName("ListWatchLists")
            .WithSummary("Your watch lists, oldest first");

        var list = lists.MapGroup("/{id:guid}").Refuses(StatusCodes.Status404NotFound);

        list.MapGet("", FindAsync)
            .WithName("GetWatchList")
            .WithSummary("One watch list: its rules, and how its sending stands");

        list.MapPut("", ChangeAsync)
            .WithName("ChangeWatchList")
            .WithSummary("Replace name, rules and delivery; a new url gets a new secret, shown this once");

        list.MapDelete("", DeleteAsync)
            .WithName("DeleteWatchList")
            .WithSummary("Delete a watch list with its companies and events");

        list.MapPut("/companies", ReplaceAsync)
            .Accepts<string[]>(Json, Csv, Ndjson)
            .ReadsLongBody()
            .WithName("ReplaceWatchedCompanies")
            .WithSummary("Replace the companies by those of a list: JSON array, CSV or NDJSON, plain or gzip; refused lines are reported")
            .Refuses(StatusCodes.Status409Conflict)
            .WithExample(
                ExampleIds,
                new WatchFileReport(3, 2, 2, 0, 1, 0, 1, [new(3, "LENGTH", null, null)]));

        list.MapGet("/companies", ListCompaniesAsync)
            .WithName("ListWatchedCompanies")
            .WithSummary("The companies of a list, by registration ID");

        list.MapPut("/companies/{registrationId}", AddAsync)
            .WithoutFields()
            .WithName("WatchCompany")
            .WithSummary("Add one company")
            .Refuses(StatusCodes.Status409Conflict);

        list.MapDelete("/companies/{registrationId}", RemoveAsync)
            .WithName("UnwatchCompany")
            .WithSummary("Take one company off");

        list.MapGet("/events", EventsAsync)
            .WithName("ListWatchEvents")
            .WithSummary("What a list was told after a position, in order; no more of a record that has left than its id")
            .Refuses(StatusCodes.Status409Conflict);

        list.MapGet("/deliveries", DeliveriesAsync)
            .WithName("ListWatchDeliveries")
            .WithSummary("Attempts to deliver, newest first: how each went, and nothing of what the receiver said");

        list.MapPost("/ping", PingAsync)
            .WithoutFields()
            .RequireRateLimiting(RateLimits.Ping)
            .WithName("PingWatchList")
            .WithSummary("Send a test event now, and see how it went")
            .Refuses(StatusCodes.Status409Conflict);

        list.MapPost("/replay", ReplayAsync)
            .WithName("ReplayWatchList")
            .WithSummary("Send the events after a position again, in order, each with the id that it had")
            .Refuses(StatusCodes.Status409Conflict);

        list.MapPost("/resumption", ResumeAsync)
            .WithoutFields()
            .WithName("ResumeWatchList")
            .WithSummary("Send what waits now, also when the sending was paused or disabled")
            .Refuses(StatusCodes.Status409Conflict);

        list.MapPost("/secret", RotateSecretAsync)
            .WithoutFields()
            .WithName("RotateWatchSecret")
            .WithSummary("Make a new secret, shown this once; for a day the one before signs beside it")
            .Refuses(StatusCodes.Status409Conflict);
    }

    private static DateTimeOffset ExampleInstant => new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);

    private static async Task<Results<Created<WatchListView>, ProblemResult>> CreateAsync(
        WatchListRequest request, Actor actor, ManageWatchLists lists, CancellationToken ct) =>
        Draft(request, out var wrong) is { } draft
            ? (await lists.CreateAsync(actor, draft, ct)).ToCreated(list => list, list => $"/api/v1/watch-lists/{list.Id}")
            : wrong!;

    private static async Task<Ok<ListResponse<WatchListView>>> ListAsync(
        Page page, Actor actor, ManageWatchLists lists, CancellationToken ct)
    {
        var rows = await lists.ListAsync(actor, page.After<ListPlace>()?.Id, page.Fetch, ct);
        return page.Of(rows, list => new ListPlace(list.Id), list => list);
    }

    private static async Task<Results<Ok<WatchListView>, ProblemResult>> FindAsync(
        Guid id, Actor actor, ManageWatchLists lists, CancellationToken ct) => (await lists.FindAsync(actor, id, ct)).ToOk();

    private static async Task<Results<Ok<WatchListView>, ProblemResult>> ChangeAsync(
        Guid id, WatchListRequest request, IfMatch match, Actor actor, ManageWatchLists lists, CancellationToken ct) =>
        Draft(request, out var wrong) is { } draft
            ? (await lists.ChangeAsync(actor, id, draft, match.ExpectedVersion, ct)).ToOk()
            : wrong!;

    private static async Task<Results<NoContent, ProblemResult>> DeleteAsync(
        Guid id, Actor actor, ManageWatchLists lists, CancellationToken ct) =>
        await lists.DeleteAsync(actor, id, ct) is { } refusal ? refusal.ToProblem() : TypedResults.NoContent();

    private static async Task<Results<Ok<WatchFileReport>, ProblemResult>> ReplaceAsync(
        Guid id,
        HttpRequest request,
        Actor actor,
        WatchCompanies companies,
        CancellationToken ct,
        [Description("The column or property with the IDs, for CSV and NDJSON; the usual names are known.")] string? column = null)
    {
        WatchFileFormat? format = request.MediaType() switch
        {
            Csv => WatchFileFormat.Csv,
            Ndjson => WatchFileFormat.Ndjson,
            Json => WatchFileFormat.Json,
            _ => null,
        };
        return format is not { } known ? Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType)
            : known is WatchFileFormat.Json && column is not null ? Problems.Invalid(
                ProblemCodes.QueryParameterInvalid, "A JSON array has no columns. Leave `column` out.", "column", "Only for CSV and NDJSON.")
            : (await companies.ReplaceAsync(actor, id, request.Body, known, column, ct)).ToOk();
    }

    private static async Task<Results<Ok<ListResponse<string>>, ProblemResult>> ListCompaniesAsync(
        Guid id, Page page, Actor actor, ManageWatchLists lists, CancellationToken ct) =>
        await lists.CompaniesAsync(actor, id, page.After<CompanyPlace>()?.RegistrationId, page.Fetch, ct) is { } rows
            ? page.Of(rows, company => new CompanyPlace(company), company => company)
            : ManageWatchLists.NotFound.ToProblem();

    private static async Task<Results<Ok<WatchListView>, ProblemResult>> AddAsync(
        Guid id, string registrationId, Actor actor, WatchCompanies companies, CancellationToken ct) =>
        (await companies.AddAsync(actor, id, registrationId, ct)).ToOk();

    private static async Task<Results<Ok<WatchListView>, ProblemResult>> RemoveAsync(
        Guid id, string registrationId, Actor actor, WatchCompanies companies, CancellationToken ct) =>
        (await companies.RemoveAsync(actor, id, registrationId, ct)).ToOk();

    private static async Task<Results<Ok<WatchEventPage>, ProblemResult>> EventsAsync(
        Guid id,
        Actor actor,
        ReadWatchEvents read,
        CancellationToken ct,
        [Description("The position you have come to: `next` of the page before. The beginning when absent.")] string? after = null,
        [Description("How many events at most, 1 to 1000; 100 when absent.")] int? limit = null)
    {
        if (limit is < 1 or > ReadWatchEvents.MaxLimit)
        {
            return Problems.Limit(ReadWatchEvents.MaxLimit, "events");
        }

        return FeedEndpoints.TryRead(after, "after", out var position, out var wrong)
            ? (await read.PageAsync(actor, id, position, limit ?? DefaultLimit, ct)).ToOk()
            : wrong.ToProblem();
    }

    private static async Task<Results<Ok<ListResponse<WatchDeliveryView>>, ProblemResult>> DeliveriesAsync(
        Guid id, Page page, Actor actor, ManageWatchLists lists, CancellationToken ct) =>
        await lists.DeliveriesAsync(actor, id, page.After<DeliveryPlace>()?.Id, page.Fetch, ct) is { } rows
            ? page.Of(rows, row => new DeliveryPlace(row.Id), row => row.Delivery)
            : ManageWatchLists.NotFound.ToProblem();

    private static async Task<Results<Ok<WatchDeliveryView>, ProblemResult>> PingAsync(
        Guid id, Actor actor, ManageWatchLists lists, DeliverWebhooks deliver, CancellationToken ct) =>
        (await lists.PingAsync(actor, id, deliver, ct)).ToOk();

    private static async Task<Results<Ok<WatchListView>, ProblemResult>> ReplayAsync(
        Guid id, ReplayRequest request, Actor actor, ManageWatchLists lists, WatchFeed feed, CancellationToken ct) =>
        request.After is { } after
            ? (await lists.ReplayAsync(actor, id, after, feed, ct)).ToOk()
            : Problems.Invalid(
                ProblemCodes.ValidationFailed,
                "Say after which position to send again: the `position` of an event, or `next`, as GET …/events has them.",
                "after",
                "Required.");

    private static async Task<Results<Ok<WatchListView>, ProblemResult>> ResumeAsync(
        Guid id, Actor actor, ManageWatchLists lists, CancellationToken ct) => (await lists.ResumeAsync(actor, id, ct)).ToOk();

    private static async Task<Results<Ok<WatchListView>, ProblemResult>> RotateSecretAsync(
        Guid id, Actor actor, ManageWatchLists lists, CancellationToken ct) => (await lists.RotateSecretAsync(actor, id, ct)).ToOk();

    private static WatchListDraft? Draft(WatchListRequest request, out ProblemResult? wrong)
    {
        var sent = request.Delivery is WatchDeliveryKind.Webhook;
        wrong = sent == request.Url is not null ? null : Problems.Invalid(
            ProblemCodes.ValidationFailed,
            "A webhook needs a url, and an inbox has none.",
            "url",
            sent ? "Required with delivery webhook." : "Only with delivery webhook.");
        return wrong is null ? new WatchListDraft(request.Name, request.Rules, request.DaysBefore, request.Url) : null;
    }
}
