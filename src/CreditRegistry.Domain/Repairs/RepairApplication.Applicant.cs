using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Repairs;

/// <summary>What the company does.</summary>
public sealed partial class RepairApplication
{
    private bool TakesDocuments => State is RepairState.Draft or RepairState.SupplementRequested;

    /// <summary>Writes the statement of a draft.</summary>
    public RegistryError? ChangeStatement(RuleBook book, string statement, DateTimeOffset now)
    {
        var refusal = NoteDraftChange(book, "statement", now);
        Statement = refusal is null ? statement : Statement;
        return refusal;
    }

    /// <summary>Another person answers for the draft; who, is kept apart.</summary>
    public RegistryError? ChangeContact(RuleBook book, DateTimeOffset now) => NoteDraftChange(book, "contact", now);

    /// <summary>Whether one more document of that kind may be added now; null when it may.</summary>
    public RegistryError? CheckDocument(RuleBook book, string kind)
    {
        if (!TakesDocuments)
        {
            return NotNow("given documents");
        }

        if (Documents.Count(d => !IsSubmitted(d)) >= CaseDocument.MaxPerCase)
        {
            return new ConflictError(
                "REPAIR_DOCUMENTS_FULL",
                $"At most {CaseDocument.MaxPerCase} documents are submitted at a time. Remove one first.");
        }

        var kinds = book.Get(RuleSetId).DocumentKinds;
        return kinds.Any(k => k.Code == kind)
            ? null
            : InvalidError.Of(
                "DOCUMENT_KIND_UNKNOWN",
                "kind",
                $"Use one of the rule set's kinds: {string.Join(", ", kinds.Select(k => k.Code))}.");
    }

    public RegistryError? AddDocument(RuleBook book, CaseDocument document, DateTimeOffset now)
    {
        if (CheckDocument(book, document.Kind) is { } refusal)
        {
            return refusal;
        }

        Documents = [.. Documents, document];
        StartDraftClock(book, now);
        Note(
            LedgerKinds.RepairDocumentAdded,
            text: null,
            ("document", document.Id), ("kind", document.Kind), ("sha256", document.Sha256), ("size", document.Size));
        return null;
    }

    /// <summary>A document of that kind and content that the officers have not seen yet; null when there is none.</summary>
    public CaseDocument? FindUnsubmitted(string kind, string sha256) =>
        Documents.FirstOrDefault(d => d.Kind == kind && d.Sha256 == sha256 && !IsSubmitted(d));

    /// <summary>Removes a document that the officers have not seen yet.</summary>
    public RegistryError? RemoveDocument(RuleBook book, Guid documentId, DateTimeOffset now)
    {
        if (Documents.FirstOrDefault(d => d.Id == documentId) is not { } document)
        {
            return new NotFoundError("DOCUMENT_NOT_FOUND", "The application has no such document.");
        }

        if (!TakesDocuments || IsSubmitted(document))
        {
            return new ConflictError(
                "DOCUMENT_SUBMITTED", "The document has been submitted and stays with the case. Add a better one beside it.");
        }

        Documents = [.. Documents.Where(d => d.Id != documentId)];
        StartDraftClock(book, now);
        Note(LedgerKinds.RepairDocumentRemoved, text: null, ("document", documentId), ("sha256", document.Sha256));
        return null;
    }

    /// <summary>
    /// Files the application, or files it again with what the supplement request asked for. Refused while a document is
    /// missing; the officers' clocks start on this day (anew after a supplement).
    /// </summary>
    /// <param name="hasContact">Whether the company has said whom to write to, which is kept apart.</param>
    public RegistryError? Submit(RuleBook book, Ground ground, Guid by, DateTimeOffset now, bool hasContact = true)
    {
        if (!TakesDocuments)
        {
            return NotNow("submitted");
        }

        var rules = book.Get(RuleSetId);
        List<RuleBreach> breaches =
        [
            .. Unsaid(rules, hasContact),
            .. MissingDocuments(rules, ground).Select(r => new RuleBreach(
                "REPAIR_DOCUMENT_MISSING",
                new($"Missing: {r.Title.En} ({string.Join(" or ", r.Kinds)}).", $"缺少：{r.Title.Zh}。"),
                r.LegalBasis)),
            .. UnansweredItems().Select(m => new RuleBreach(
                "REPAIR_SUPPLEMENT_UNANSWERED",
                new($"The supplement request asks for a new {m.Kind}; none was added since.", $"补正通知要求重新提交的材料（{m.Kind}）尚未补充。"),
                rules.DeadlineFor(DeadlineKind.Supplement, Tier).LegalBasis)),
        ];
        if (breaches.Count > 0)
        {
            return new RefusedError(
                "REPAIR_INCOMPLETE", "The application is not complete. Add what is missing and submit again.", breaches);
        }

        var today = LegalDates.DateOf(now);
        (State, SubmittedBy, FiledOn) = (RepairState.Submitted, by, FiledOn ?? today);
        Meet(DeadlineKind.Supplement, today);
        StartClock(book, DeadlineAnchor.Submission, today);
        Note(LedgerKinds.RepairSubmitted, text: null, ("on", today), ("dueOn", DueOn));
        return null;
    }

    /// <summary>The company takes the application back, at no cost, any time before the decision.</summary>
    public RegistryError? Withdraw(DateOnly today)
    {
        if (!State.IsOpen())
        {
            return NotNow("withdrawn");
        }

        Proposal = null;
        End(RepairState.Withdrawn, today);
        Note(LedgerKinds.RepairWithdrawn, text: null, ("on", today));
        return null;
    }

    private IEnumerable<RuleBreach> Unsaid(RuleSet rules, bool hasContact)
    {
        if (State is not RepairState.Draft)
        {
            yield break;
        }

        var basis = rules.DeadlineFor(DeadlineKind.Draft, Tier).LegalBasis;
        if (Statement.Length is 0)
        {
            yield return new(
                "REPAIR_STATEMENT_MISSING", new("Say what was corrected and how.", "请说明失信行为的纠正情况。"), basis);
        }

        if (!hasContact)
        {
            yield return new(
                "REPAIR_CONTACT_MISSING", new("Say whom the officers write to.", "请填写联系人。"), basis);
        }
    }

    private RegistryError? NoteDraftChange(RuleBook book, string what, DateTimeOffset now)
    {
        if (State is not RepairState.Draft)
        {
            return NotNow("changed");
        }

        StartDraftClock(book, now);
        Note(LedgerKinds.RepairDraftChanged, text: null, ("what", what));
        return null;
    }

    /// <summary>While documents are taken: whether the officers have had this one, which then can be neither removed nor counted.</summary>
    private bool IsSubmitted(CaseDocument document) => document.AddedAt <= Supplement?.RequestedAt;

    /// <summary>What the supplement request asks for and nobody has added since.</summary>
    public IEnumerable<MissingDocument> UnansweredItems() =>
        State is RepairState.SupplementRequested && Supplement is { } request
            ? request.Missing.Where(m => !Documents.Any(d => d.Kind == m.Kind && !IsSubmitted(d)))
            : [];
}
