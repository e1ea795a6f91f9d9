using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Parts;

namespace CreditRegistry.Web.Pages.Rules;

/// <summary>What follows from a record.</summary>
public sealed class MeasuresModel(RuleBook book) : RuleSetPage(book);
