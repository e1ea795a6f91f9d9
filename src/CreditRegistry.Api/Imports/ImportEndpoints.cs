using System.ComponentModel;
using CreditRegistry.Api.Accounts;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;

namespace CreditRegistry.Api.Imports;

/// <summary>Files of any length. The answer is the report: a verdict for each row, and a last line with the numbers.</summary>
/// <remarks>
/// The report is written to a temporary file and sent when the body has been read, because many clients read nothing before
/// they have sent all. It is not kept: a client whose connection broke sends the file again, and what was taken before is
/// unchanged.
/// </remarks>
internal static class ImportEndpoints
{
    private const string Csv = "text/csv";
    private const string Ndjson = "application/x-ndjson";

    public static void MapImports(this IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports");

        imports.MapPost("/records", ImportRecordsAsync)
            .RequireRoles(Role.Agency)
            .Reads()
            .WithName("ImportRecords")
            .WithSummary("Publish a file of your organ's records, earlier publication days included: CSV or NDJSON, plain or gzip");

        imports.MapPost("/companies", ImportCompaniesAsync)
            .RequireRoles(Role.Administrator)
            .Reads()
            .WithName("ImportCompanies")
            .WithSummary("Take a file of companies into the register: CSV or NDJSON, plain or gzip")
            .Refuses(StatusCodes.Status409Conflict);
    }

    private static RouteHandlerBuilder Reads(this RouteHandlerBuilder builder) => builder
        .Accepts<string>(Csv, Ndjson)
        .ReadsLongBody()
        .Produces<string>(StatusCodes.Status200OK, Csv, Ndjson);

    private static Task<IResult> ImportRecordsAsync(
        HttpContext context,
        Actor actor,
        ImportRecords import,
        CancellationToken ct,
        [Description("Code of the organ; needed only by an account bound to several.")] string? organ = null) =>
        AnswerAsync(context, (format, report) => import.RunAsync(context.Request.Body, format, report, organ, actor, ct));

    private static Task<IResult> ImportCompaniesAsync(
        HttpContext context, Actor actor, ImportCompanies import, CancellationToken ct) =>
        AnswerAsync(context, (format, report) => import.RunAsync(context.Request.Body, format, report, actor, ct));

    private static async Task<IResult> AnswerAsync(
        HttpContext context, Func<ListFormat, Stream, Task<Outcome<ImportSummary>>> import)
    {
        var type = context.Request.MediaType();
        if (type is not (Csv or Ndjson))
        {
            return Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType);
        }

        var report = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        context.Response.RegisterForDisposeAsync(report);
        var outcome = await import(type is Csv ? ListFormat.Csv : ListFormat.Ndjson, report);
        if (outcome.Error is { } error)
        {
            return error.ToProblem();
        }

        report.Position = 0;
        return new StreamedResult(type, answer => report.CopyToAsync(answer, context.RequestAborted));
    }
}
