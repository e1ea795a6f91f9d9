using CreditRegistry.Domain.RuleSets;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Parts;

/// <summary>A page about one rule set, named by its address.</summary>
public abstract class RuleSetPage(RuleBook book) : SitePage
{
    public RuleSet Rules { get; private set; } = null!;

    public IActionResult OnGet(string id)
    {
        if (book.Find(id) is not { } rules)
        {
            return NotFound();
        }

        Rules = rules;
        return Page();
    }
}
