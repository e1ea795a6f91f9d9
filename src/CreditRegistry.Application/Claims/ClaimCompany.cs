using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Claims;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Claims;

/// <param name="RegistrationId">However it was typed.</param>
/// <param name="ContactEmail">Of the account that is to act for the company.</param>
public sealed record ClaimInput(string RegistrationId, string ContactName, string ContactEmail);

/// <summary>Someone without an account shows a company's certificate and asks for one that acts for it.</summary>
public sealed class ClaimCompany(
    RegistryDbContext db, ReadCompanies companies, ReadClaims read, ILookupNormalizer normalizer, TimeProvider clock)
{
    /// <summary>Puts the claim before the officers of the company's organ.</summary>
    /// <param name="content">The certificate's bytes; it can be read again from the beginning.</param>
    /// <param name="once">The same certificate for the same open claim again, by a second click, is that claim.</param>
    public async Task<Outcome<ClaimView>> RunAsync(
        ClaimInput input, string fileName, Stream content, CancellationToken ct, bool once = false)
    {
        var verdict = RegistrationIds.Check(input.RegistrationId);
        if (verdict.Id is not { } registrationId)
        {
            return await companies.BehindNumberAsync(input.RegistrationId, ct) is { } present
                ? InvalidError.Of(
                    "REGISTRATION_ID_INVALID", "registrationId", $"This is an old number. The registration ID is {present}.")
                : RegistrationIdErrors.Of(verdict, "registrationId");
        }

        var looked = await UploadedContent.ReadAsync(content, (_, _) => Task.CompletedTask, ct);
        if (looked.Value is not { } certificate)
        {
            return looked.Error!;
        }

        var now = clock.GetUtcNow();
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        if (await db.LockCompanyAsync(registrationId, ct) is not { } company)
        {
            return InvalidError.Of(
                "COMPANY_NOT_FOUND", "registrationId", "No company of that registration ID is in the register. Check the ID.");
        }

        if (company.Status is CompanyStatus.Deregistered)
        {
            return StruckOff;
        }

        var email = input.ContactEmail.Trim();
        var normalized = normalizer.NormalizeEmail(email);
        if (await FindOpenAsync(company.Id, normalized, ct) is { } open)
        {
            return once && open.Certificate.Sha256 == certificate.Sha256 ? await read.ViewAsync(open, null, ct) : OpenAlready;
        }

        var today = LegalDates.DateOf(now);
        var claim = CompanyClaim.File(
            Guid.CreateVersion7(now),
            References.New("CL", today),
            company.Id,
            await OrganOfAsync(company.Id, ct),
            new ClaimContact(input.ContactName.Trim(), email, normalized),
            new ClaimCertificate(
                UploadedContent.CleanName(fileName), certificate.ContentType, certificate.Size, certificate.Sha256),
            today);
        db.CompanyClaims.Add(claim);
        await db.SaveAsync(Actor.Anyone, role: null, now, ct);
        await StoreAsync(claim.Id, content, ct);
        await transaction.CommitAsync(ct);
        return await read.ViewAsync(claim, null, ct);
    }

    internal static ConflictError StruckOff => new(
        "CLAIM_COMPANY_DEREGISTERED",
        "The company was struck off: its records have left publication, and nobody acts for it any more.");

    private static ConflictError OpenAlready => new(
        "CLAIM_OPEN", "A claim of this company with this contact is open already. Wait for its outcome.");

    private Task<CompanyClaim?> FindOpenAsync(Guid companyId, string normalizedEmail, CancellationToken ct) =>
        db.CompanyClaims.AsNoTracking().FirstOrDefaultAsync(
            c => c.CompanyId == companyId && c.State == ClaimState.Open && c.NormalizedContactEmail == normalizedEmail, ct);

    /// <summary>The organ with the newest record on the company: the one that it deals with now.</summary>
    private Task<Guid?> OrganOfAsync(Guid companyId, CancellationToken ct) => db.Records
        .Where(r => r.CompanyId == companyId && r.State != RecordState.Annulled)
        .OrderByDescending(r => r.PublishedOn)
        .ThenByDescending(r => r.Id)
        .Select(r => (Guid?)r.OrganId)
        .FirstOrDefaultAsync(ct);

    private async Task StoreAsync(Guid claim, Stream content, CancellationToken ct)
    {
        content.Position = 0;
        await UploadedContent.ReadAsync(content, async (ordinal, bytes) =>
        {
            db.ChangeTracker.Clear();
            db.CertificateChunks.Add(new CertificateChunk(claim, ordinal, bytes));
            await db.SaveChangesAsync(ct);
        }, ct);
    }

}

public sealed class ClaimInputValidator : AbstractValidator<ClaimInput>
{
    public const int RegistrationIdMaxLength = 100;

    public ClaimInputValidator()
    {
        RuleFor(c => c.RegistrationId).NotEmpty().MaximumLength(RegistrationIdMaxLength);
        RuleFor(c => c.ContactName).Must(RecordText.IsLine).WithMessage(RecordText.LineMessage)
            .MaximumLength(DraftRepairInputValidator.ContactNameMaxLength);
        RuleFor(c => c.ContactEmail).NotEmpty().EmailAddress().MaximumLength(DraftRepairInputValidator.EmailMaxLength);
    }
}
