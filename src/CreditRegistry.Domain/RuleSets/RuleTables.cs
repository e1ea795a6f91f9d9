using System.Globalization;
using System.Text;
using System.Text.Json;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.RuleSets;

/// <summary>The published table of rules, written from the data so that it cannot drift from it.</summary>
public static class RuleTables
{
    private const string None = "–";

    /// <summary>
    /// Markdown in English with Chinese names: each rule set oldest first, then the calendars. Lines end with <c>\n</c>.
    /// </summary>
    public static string Markdown(RuleBook book)
    {
        var text = new StringBuilder();
        foreach (var set in book.All)
        {
            Write(text, set);
        }

        Table(text, "### Calendars of working days", ["Year", "Days off", "Moved workdays", "Source"],
            book.Calendar.Years.Select(year => (string[])
                [Text(year.Year), Text(year.DaysOff.Count), Text(year.WorkDays.Count), year.Source.En]));

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Write(StringBuilder text, RuleSet set)
    {
        text.Append(CultureInfo.InvariantCulture, $"### `{set.Id}`: {Both(set.Title)}\n\n")
            .Append(CultureInfo.InvariantCulture, $"Adopted from {set.EffectiveFrom:yyyy-MM-dd}")
            .Append(set.EffectiveTo is { } last ? string.Create(CultureInfo.InvariantCulture, $" to {last:yyyy-MM-dd}") : "")
            .Append(CultureInfo.InvariantCulture, $". {set.LegalBasis.En}.\n\n");

        Table(text, "#### Tiers", ["Tier", "Arises", "Escalates", "Documents for repair", "Measures", "Legal basis"],
            set.Tiers.Select(tier => (string[])
                [Both(tier.Name), Arises(set, tier), Escalates(set, tier), Documents(tier),
                    string.Join(", ", tier.Measures), tier.LegalBasis.En]));
        Table(text, "#### Publication", ["Tier", "Class", "Published", "Repair from", "Lapses after", "Legal basis"],
            set.Tiers.SelectMany(tier => tier.Publication.Select(rule => (string[])
                [tier.Name.En, Code(rule.Class), rule.PublishedByDefault ? "yes" : "if the organ asks",
                    From(rule, rule.RepairableAfter) ?? "publication", From(rule, rule.LapsesAfter) ?? "never",
                    rule.LegalBasis.En])));
        Table(text, "#### Deadlines", ["Deadline", "Tier", "Length", "From", "Legal basis"],
            set.Deadlines.Select(rule => (string[])
                [Code(rule.Kind), Scope(set, set.Deadlines, rule), Words(rule.Length), Code(rule.From), rule.LegalBasis.En]));
        Table(text, "#### Grounds", ["Code", "Ground", "Tiers", "Proof of cure (any one)", "Legal basis"],
            set.Grounds.Select(ground => (string[])
                [$"`{ground.Code}`", Both(ground.Title),
                    string.Join(", ", ground.Tiers.Select(tier => set.For(tier).Name.En)),
                    Kinds(set, ground.Proofs), ground.LegalBasis.En]));
        Table(text, "#### Penalty kinds", ["Code", "Kind", "Class", "Repair before it lapses", "Legal basis"],
            set.PenaltyKinds.Select(kind => (string[])
                [$"`{kind.Code}`", Both(kind.Title), Code(kind.Class), kind.MayEndEarly ? "yes" : "no",
                    kind.LegalBasis.En]));
        Table(text, "#### Measures", ["Code", "Measure", "Applied by", "Binding", "Legal basis"],
            set.Measures.Select(measure => (string[])
                [$"`{measure.Code}`", Both(measure.Title), measure.Organ.En, measure.Binding ? "yes" : "no",
                    measure.LegalBasis.En]));
        Table(text, "#### Reason codes", ["Code", "Meaning", "Used for"],
            set.ReasonCodes.Select(reason => (string[])
                [$"`{reason.Code}`", Both(reason.Title), string.Join(", ", reason.Uses.Select(use => Code(use)))]));

        text.Append("A false promise revokes the grant and bars repair for ")
            .Append(CultureInfo.InvariantCulture, $"{Words(set.Revocation.Bar)} ({set.Revocation.LegalBasis.En}).\n\n");
        Write(text, set, set.Objection);
    }

    private static void Write(StringBuilder text, RuleSet set, ObjectionRule rule)
    {
        Table(text, "#### Objections: deadlines", ["Deadline", "Tier", "Length", "From", "Legal basis"],
            rule.Deadlines.Select(row => (string[])
                [Code(row.Kind), Scope(set, rule.Deadlines, row), Words(row.Length), Code(row.From), row.LegalBasis.En]));
        Table(text, "#### Objections: grounds", ["Ground", "Meaning", "Contests", "Within the time for filing", "Legal basis"],
            rule.Grounds.Select(row => (string[])
                [$"`{Code(row.Code)}`", Both(row.Title), Code(row.Contests), row.WithinFiling ? "yes" : "no", row.LegalBasis.En]));
        Table(text, "#### Objections: reason codes", ["Code", "Meaning", "Used for"],
            rule.ReasonCodes.Select(reason => (string[])
                [$"`{reason.Code}`", Both(reason.Title), string.Join(", ", reason.Uses.Select(use => Code(use)))]));

        var stops = rule.Stops.Select(stop => stop switch
        {
            ObjectionStop.RepairDecision => "stops the clock of a repair decision",
            ObjectionStop.Escalation => "filed before the term ends, holds up escalation",
        });
        text.Append("The record stays published meanwhile. An open objection ")
            .Append(rule.Stops.Count == 0 ? "holds up nothing" : string.Join("; ", stops))
            .Append(rule.Deadlines.Any(row => row.Kind is DeadlineKind.Review)
                ? ". A dismissed one is reviewed once"
                : ". A dismissal is not reviewed here")
            .Append(CultureInfo.InvariantCulture, $" ({rule.LegalBasis.En}).\n\n");
    }

    private static void Table(StringBuilder text, string heading, string[] columns, IEnumerable<string[]> rows)
    {
        text.Append(heading).Append("\n\n");
        Row(text, columns);
        Row(text, [.. columns.Select(_ => "---")]);
        foreach (var row in rows)
        {
            Row(text, row);
        }

        text.Append('\n');
    }

    private static void Row(StringBuilder text, string[] cells) =>
        text.Append("| ")
            .AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))
            .Append(" |\n");

    private static string Arises(RuleSet set, TierRule tier) => tier switch
    {
        { ArisesByOrgan: false } => "only by escalation",
        { Prerequisite: { } needed } => $"by an organ, beside a published record in {set.For(needed).Name.En}",
        _ => "by an organ",
    };

    private static string Escalates(RuleSet set, TierRule tier) => tier.Escalation is { } escalation
        ? $"to {set.For(escalation.To).Name.En} after {Words(escalation.After)} and a notice of {Words(escalation.Notice)}"
        : None;

    private static string Documents(TierRule tier) =>
        string.Join("; ", tier.Documents.Select(rule => rule.Title.En));

    private static string Kinds(RuleSet set, IReadOnlyList<string> codes) =>
        codes.Count == 0 ? None : string.Join("; ", codes.Select(code => set.FindDocumentKind(code)!.Title.En));

    private static string? From(PublicationRule rule, Period? period) =>
        period is { } length ? $"{Code(rule.Anchor)} + {Words(length)}" : null;

    private static string Scope(RuleSet set, IReadOnlyList<DeadlineRule> rules, DeadlineRule rule) => rule.Tier is { } tier
        ? set.For(tier).Name.En
        : rules.Any(other => other.Kind == rule.Kind && other.Tier is not null) ? "every other" : "every";

    private static string Both(LocalText text) => $"{text.En} {text.Zh}";

    private static string Words(Period period) => period.Describe().En;

    private static string Code<T>(T? value)
        where T : struct, Enum => value is { } some ? JsonNamingPolicy.CamelCase.ConvertName(some.ToString()) : None;

    private static string Code<T>(T value)
        where T : struct, Enum => Code((T?)value);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
