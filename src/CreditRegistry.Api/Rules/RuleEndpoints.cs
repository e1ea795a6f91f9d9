using System.ComponentModel;
using CreditRegistry.Api.Http;
using CreditRegistry.Domain;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Rules;

public sealed record RuleSetSummary(
    string Id, LocalText Title, LocalText LegalBasis, DateOnly EffectiveFrom, DateOnly? EffectiveTo);

/// <summary>A ground with the rule set that it belongs to.</summary>
public sealed record RuleSetGround(string RuleSet, Ground Ground);

/// <summary>A measure with the rule set that it belongs to.</summary>
public sealed record RuleSetMeasure(string RuleSet, Measure Measure);

/// <summary>A place in a list of rules: by rule set, then by code.</summary>
public sealed record RuleKey(string RuleSet, string Code);

internal static class RuleEndpoints
{
    public static void MapRules(this IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup("").WithTags("Rules").Public();

        rules.MapGet("/rule-sets", List).WithName("ListRuleSets").WithSummary("The rule sets, oldest first");
        rules.MapGet("/rule-sets/{id}", Get).WithName("GetRuleSet")
            .WithSummary("One rule set, whole: tiers, periods, documents, deadlines, grounds, measures, each with its law")
            .Refuses(StatusCodes.Status404NotFound);
        rules.MapGet("/grounds", Grounds).WithName("ListGrounds").WithSummary("Why a company can be listed, by rule set");
        rules.MapGet("/measures", Measures).WithName("ListMeasures").WithSummary("What follows from a record, by rule set");
        rules.MapGet("/calendars/{year:int}", Calendar).WithName("GetCalendar")
            .WithSummary("A year's days off and moved workdays, by the State Council's notice")
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static Ok<ListResponse<RuleSetSummary>> List(Page page, RuleBook book) =>
        page.Of(
            [.. book.All.Where(s => Follows(page, s.Id, ""))],
            s => new RuleKey(s.Id, ""),
            s => new RuleSetSummary(s.Id, s.Title, s.LegalBasis, s.EffectiveFrom, s.EffectiveTo));

    private static Results<Ok<RuleSet>, ProblemResult> Get(string id, RuleBook book) =>
        book.Find(id) is { } set
            ? TypedResults.Ok(set)
            : new NotFoundError("RULE_SET_NOT_FOUND", "There is no such rule set. See GET /api/v1/rule-sets.").ToProblem();

    private static Ok<ListResponse<RuleSetGround>> Grounds(
        Page page, RuleBook book, [Description("Only this rule set's.")] string? ruleSet = null) =>
        page.Of(
            [.. Sets(book, ruleSet)
                .SelectMany(s => s.Grounds.Select(g => new RuleSetGround(s.Id, g)))
                .OrderBy(g => g.RuleSet, StringComparer.Ordinal).ThenBy(g => g.Ground.Code, StringComparer.Ordinal)
                .Where(g => Follows(page, g.RuleSet, g.Ground.Code))],
            g => new RuleKey(g.RuleSet, g.Ground.Code),
            g => g);

    private static Ok<ListResponse<RuleSetMeasure>> Measures(
        Page page, RuleBook book, [Description("Only this rule set's.")] string? ruleSet = null) =>
        page.Of(
            [.. Sets(book, ruleSet)
                .SelectMany(s => s.Measures.Select(m => new RuleSetMeasure(s.Id, m)))
                .OrderBy(m => m.RuleSet, StringComparer.Ordinal).ThenBy(m => m.Measure.Code, StringComparer.Ordinal)
                .Where(m => Follows(page, m.RuleSet, m.Measure.Code))],
            m => new RuleKey(m.RuleSet, m.Measure.Code),
            m => m);

    private static Results<Ok<CalendarYear>, ProblemResult> Calendar(int year, RuleBook book) =>
        book.Calendar.Year(year) is { } calendar
            ? TypedResults.Ok(calendar)
            : new NotFoundError(
                "CALENDAR_NOT_FOUND",
                "The State Council's notice for that year is not bundled. Deadlines that touch it are provisional, by weekends only.")
                .ToProblem();

    private static IEnumerable<RuleSet> Sets(RuleBook book, string? id) => book.All.Where(s => id is null || s.Id == id);

    private static bool Follows(Page page, string set, string code) =>
        page.After<RuleKey>() is not { } after
        || string.CompareOrdinal(set, after.RuleSet) > 0
        || (set == after.RuleSet && string.CompareOrdinal(code, after.Code) > 0);
}
