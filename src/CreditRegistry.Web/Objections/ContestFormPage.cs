using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CreditRegistry.Web.Objections;

/// <summary>A page on which a company writes an objection: a new one, or a draft anew.</summary>
public abstract class ContestFormPage(ReadObjections read, ReadRecords records, RuleBook book) : ObjectionPage(read, records)
{
    [BindProperty]
    public ObjectionGround? Ground { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Statement { get; set; }

    /// <summary>The grounds that fit what is contested, in the words of the rule set.</summary>
    public IReadOnlyList<SelectListItem> Grounds { get; private set; } = [];

    protected void Follow(string ruleSet, bool ofRepair)
    {
        Grounds =
        [
            .. book.Get(ruleSet).Objection.Grounds
                .Where(g => g.Contests is Contested.Repair == ofRepair)
                .Select(g => new SelectListItem(In[g.Title], g.Code.ToString())),
        ];
        Ground ??= ofRepair ? ObjectionGround.RepairRefused : null;
    }

    protected DraftObjectionInput Input(Guid? recordId, Guid? applicationId) =>
        new(Ground, Reason!, recordId, applicationId, Statement);

    /// <summary>What each field can say of itself, before the rules are asked.</summary>
    protected void CheckForm()
    {
        // A browser sends line ends as two characters, which nobody counts.
        Reason = Reason?.ReplaceLineEndings("\n").Trim();
        Statement = Statement?.ReplaceLineEndings("\n").Trim();
        if (Grounds.All(g => g.Value != Ground?.ToString()))
        {
            Complain(nameof(Ground), ObjectionTexts.GroundMissing);
        }

        if (string.IsNullOrEmpty(Reason))
        {
            Complain(nameof(Reason), ObjectionTexts.ReasonMissing);
        }
        else if (!RecordText.IsText(Reason))
        {
            Complain(nameof(Reason), ObjectionTexts.Unreadable);
        }
        else if (Reason.Length > Domain.Objections.Objection.ReasonMaxLength)
        {
            ModelState.AddModelError(
                nameof(Reason), In[ObjectionTexts.ReasonLong, Domain.Objections.Objection.ReasonMaxLength, Reason.Length]);
        }

        if (string.IsNullOrEmpty(Statement))
        {
            return;
        }

        if (!RecordText.IsText(Statement))
        {
            Complain(nameof(Statement), ObjectionTexts.Unreadable);
        }
        else if (PublicText.LengthOf(Statement) is var length && length > Domain.Objections.Objection.StatementMaxLength)
        {
            ModelState.AddModelError(
                nameof(Statement),
                In[ObjectionTexts.StatementLong, Domain.Objections.Objection.StatementMaxLength, length]);
        }
        else
        {
            CheckPublic(nameof(Statement), Statement);
        }
    }

    /// <summary>A refusal of the use case, each breach in the reader's language.</summary>
    protected void ComplainOf(RegistryError refusal)
    {
        if (refusal is RefusedError refused)
        {
            refused.Breaches.ToList().ForEach(breach => Complain("", breach.Message));
        }
        else
        {
            Complain("", ObjectionTexts.WhyRefused(refusal.Code));
        }
    }
}
