using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Parts;

namespace CreditRegistry.Web.Pages.Rules;

/// <summary>One rule set: tiers, periods, documents and deadlines.</summary>
public sealed class RuleSetModel(RuleBook book) : RuleSetPage(book);
