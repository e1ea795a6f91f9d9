using CreditRegistry.Application.Organs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Admin;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Admin;

/// <summary>Registers an organ that publishes records.</summary>
public sealed class NewOrganModel(ManageOrgans organs, RuleBook book, TimeProvider clock) : AdoptionPage(book, clock)
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? NameZh { get; set; }

    public void OnGet()
    {
        // there is nothing to prepare
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        CheckAdoption();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var registered = await organs.RegisterAsync(
            Code?.Trim() ?? "", new LocalText(Name?.Trim() ?? "", NameZh?.Trim() ?? ""), RuleSet!, Day!.Value, Actor, ct);
        if (registered.Error is { } refusal)
        {
            ComplainOf(refusal);
            return Page();
        }

        return GoTo($"/admin/organs/{registered.Value!.Code}", AdminTexts.OrganRegistered);
    }
}
