using CreditRegistry.Application.Claims;
using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Web.Accounts;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CreditRegistry.Web.Pages;

/// <summary>A company without an account asks for one.</summary>
[EnableRateLimiting(SiteSession.ClaimLimit)]
[RequestSizeLimit(MostBytes)]
public sealed class ClaimModel(ClaimCompany claims, ReadCompanies companies) : SitePage
{
    /// <summary>Well above what a document may have, so that one too large is told so by its field.</summary>
    private const long MostBytes = 40 * 1024 * 1024;

    /// <summary>Registration ID of the company.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Id { get; set; }

    [BindProperty]
    public IFormFile? Certificate { get; set; }

    [BindProperty]
    public string? ContactName { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    public void OnGet()
    {
        // there is nothing to prepare
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await CheckIdAsync(ct);
        if (Certificate is null)
        {
            Complain(nameof(Certificate), ApplyTexts.FileMissing);
        }

        if (!RecordText.IsLine(ContactName))
        {
            Complain(nameof(ContactName), ApplyTexts.NameMissing);
        }
        else if (ContactName!.Trim().Length > DraftRepairInputValidator.ContactNameMaxLength)
        {
            Complain(nameof(ContactName), ApplyTexts.NameLong);
        }

        if (!ContactText.IsAddress(Email?.Trim()))
        {
            Complain(nameof(Email), ApplyTexts.EmailMissing);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        await using var content = Certificate!.OpenReadStream();
        var filed = await claims.RunAsync(new ClaimInput(Id!, ContactName!, Email!), Certificate.FileName, content, ct, once: true);
        if (filed.Error is { } refusal)
        {
            var (field, why) = WhyNot(refusal);
            Complain(field, why);
            return Page();
        }

        return GoTo($"/claim/{filed.Value!.Id}");
    }

    private async Task CheckIdAsync(CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Id) || Id.Length > ClaimInputValidator.RegistrationIdMaxLength)
        {
            Complain(nameof(Id), ClaimTexts.IdMissing);
            return;
        }

        var verdict = RegistrationIds.Check(Id);
        if (verdict.IsValid)
        {
            return;
        }

        if (await companies.BehindNumberAsync(Id, ct) is not null)
        {
            Complain(nameof(Id), ClaimTexts.OldNumber);
        }
        else
        {
            ComplainOfId(nameof(Id), verdict);
        }
    }

    private static (string Field, LocalText Why) WhyNot(RegistryError refusal) => refusal.Code switch
    {
        "DOCUMENT_EMPTY" => (nameof(Certificate), ApplyTexts.FileEmpty),
        "DOCUMENT_TYPE" => (nameof(Certificate), ApplyTexts.FileType),
        "DOCUMENT_TOO_LARGE" => (nameof(Certificate), ApplyTexts.FileLarge),
        "CLAIM_OPEN" => (nameof(Email), ClaimTexts.OpenAlready),
        "CLAIM_COMPANY_DEREGISTERED" => (nameof(Id), ClaimTexts.StruckOff),
        _ => (nameof(Id), ClaimTexts.NotRegistered),
    };
}
