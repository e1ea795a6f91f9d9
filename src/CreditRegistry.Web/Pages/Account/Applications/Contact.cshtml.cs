using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Web.Repairs;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.Applications;

/// <summary>Whom the officers write to.</summary>
public sealed class ContactModel(ReadRepairs read, ApplyForRepair apply) : ApplicationPage(read)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        if (Case.State is not RepairState.Draft)
        {
            return ToApplication();
        }

        var contact = await Read.ContactAsync(Id, Actor, ct);
        (Name, Email, Version) = (contact?.Name, contact?.Email, Case.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        if (!RecordText.IsLine(Name))
        {
            Complain(nameof(Name), ApplyTexts.NameMissing);
        }
        else if (Name!.Trim().Length > DraftRepairInputValidator.ContactNameMaxLength)
        {
            Complain(nameof(Name), ApplyTexts.NameLong);
        }

        if (!ContactText.IsAddress(Email?.Trim()))
        {
            Complain(nameof(Email), ApplyTexts.EmailMissing);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        // Two fields that are read at a glance: the last who saves is right.
        var saved = await apply.ChangeContactAsync(Id, new ContactInput(Name!, Email!), expectedVersion: null, Actor, ct);
        if (saved.Error is not null)
        {
            Complain(nameof(Name), ApplicationTexts.MovedOn);
            return Page();
        }

        return ToApplication(ApplyTexts.Saved);
    }
}
