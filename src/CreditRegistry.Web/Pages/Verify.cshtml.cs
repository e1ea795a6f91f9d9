using CreditRegistry.Application.Ledger;
using CreditRegistry.Application.Proof;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages;

/// <summary>Is a certificate genuine, what did it say, and does it still hold. What is sent is not kept.</summary>
[FromPrimary]
[RequestSizeLimit(2 * CertificateFile.MostBytes)]
public sealed class VerifyModel(CheckCertificate check, DescribeCertified describe) : SitePage
{
    /// <summary>The certificate, or a text that carries one.</summary>
    [BindProperty]
    public string? Certificate { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>What came out; null before anything is verified.</summary>
    public CertificateCheck? Check { get; private set; }

    /// <summary>Of the records that the certificate names, those that are still shown.</summary>
    public IReadOnlyList<CertifiedView> Records { get; private set; } = [];

    /// <param name="c">From a QR code.</param>
    public async Task<IActionResult> OnGetAsync(string? c, CancellationToken ct)
    {
        if (c is not null)
        {
            await VerifyAsync(nameof(Certificate), CertificateFile.Find(c), ct);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Upload is { Length: > CertificateFile.MostBytes })
        {
            Complain(nameof(Upload), VerifyTexts.FileLarge);
        }
        else if (Upload is { Length: > 0 })
        {
            using var bytes = new MemoryStream();
            await Upload.CopyToAsync(bytes, ct);
            await VerifyAsync(nameof(Upload), CertificateFile.Find(bytes.ToArray()), ct);
        }
        else if (string.IsNullOrWhiteSpace(Certificate))
        {
            Complain(nameof(Upload), VerifyTexts.Empty);
        }
        else
        {
            await VerifyAsync(nameof(Certificate), CertificateFile.Find(Certificate), ct);
        }

        return Page();
    }

    private async Task VerifyAsync(string field, FoundCertificate? certificate, CancellationToken ct)
    {
        if (certificate is null)
        {
            Complain(field, VerifyTexts.NoCertificate);
            return;
        }

        Check = await check.RunAsync(certificate, ct);
        var left = Check.Since.Where(change => change.Kind is CertificateChangeKind.Left).Select(change => change.RecordId).ToHashSet();
        Records = await describe.RunAsync((Check.Statement?.Records ?? []).Where(record => !left.Contains(record.Id)), ct);
    }
}
