using System.ComponentModel;
using CreditRegistry.Api.Http;
using CreditRegistry.Api.Records;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Application.Past;
using CreditRegistry.Application.Proof;
using CreditRegistry.Application.Proof.Printing;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Persistence.Companies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Companies;

internal static class CompanyEndpoints
{
    public const string Get = "GetCompany";

    private const string Pdf = "application/pdf";
    private const int CacheMegabytes = 128;
    private const int MostSuggestions = 20;

    public static void AddCompanyPages(this IServiceCollection services, IConfiguration configuration)
    {
        var megabytes = configuration.NotNegative("Registry:CacheMegabytes", CacheMegabytes);
        services.AddSingleton(provider => new CompanyCache(
            provider.GetRequiredService<LedgerTail>(), provider.GetRequiredService<TimeProvider>(), megabytes));
        services.AddScoped<CompanyPages>();
    }

    public static void MapCompanies(this IEndpointRouteBuilder api)
    {
        var companies = api.MapGroup("/companies").WithTags("Companies").Public();

        companies.MapGet("", SearchAsync)
            .WithName("SearchCompanies")
            .WithSummary("Companies by a part of a name or a number, standing, region or status, best match first")
            .WithExample(response: CompanyListResponse.Example);

        companies.MapGet("/suggest", SuggestAsync)
            .WithName("SuggestCompanies")
            .WithSummary("Completes what is typed into a search box: registration IDs from four characters, and names")
            .WithExample(response: new SuggestResponse([new("91350000YYK4XLAM2L", "洺屿泽茂禾欣新能源集团有限公司", null)]));

        companies.MapGet("/{registrationId}", GetAsync)
            .WithName(Get)
            .Produces(StatusCodes.Status308PermanentRedirect)
            .WithSummary("A company by its registration ID, now or at an instant: its standing and newest records, each with its law and its end")
            .Refuses(StatusCodes.Status404NotFound);

        companies.MapGet("/{registrationId}/records", ListRecordsAsync)
            .WithName("ListCompanyRecords")
            .Produces(StatusCodes.Status308PermanentRedirect)
            .WithSummary("All records of a company that are published, or were at an instant, newest first")
            .Refuses(StatusCodes.Status404NotFound);

        companies.MapGet("/{registrationId}/certificate", CertifyAsync)
            .FromPrimary()
            .WithName("GetCertificate")
            .WithSummary("What the register shows of a company at this instant, under the registry's signature")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

        companies.MapGet("/{registrationId}/certificate.pdf", PrintAsync)
            .FromPrimary()
            .WithName("PrintCertificate")
            .WithSummary("The same to print, in Chinese and English: it holds the signed certificate, and a QR code leads to its verification")
            .Produces<Stream>(StatusCodes.Status200OK, contentType: Pdf)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<PreparedAnswer<CompanyView>, Ok<CompanyView>, RedirectHttpResult, ProblemResult>> GetAsync(
        string registrationId,
        AskedInstant instant,
        HttpRequest request,
        ReadCompanies read,
        CompanyPages pages,
        ReadPast past,
        CurrentActor current,
        CancellationToken ct)
    {
        var (id, movedTo, problem) = await ResolveAsync(registrationId, $"{request.QueryString}", read, ct);
        if (id is null)
        {
            return problem is not null ? problem : TypedResults.Redirect(movedTo!, permanent: true, preserveMethod: true);
        }

        if (instant.Value is { } asked)
        {
            var then = await past.CompanyAsync(id, asked, current.Actor, ct);
            return then.Error is { } refusal ? refusal.ToProblem() : TypedResults.Ok(then.Value);
        }

        return await pages.FindAsync(id, RegistryPosition.Of(request.HttpContext), ct) is { } answer
            ? new PreparedAnswer<CompanyView>(answer.Content, answer.Tag)
            : ReadCompanies.NotFound.ToProblem();
    }

    private static async Task<Results<Ok<CertificateView>, RedirectHttpResult, ProblemResult>> CertifyAsync(
        string registrationId,
        HttpRequest request,
        ReadCompanies read,
        IssueCertificate issue,
        CancellationToken ct)
    {
        var (id, movedTo, problem) = await ResolveAsync(registrationId, $"/certificate{request.QueryString}", read, ct);
        if (id is null)
        {
            return problem is not null ? problem : TypedResults.Redirect(movedTo!, permanent: true, preserveMethod: true);
        }

        var issued = await issue.RunAsync(id, ct);
        return issued.Error is { } refusal ? refusal.ToProblem() : TypedResults.Ok(issued.Value);
    }

    private static async Task<Results<FileContentHttpResult, RedirectHttpResult, ProblemResult>> PrintAsync(
        string registrationId,
        HttpRequest request,
        ReadCompanies read,
        PrintCertificate print,
        CancellationToken ct)
    {
        var (id, movedTo, problem) = await ResolveAsync(registrationId, $"/certificate.pdf{request.QueryString}", read, ct);
        if (id is null)
        {
            return problem is not null ? problem : TypedResults.Redirect(movedTo!, permanent: true, preserveMethod: true);
        }

        var printed = await print.RunAsync(id, $"{request.Scheme}://{request.Host}", ct);
        return printed.Error is { } refusal
            ? refusal.ToProblem() : TypedResults.File(printed.Value!, Pdf, $"certificate-{id.Value}.pdf");
    }

    private static async Task<Results<Ok<CompanyListResponse>, ProblemResult>> SearchAsync(
        Page page,
        SearchCompanies search,
        ExplainNoMatch explain,
        CancellationToken ct,
        [Description("A part of a present, English or former name, two characters or more; width, case and punctuation do not matter. Or a whole registration ID, registration number or organisation code.")]
        string? name = null,
        [Description("Only companies of this standing.")] Standing? standing = null,
        [Description("Only companies registered in this province, six digits of GB/T 2260.")] string? region = null,
        [Description("Only companies of this status.")] CompanyStatus? status = null)
    {
        if (name is not null && CompanyName.Fold(name).Length < SearchCompanies.ShortestName)
        {
            return InvalidError.Of(
                "NAME_TOO_SHORT", "name", "Give two or more characters of the name; spaces and punctuation do not count.").ToProblem();
        }

        if (region is not null && Regions.WithCode(region) is null)
        {
            return InvalidError.Of(
                "REGION_UNKNOWN", "region", "Use a province's six digits of GB/T 2260, such as 330000.").ToProblem();
        }

        var filter = new CompanyFilter(name, standing, region, status);
        var after = page.After<NamePlace>();
        var found = await search.RunAsync(filter, after, page.Fetch, ct);
        var reasons = name is not null && after is null && found.Count is 0 ? await explain.RunAsync(filter, ct) : [];
        var list = page.Of(found, f => f.Place, f => f.Company).Value!;
        return TypedResults.Ok(new CompanyListResponse(list.Items, list.Next, [.. reasons.Select(SearchHint.Of)]));
    }

    private static async Task<Results<Ok<SuggestResponse>, ProblemResult>> SuggestAsync(
        [Description("What is typed so far.")] string q,
        SuggestCompanies suggest,
        CancellationToken ct,
        [Description("How many suggestions, 1 to 20; 10 when absent.")] int limit = 10) =>
        limit is >= 1 and <= MostSuggestions
            ? TypedResults.Ok(new SuggestResponse(await suggest.RunAsync(q, limit, ct)))
            : Problems.Limit(MostSuggestions, "suggestions");

    private static async Task<Results<Ok<RecordListResponse>, RedirectHttpResult, ProblemResult>> ListRecordsAsync(
        string registrationId,
        Page page,
        AskedInstant instant,
        HttpRequest request,
        ReadCompanies companies,
        ReadRecords records,
        ReadPast past,
        CurrentActor current,
        CancellationToken ct)
    {
        var (id, movedTo, problem) = await ResolveAsync(registrationId, $"/records{request.QueryString}", companies, ct);
        if (id is null)
        {
            return problem is not null ? problem : TypedResults.Redirect(movedTo!, permanent: true, preserveMethod: true);
        }

        if (instant.Value is { } asked)
        {
            var then = await past.RecordsAsync(id, asked, current.Actor, page.After<RecordKey>(), page.Fetch, ct);
            return then.Error is { } refusal ? refusal.ToProblem() : page.Of(then.Value!, asked);
        }

        if (!await companies.ExistsAsync(id, ct))
        {
            return ReadCompanies.NotFound.ToProblem();
        }

        return page.Of(await records.ListAsync(new RecordFilter(id.Value), page.After<RecordKey>(), page.Fetch, ct));
    }

    /// <summary>The ID as it is asked for, or where an old key leads, or why it is neither.</summary>
    private static async Task<(RegistrationId? Id, string? MovedTo, ProblemResult? Problem)> ResolveAsync(
        string text, string suffix, ReadCompanies read, CancellationToken ct)
    {
        var verdict = RegistrationIds.Check(text);
        if (verdict.Id is { } id)
        {
            return (id, null, null);
        }

        if (Domain.Companies.CompanyAlias.TryParse(text, out var alias)
            && await read.BehindAliasAsync(alias.Value, ct) is { } present)
        {
            return (null, $"/api/v1/companies/{present}{suffix}", null);
        }

        return (null, null, RegistrationIdErrors.Of(verdict, "registrationId").ToProblem());
    }
}
