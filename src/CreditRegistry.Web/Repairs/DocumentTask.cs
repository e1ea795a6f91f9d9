using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Texts;

namespace CreditRegistry.Web.Repairs;

/// <summary>One step of an application: documents for one requirement of the rules, or for one item asked for.</summary>
/// <param name="Number">From 1, in the order of the rules.</param>
/// <param name="LegalBasis">Null for what no rule asks for.</param>
/// <param name="Kinds">Any one of these satisfies it.</param>
/// <param name="Asked">What the officers wrote about it.</param>
/// <param name="Documents">Those added for it that the officers have not had yet.</param>
public sealed record DocumentTask(
    int Number,
    LocalText Title,
    LocalText? LegalBasis,
    IReadOnlyList<DocumentKind> Kinds,
    IReadOnlyList<string> Asked,
    IReadOnlyList<CaseDocument> Documents)
{
    public bool Optional => LegalBasis is null;

    public bool Done => Documents.Count > 0;

    /// <summary>The steps that are open to a company now; the last is for whatever else proves its case.</summary>
    /// <param name="ground">Of the record.</param>
    public static IReadOnlyList<DocumentTask> Of(RepairView application, RuleSet rules, Ground ground)
    {
        IReadOnlyList<(LocalText Title, LocalText Basis, IReadOnlyList<string> Kinds, IReadOnlyList<string> Asked)> needed =
            application is { State: RepairState.SupplementRequested, Supplement: { } request }
                ? [.. request.Missing.GroupBy(m => m.Kind).Select(item => (
                    TitleOf(rules, item.Key),
                    rules.DeadlineFor(DeadlineKind.Supplement, application.Tier).LegalBasis,
                    (IReadOnlyList<string>)[item.Key],
                    (IReadOnlyList<string>)[.. item.Select(m => m.What)]))]
                : [.. rules.DocumentsFor(application.Tier, ground).Select(d => (
                    d.Title, d.LegalBasis, d.Kinds, (IReadOnlyList<string>)[]))];
        var unseen = application.Documents
            .Where(d => application.State is RepairState.Draft || d.AddedAt > application.Supplement?.RequestedAt)
            .ToList();
        var others = rules.DocumentKinds.Select(k => k.Code).Except(needed.SelectMany(n => n.Kinds)).ToList();
        return
        [
            .. needed.Select((n, i) =>
                new DocumentTask(i + 1, n.Title, n.Basis, KindsOf(n.Kinds), n.Asked, Unseen(n.Kinds))),
            new(needed.Count + 1, ApplyTexts.TaskOther, LegalBasis: null, KindsOf(others), [], Unseen(others)),
        ];

        IReadOnlyList<DocumentKind> KindsOf(IReadOnlyList<string> codes) =>
            [.. rules.DocumentKinds.Where(k => codes.Contains(k.Code))];

        IReadOnlyList<CaseDocument> Unseen(IReadOnlyList<string> kinds) =>
            [.. unseen.Where(d => kinds.Contains(d.Kind))];
    }

    /// <summary>What a kind of document is called.</summary>
    public static LocalText TitleOf(RuleSet rules, string kind) =>
        rules.FindDocumentKind(kind)?.Title ?? new(kind, kind);
}
