using System.Text.Json;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Proof;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Proof;

/// <param name="Certificate">The compact JWS of a certificate, or the whole address of a QR code; white space in it does not matter.</param>
/// <param name="Statement">The readable part, when the certificate is sent as it was downloaded: compared with what is signed.</param>
public sealed record CertificateInput(string Certificate, JsonElement? Statement = null);

internal sealed class CertificateInputValidator : AbstractValidator<CertificateInput>
{
    public CertificateInputValidator() => RuleFor(input => input.Certificate).NotEmpty();
}

internal static class CertificateEndpoints
{
    public static void MapCertificates(this IEndpointRouteBuilder api) =>
        api.MapPost("/certificates/verification", VerifyAsync).Public()
            .Validate<CertificateInput>()
            .WithBodyLimit(2 * CertificateFile.MostBytes) // JSON may escape every character
            .WithTags("Log")
            .WithName("VerifyCertificate")
            .WithSummary("Is a certificate genuine, and if not, why; does the register still show the same, and if not, what changed since")
            .WithExample(new CertificateInput("eyJhbGciOiJFUzI1NiIsInR5cCI6ImNyZWRpdHJlZ2lzdHJ5LWNlcnRpZmljYXRlIn0.eyJyZWdpc3RyYXRpb25JZCI6Ii4uLiJ9.c2ln"));

    private static async Task<Ok<CertificateCheck>> VerifyAsync(CertificateInput input, CheckCertificate check, CancellationToken ct) =>
        TypedResults.Ok(await check.RunAsync(CertificateFile.Find(input.Certificate, input.Statement), ct));
}
