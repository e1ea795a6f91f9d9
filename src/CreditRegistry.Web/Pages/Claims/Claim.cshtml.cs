using CreditRegistry.Application.Claims;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Claims;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Claims;

/// <summary>One claim: what to compare, and the two ways to decide it.</summary>
public sealed class ClaimModel(ReadClaims read, DecideClaims decide) : SitePage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Of the claim that the form was filled in beside.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public bool Compared { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public ClaimView Claim { get; private set; } = null!;

    /// <summary>What to hand over, on the answer to the confirmation alone.</summary>
    public ConfirmedClaim? Confirmed { get; private set; }

    public string PasswordAddress => $"{Request.Scheme}://{Request.Host}{In.Link("/password")}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct);

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken ct)
    {
        if (!Compared)
        {
            Complain(nameof(Compared), ClaimTexts.ComparedMissing);
            return await ShowAsync(ct);
        }

        var confirmed = await decide.ConfirmAsync(Id, Version, Actor, ct);
        if (confirmed.Error is { } refusal)
        {
            return await ComplainAsync(nameof(Compared), refusal, ct);
        }

        // The one page that answers a form itself: the code must not stand anywhere else, not even for the next request.
        Confirmed = confirmed.Value;
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostRefuseAsync(CancellationToken ct)
    {
        var reason = (Reason ?? "").ReplaceLineEndings("\n").Trim();
        if (!RecordText.IsText(reason))
        {
            Complain(nameof(Reason), ClaimTexts.ReasonMissing);
            return await ShowAsync(ct);
        }

        if (reason.Length > CompanyClaim.ReasonMaxLength)
        {
            Complain(nameof(Reason), ClaimTexts.ReasonLong);
            return await ShowAsync(ct);
        }

        return await decide.RefuseAsync(Id, new ClaimRefusalInput(reason), Version, Actor, ct) is { Error: { } refusal }
            ? await ComplainAsync(nameof(Reason), refusal, ct)
            : GoTo("/desk/claims", ClaimTexts.RefusedDone);
    }

    private async Task<IActionResult> ComplainAsync(string field, RegistryError refusal, CancellationToken ct)
    {
        if (refusal is NotFoundError)
        {
            return NotFound();
        }

        Complain(refusal is StaleError ? "" : field, refusal.Code switch
        {
            "CLAIM_STAKE" => ClaimTexts.Stake,
            "CLAIM_EMAIL_TAKEN" => ClaimTexts.EmailTaken,
            "CLAIM_CONTACT_ERASED" => ClaimTexts.ContactGone,
            "CLAIM_COMPANY_DEREGISTERED" => ClaimTexts.StruckOff,
            _ => ClaimTexts.ChangedMeanwhile,
        });
        return await ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if ((await read.OneAsync(Id, Actor, ct)).Value is not { Inside: not null } claim)
        {
            return NotFound();
        }

        Claim = claim;
        return Page();
    }
}
