using CreditRegistry.Api.Accounts;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Claims;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Repairs;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Claims;

/// <param name="AccountEmail">The contact's account, which acts for the company now.</param>
/// <param name="Token">
/// With which the contact chooses a password: hand it over by another way than the e-mail. It is shown this once and works
/// once. Null where the contact had an account already.
/// </param>
public sealed record ConfirmedClaimResponse(
    ClaimView Claim, string AccountEmail, string? Token, DateTimeOffset? TokenExpiresAt)
{
    public static ConfirmedClaimResponse Of(ConfirmedClaim confirmed) =>
        new(confirmed.Claim, confirmed.AccountEmail, confirmed.Token?.Value, confirmed.Token?.ExpiresAt);
}

internal static class ClaimEndpoints
{
    private const long Overhead = 16 * 1024;

    private static readonly string[] Fields = ["registrationId", "contactName", "contactEmail"];

    public static void MapClaims(this IEndpointRouteBuilder api)
    {
        var claims = api.MapGroup("/company-claims").WithTags("Company claims");

        claims.MapPost("", FileAsync)
            .Public()
            .RequireRateLimiting(RateLimits.Claim)
            .WithBodyLimit(CaseDocument.MaxBytes + Overhead)
            .Accepts<ClaimForm>("multipart/form-data")
            .Creates()
            .WithName("ClaimCompany")
            .WithSummary("Ask for an account that acts for a company: multipart fields and its business registration certificate");

        claims.MapGet("/{id:guid}", GetAsync)
            .Public()
            .WithName("GetCompanyClaim")
            .WithSummary("Where a claim stands; contact and certificate for those alone who may decide it")
            .Refuses(StatusCodes.Status404NotFound);

        claims.MapGet("", ListAsync)
            .RequireRoles(Role.Officer, Role.Administrator)
            .WithName("ListCompanyClaims")
            .WithSummary("The open claims that are yours to decide, oldest first");

        claims.MapGet("/{id:guid}/certificate", ReadCertificateAsync)
            .RequireRoles(Role.Officer, Role.Administrator)
            .WithName("ReadClaimCertificate")
            .WithSummary("The certificate's bytes, as an attachment")
            .Produces<Stream>(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .Refuses(StatusCodes.Status404NotFound);

        claims.MapPost("/{id:guid}/confirmation", ConfirmAsync)
            .RequireRoles(Role.Officer, Role.Administrator)
            .WithoutFields()
            .WithName("ConfirmCompanyClaim")
            .WithSummary("Let the contact's account act for the company; a new account's one-time token is in the answer")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

        claims.MapPost("/{id:guid}/refusal", RefuseAsync)
            .RequireRoles(Role.Officer, Role.Administrator)
            .Validate<ClaimRefusalInput>()
            .WithName("RefuseCompanyClaim")
            .WithSummary("Refuse the claim with a reason, which the claimant reads")
            .WithExample(new ClaimRefusalInput("The certificate is another company's."))
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    /// <summary>The fields of the form, in any order.</summary>
    public sealed record ClaimForm(string RegistrationId, string ContactName, string ContactEmail, IFormFile File);

    private static async Task<Results<Created<ClaimView>, ProblemResult>> FileAsync(
        HttpRequest request, ClaimCompany claims, IValidator<ClaimInput> validator, CancellationToken ct)
    {
        if (Multipart.BoundaryOf(request) is null)
        {
            return Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType);
        }

        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(ct);
        }
        catch (Exception exception) when (exception is InvalidDataException
            or IOException and not BadHttpRequestException)
        {
            return Malformed("The multipart body is broken or was cut off. Send the form again.").ToProblem();
        }

        if (form.Files is not [{ Name: "file" } file] || form.Any(field => !Fields.Contains(field.Key) || field.Value.Count > 1))
        {
            return Malformed(
                "Send `registrationId`, `contactName`, `contactEmail` and one `file`, each once and no other.").ToProblem();
        }

        var input = new ClaimInput(form["registrationId"].ToString(), form["contactName"].ToString(), form["contactEmail"].ToString());
        var checks = await validator.ValidateAsync(input, ct);
        if (!checks.IsValid)
        {
            return Validation.Problem(Validation.Errors(checks));
        }

        await using var content = file.OpenReadStream();
        return (await claims.RunAsync(input, file.FileName, content, ct))
            .ToCreated(claim => claim, claim => $"/api/v1/company-claims/{claim.Id}");
    }

    private static async Task<Results<Ok<ClaimView>, ProblemResult>> GetAsync(
        Guid id, CurrentActor current, ReadClaims read, CancellationToken ct) =>
        (await read.OneAsync(id, current.Actor, ct)).ToOk();

    private static async Task<Ok<ListResponse<OpenClaim>>> ListAsync(
        Page page, Actor actor, ReadClaims read, CancellationToken ct) =>
        page.Of(await read.OpenAsync(actor, page.After<ClaimKey>(), page.Fetch, ct), ClaimKey.Of, claim => claim);

    private static async Task<Results<PushStreamHttpResult, ProblemResult>> ReadCertificateAsync(
        Guid id, Actor actor, HttpResponse response, ReadClaims read, CancellationToken ct)
    {
        var found = await read.CertificateAsync(id, actor, ct);
        if (found.Value is not { } certificate)
        {
            return found.Error!.ToProblem();
        }

        return response.Attach(
            certificate.FileName, certificate.Size, certificate.Sha256, target => read.CopyCertificateAsync(id, target, ct));
    }

    private static async Task<Results<Ok<ConfirmedClaimResponse>, ProblemResult>> ConfirmAsync(
        Guid id, IfMatch ifMatch, Actor actor, DecideClaims decide, CancellationToken ct) =>
        (await decide.ConfirmAsync(id, ifMatch.ExpectedVersion, actor, ct)).ToOk(ConfirmedClaimResponse.Of);

    private static async Task<Results<Ok<ClaimView>, ProblemResult>> RefuseAsync(
        Guid id, ClaimRefusalInput input, IfMatch ifMatch, Actor actor, DecideClaims decide, CancellationToken ct) =>
        (await decide.RefuseAsync(id, input, ifMatch.ExpectedVersion, actor, ct)).ToOk();

    private static InvalidError Malformed(string message) => InvalidError.Of("DOCUMENT_FORM", "body", message);
}
