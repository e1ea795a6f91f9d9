using CreditRegistry.Application.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Languages;
using CreditRegistry.Web.Texts;

namespace CreditRegistry.Web.Agency;

/// <summary>Parts of a record in words, for comparing two versions of it.</summary>
public sealed class RecordWords(Language language, RuleSet rules)
{
    public string Ground(RecordView record) => language.Pick(record.Ground.Title, record.Ground.TitleZh);

    public string Day(DateOnly? day) => day is { } known ? language.Date(known) : language[RuleTexts.None];

    public string Class(RecordView record) =>
        record.Class is { } degree ? language[RuleTexts.Of(degree)] : language[RuleTexts.None];

    public string State(RecordView record) => language[AgencyTexts.Of(record.State)];

    public string Penalties(RecordView record) => record.Penalties.Count is 0
        ? language[RuleTexts.None]
        : string.Join(language.Pick("; ", "；"), record.Penalties.Select(penalty => string.Join(' ', new[]
            {
                rules.FindPenaltyKind(penalty.Kind) is { } kind ? language[kind.Title] : penalty.Kind,
                penalty.AmountFen is { } fen ? language.Money(fen) : null,
                penalty.TermEndsOn is { } end ? language[RecordTexts.Until, language.Date(end)] : null,
            }.OfType<string>())));
}
