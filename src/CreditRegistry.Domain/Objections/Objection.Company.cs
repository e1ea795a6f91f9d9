using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.Objections;

/// <summary>What the company does.</summary>
public sealed partial class Objection
{
    /// <summary>Writes the text of a draft anew.</summary>
    public RegistryError? ChangeText(RuleBook book, ObjectionText text, DateTimeOffset now)
    {
        if (State is not ObjectionState.Draft)
        {
            return NotNow("changed");
        }

        if (CheckText(text, ApplicationId is not null, book.Get(RuleSetId)) is { } wrong)
        {
            return wrong;
        }

        (Ground, Reason, Statement) = (text.Ground, text.Reason, text.Statement);
        StartDraftClock(book, now);
        Note(LedgerKinds.ObjectionDraftChanged, text: null, ("ground", Ground));
        return null;
    }

    /// <summary>Whether one more document may be added now; null when it may.</summary>
    public RegistryError? CheckDocument() =>
        !TakesDocuments ? NotNow("given documents")
        : Documents.Count >= CaseDocument.MaxPerCase
            ? new ConflictError(
                "OBJECTION_DOCUMENTS_FULL", $"An objection has at most {CaseDocument.MaxPerCase} documents.")
        : null;

    /// <summary>Adds evidence: to a draft, and until the organ has given its finding.</summary>
    public RegistryError? AddDocument(RuleBook book, CaseDocument document, DateTimeOffset now)
    {
        if (CheckDocument() is { } refusal)
        {
            return refusal;
        }

        Documents = [.. Documents, document];
        StartDraftClock(book, now);
        Note(
            LedgerKinds.ObjectionDocumentAdded, text: null,
            ("document", document.Id), ("sha256", document.Sha256), ("size", document.Size));
        return null;
    }

    /// <summary>Removes a document that the organ has not seen.</summary>
    public RegistryError? RemoveDocument(RuleBook book, Guid documentId, DateTimeOffset now)
    {
        if (Documents.FirstOrDefault(d => d.Id == documentId) is not { } document)
        {
            return new NotFoundError("DOCUMENT_NOT_FOUND", "The objection has no such document.");
        }

        if (State is not ObjectionState.Draft)
        {
            return new ConflictError(
                "DOCUMENT_SUBMITTED", "The document has been submitted and stays with the case. Add a better one beside it.");
        }

        Documents = [.. Documents.Where(d => d.Id != documentId)];
        StartDraftClock(book, now);
        Note(LedgerKinds.ObjectionDocumentRemoved, text: null, ("document", documentId), ("sha256", document.Sha256));
        return null;
    }

    /// <summary>Files the objection; it is before the organ at once, and the record carries its mark.</summary>
    /// <param name="earlier">The company's other objections to the record.</param>
    public RegistryError? Submit(
        RuleBook book, CreditRecord record, IEnumerable<Objection> earlier, Guid by, DateTimeOffset now)
    {
        if (State is not ObjectionState.Draft)
        {
            return NotNow("submitted");
        }

        var today = LegalDates.DateOf(now);
        var rules = book.Get(RuleSetId).Objection;
        var breaches = Check(book, record, Ground, today).ToList();
        if (Reason.Length == 0)
        {
            breaches.Add(new("OBJECTION_REASON_MISSING", Messages.ReasonMissing, rules.LegalBasis));
        }

        if (!IsNew(earlier))
        {
            breaches.Add(new("OBJECTION_NOT_NEW", Messages.NotNew, rules.LegalBasis));
        }

        if (breaches.Count > 0)
        {
            return new RefusedError("OBJECTION_NOT_POSSIBLE", "The objection cannot be filed.", breaches);
        }

        (State, SubmittedBy, FiledOn, ForwardedAt) = (ObjectionState.Submitted, by, today, now);
        StartClock(book, DeadlineKind.Mark, today, atOnce: true);
        StartClock(book, DeadlineKind.Forwarding, today, atOnce: true);
        StartClock(book, DeadlineKind.Acceptance, today);
        Note(
            LedgerKinds.ObjectionForwarded, text: null,
            ("on", today), ("organ", OrganId), ("ground", Ground), ("dueOn", DueOn));
        return null;
    }

