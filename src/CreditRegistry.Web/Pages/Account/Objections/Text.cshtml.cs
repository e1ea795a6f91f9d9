using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Objections;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.Objections;

/// <summary>What a draft says, written anew.</summary>
public sealed class TextModel(ReadObjections read, ReadRecords records, FileObjections file, RuleBook book)
    : ContestFormPage(read, records, book)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        if (Objection.State is not ObjectionState.Draft)
        {
            return GoTo(Here);
        }

        (Ground, Reason, Statement, Version) =
            (Objection.Ground.Code, Objection.Reason, Objection.Statement, Objection.Version);
        Follow(Objection.RuleSet, Objection.ApplicationId is not null);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Follow(Objection.RuleSet, Objection.ApplicationId is not null);
        CheckForm();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var changed = await file.ChangeAsync(Id, Input(Objection.RecordId, null), Version, Actor, ct);
        if (changed.Error is { } refusal)
        {
            return await RefuseAsync(refusal, IsSaved, ObjectionTexts.Saved, ct);
        }

        return GoTo(Here, ObjectionTexts.Saved);
    }

    private bool IsSaved(ObjectionView one) =>
        one.State is ObjectionState.Draft && one.Ground.Code == Ground && one.Reason == Reason
        && (one.Statement ?? "") == (Statement ?? "");
}
