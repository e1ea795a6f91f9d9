using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Objections;

/// <summary>A page of one objection, for its company. Anyone else finds nothing there.</summary>
public abstract class ObjectionPage(ReadObjections read, ReadRecords records) : SitePage
{
    protected ReadObjections Read { get; } = read;

    protected ReadRecords Records { get; } = records;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The version that the form was filled in beside.</summary>
    [BindProperty]
    public int Version { get; set; }

    public ObjectionView Objection { get; private set; } = null!;

    /// <summary>What is contested. A company reads its own records whatever became of them.</summary>
    public RecordView Record { get; protected set; } = null!;

    public string Here => $"/account/objections/{Id}";

    /// <summary>Reads it; false when there is none that this account may see.</summary>
    protected virtual async Task<bool> FindAsync(CancellationToken ct)
    {
        if ((await Read.OneAsync(Id, Actor, ct)).Value is not { Inside: null } found)
        {
            return false;
        }

        Objection = found;
        Record = (await Records.OneAsync(found.RecordId, Actor, ct)).Value!;
        return true;
    }

    /// <summary>
    /// The page again with what stands in the way; whatever was typed is still there. A form that was sent twice is answered
    /// as the first time.
    /// </summary>
    /// <param name="isDone">Whether the objection is by now what the form was to make of it.</param>
    protected async Task<IActionResult> RefuseAsync(
        RegistryError refusal, Func<ObjectionView, bool> isDone, LocalText done, CancellationToken ct)
    {
        if (refusal is NotFoundError || !await FindAsync(ct))
        {
            return NotFound();
        }

        if (isDone(Objection))
        {
            return GoTo(Here, done);
        }

        switch (refusal)
        {
            case ConflictError { Code: "OBJECTION_STATE" or "OBJECTION_REVIEW_ONCE" }:
                return GoTo(Here);
            case StaleError stale:
                ModelState.Remove(nameof(Version));
                Version = stale.CurrentVersion;
                Complain("", ObjectionTexts.Stale);
                break;
            case RefusedError refused:
                foreach (var breach in refused.Breaches)
                {
                    ModelState.AddModelError("", In[breach.Message]);
                }

                break;
            default:
                Complain("", ObjectionTexts.WhyRefused(refusal.Code));
                break;
        }

        return Page();
    }
}