    /// <summary>
    /// The company takes the objection back, at no cost, any time before the decision. A review that is taken back leaves
    /// the dismissal standing, and was the one review.
    /// </summary>
    public RegistryError? Withdraw(DateOnly today)
    {
        if (!State.IsOpen())
        {
            return NotNow("withdrawn");
        }

        if (Review is { } review)
        {
            (Review, Finding, Decision) = (review with { WithdrawnOn = today }, review.FirstFinding, review.FirstDecision);
            Deadlines = Deadlines.Ended(today, nameof(ObjectionState.Withdrawn));
            End(ObjectionState.Dismissed, today);
            Note(LedgerKinds.ObjectionReviewWithdrawn, text: null, ("on", today));
            return null;
        }

        End(ObjectionState.Withdrawn, today);
        Note(LedgerKinds.ObjectionWithdrawn, text: null, ("on", today));
        return null;
    }

    /// <summary>Asks that people who took no part in the dismissal look at it again: once, and within the time for it.</summary>
    public RegistryError? RequestReview(RuleBook book, CreditRecord record, string reason, DateOnly today)
    {
        if (Review is not null)
        {
            return new ConflictError(
                "OBJECTION_REVIEW_ONCE", "A review was asked for before; the rules allow one. See the remedies of the decision.");
        }

        if (State is not ObjectionState.Dismissed)
        {
            return NotNow("reviewed");
        }

        var rules = book.Get(RuleSetId).Objection;
        if (ReviewableUntil(book) is not { } last)
        {
            return new ConflictError("OBJECTION_REVIEW_NONE", "The rule set knows no review. See the remedies of the decision.");
        }

        List<RuleBreach> breaches = [];
        if (today > last)
        {
            breaches.Add(new(
                "OBJECTION_REVIEW_TOO_LATE", Messages.ReviewTooLate(last), rules.DeadlineFor(DeadlineKind.Review, Tier).LegalBasis));
        }

        if (record.StateOn(today) is not RecordState.Published)
        {
            breaches.Add(new("OBJECTION_RECORD_LEFT", Messages.RecordLeft, rules.LegalBasis));
        }

        if (breaches.Count > 0)
        {
            return new RefusedError("OBJECTION_NOT_POSSIBLE", "The review cannot be asked for.", breaches);
        }

        Review = new ObjectionReview(today, reason, Finding!, Decision!);
        (State, Finding, Decision, Extension, EndedOn) = (ObjectionState.UnderReview, null, null, null, null);
        StartClock(book, DeadlineKind.ReviewDecision, today);
        Note(LedgerKinds.ObjectionReviewRequested, reason, ("on", today), ("dueOn", DueOn));
        return null;
    }

    /// <summary>Whether it says something that was not decided before: another matter, or evidence that was not there.</summary>
    private bool IsNew(IEnumerable<Objection> earlier)
    {
        var same = earlier
            .Where(o => o.Id != Id && o.RecordId == RecordId && o.Ground == Ground && o.ApplicationId == ApplicationId)
            .ToList();
        // An application that was examined anew was refused anew, which nobody has contested.
        var reopened = same.Where(o => o.Decision?.Outcome is ObjectionOutcome.Reopen).Max(o => (DateTimeOffset?)o.CreatedAt);
        var decided = same.Where(o => o.WasDecided && !(o.CreatedAt <= reopened)).ToList();
        var known = decided.SelectMany(o => o.Documents).Select(d => d.Sha256).ToHashSet(StringComparer.Ordinal);
        return decided.Count == 0 || Documents.Any(d => !known.Contains(d.Sha256));
    }
}
