using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CreditRegistry.Web.Repairs;

/// <summary>A page of one application, for its company. Anyone else finds nothing there.</summary>
public abstract class ApplicationPage(ReadRepairs read) : SitePage
{
    protected ReadRepairs Read { get; } = read;

    /// <summary>Of the application.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The version of the case that the form was filled in beside.</summary>
    [BindProperty]
    public int Version { get; set; }

    public RepairView Case { get; private set; } = null!;

    /// <summary>What others did while the form was filled in.</summary>
    public IReadOnlyList<ChangeSince> Changes { get; private set; } = [];

    /// <summary>Whether the company adds documents and submits now.</summary>
    public bool TakesDocuments => Case.State is RepairState.Draft or RepairState.SupplementRequested;

    public string Here => $"/account/applications/{Id}";

    /// <summary>Reads the case; false when there is none that this account may see.</summary>
    protected async Task<bool> FindAsync(CancellationToken ct)
    {
        if ((await Read.OneAsync(Id, Actor, ct)).Value is not { Inside: null } found)
        {
            return false;
        }

        Case = found;
        return true;
    }

    protected IActionResult ToApplication(LocalText? done = null) => GoTo(Here, done);

    /// <summary>
    /// The page again, because the case is another than the form knew: what changed, and what was typed, to be sent again.
    /// </summary>
    protected async Task<PageResult> ShowChangesAsync(StaleError stale, string field, CancellationToken ct)
    {
        await FindAsync(ct);
        Changes = [.. stale.Changes.OfType<ChangeSince>()];
        ModelState.Remove(nameof(Version));
        Version = stale.CurrentVersion;
        Complain(field, ApplicationTexts.ChangedMeanwhile);
        return Page();
    }
}
