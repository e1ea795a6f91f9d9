using CreditRegistry.Application.Organs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Admin;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Admin;

/// <summary>One organ, and the rule set that it adopts next.</summary>
public sealed class OrganModel(ManageOrgans organs, RuleBook book, TimeProvider clock) : AdoptionPage(book, clock)
{
    public OrganDetails Organ { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct) => await FindAsync(code, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken ct)
    {
        ModelState.Clear();
        if (!await FindAsync(code, ct))
        {
            return NotFound();
        }

        CheckAdoption();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var adopted = await organs.AdoptAsync(code, RuleSet!, Day!.Value, Actor, ct);
        if (adopted.Error is { } refusal)
        {
            ComplainOf(refusal);
            return Page();
        }

        return GoTo($"/admin/organs/{code}", AdminTexts.Adopted);
    }

    private async Task<bool> FindAsync(string code, CancellationToken ct) =>
        (Organ = (await organs.FindAsync(code, ct))!) is not null;
}
