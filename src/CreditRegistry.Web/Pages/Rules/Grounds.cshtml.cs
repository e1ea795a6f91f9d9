using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Parts;

namespace CreditRegistry.Web.Pages.Rules;

/// <summary>Why a company can be listed.</summary>
public sealed class GroundsModel(RuleBook book) : RuleSetPage(book);
