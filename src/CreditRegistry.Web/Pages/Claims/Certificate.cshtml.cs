using CreditRegistry.Application.Claims;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Claims;

/// <summary>A certificate's bytes, to be saved.</summary>
public sealed class CertificateModel(ReadClaims read) : SitePage
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) =>
        (await read.CertificateAsync(id, Actor, ct)).Value is { } certificate
            ? new Attachment(
                certificate.FileName, "application/octet-stream", certificate.Size,
                target => read.CopyCertificateAsync(id, target, ct))
            : NotFound();
}
