using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Mappings;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Objections;

/// <param name="RecordId">The record that is contested; or</param>
/// <param name="ApplicationId">the repair application whose refusal is: one of the two.</param>
/// <param name="Reason">What is wrong and why; for the organ.</param>
/// <param name="Statement">What everybody is to read beside the record meanwhile; may be left out.</param>
public sealed record DraftObjectionInput(
    ObjectionGround? Ground, string Reason, Guid? RecordId = null, Guid? ApplicationId = null, string? Statement = null)
{
    internal ObjectionText Text => new(
        Ground!.Value, Reason.Trim(), string.IsNullOrWhiteSpace(Statement) ? null : Statement.Trim());
}

/// <summary>A company contests a record, or a repair that was refused: drafts, submits, withdraws, asks for a review.</summary>
public sealed class FileObjections(RegistryDbContext db, RuleBook book, TimeProvider clock, ReadObjections read)
{
    /// <summary>Starts a draft; evidence is added to it before it is submitted.</summary>
    public async Task<Outcome<ObjectionView>> DraftAsync(DraftObjectionInput input, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = LegalDates.DateOf(now);
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        var recordId = input.RecordId ?? await db.RepairApplications
            .Where(a => a.Id == input.ApplicationId).Select(a => a.RecordId).FirstOrDefaultAsync(ct);
        var record = await db.LockRecordAsync(recordId, ct);
        if (record is not null && input.ApplicationId is not null && !actor.ActsForCompany(record.CompanyId))
        {
            return ReadRepairs.NotFound;
        }

        if (input.ApplicationId is not null && record is null)
        {
            return ReadRepairs.NotFound;
        }

        if (ReadRecords.Check(record, actor, today) is { } unreadable)
        {
            return unreadable;
        }

        if (!actor.ActsForCompany(record!.CompanyId))
        {
            return new ForbiddenError("OBJECTION_OTHER_COMPANY", "Your account does not act for the company of this record.");
        }

        if (await db.LockOpenObjectionsAsync(record.Id, ct) is [var open, ..])
        {
            return OpenAlready(open);
        }

        if (Objection.Check(book, record, input.Ground!.Value, today) is { Count: > 0 } breaches)
        {
            return new RefusedError("OBJECTION_NOT_POSSIBLE", "The record cannot be contested like that.", breaches);
        }

        var application = input.ApplicationId is null
            ? null
            : await db.RepairApplications.AsNoTracking().FirstOrDefaultAsync(a => a.Id == input.ApplicationId, ct);
        var drafted = Objection.Draft(
            Guid.CreateVersion7(now), References.New("OB", today), record, application, input.Text, book, actor.AccountKey!.Value, now);
        if (drafted.Value is not { } objection)
        {
            return drafted.Error!;
        }

        db.Objections.Add(objection);
        try
        {
            await db.SaveAsync(actor, Role.Applicant, now, ct);
        }
        catch (DbUpdateException exception) when (exception.Broke(ObjectionMapping.OneDraftPerRecord))
        {
            return OpenAlready(other: null);
        }

        await transaction.CommitAsync(ct);
        return await read.ViewAsync(objection, actor, ct);
    }

    /// <summary>Writes the text of a draft anew.</summary>
    public Task<Outcome<ObjectionView>> ChangeAsync(
        Guid id, DraftObjectionInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, (open, now) =>
            Task.FromResult(open.Objection.ChangeText(book, input.Text, now)));

    /// <summary>Files the objection: at that instant it is before the organ, and the record carries the mark.</summary>
    public Task<Outcome<ObjectionView>> SubmitAsync(Guid id, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, async (open, now) =>
        {
            if (open.Objection.State is ObjectionState.Draft && await FindInTheWayAsync(open.Objection, ct) is { } standing)
            {
                return standing;
            }

            var earlier = await db.Objections.AsNoTracking()
                .Where(o => o.RecordId == open.Record.Id && o.FiledOn != null).ToListAsync(ct);
            if (open.Objection.Submit(book, open.Record, earlier, actor.AccountKey!.Value, now) is { } refusal)
            {
                return refusal;
            }

            await db.TellOrganAsync(open.Objection, LedgerKinds.ObjectionForwarded, now, ct);
            return null;
        });

    /// <summary>
    /// Takes the objection, or the review of it, back, at no cost, any time before the decision. Of a draft, its documents go too.
    /// </summary>
    public Task<Outcome<ObjectionView>> WithdrawAsync(Guid id, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, async (open, now) =>
        {
            if (open.Objection.Withdraw(LegalDates.DateOf(now)) is { } refusal)
            {
                return refusal;
            }

            if (open.Objection.FiledOn is null)
            {
                await db.EraseEvidenceAsync(id, ct);
                return null;
            }

            await db.TellOrganAsync(
                open.Objection,
                open.Objection.Review is null ? LedgerKinds.ObjectionWithdrawn : LedgerKinds.ObjectionReviewWithdrawn,
                now,
                ct);
            return null;
        });

    /// <summary>Asks once that a dismissal be reviewed by people who took no part in it.</summary>
    public Task<Outcome<ObjectionView>> RequestReviewAsync(
        Guid id, ReasonInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, async (open, now) =>
        {
            if (open.Objection is { State: ObjectionState.Dismissed, Review: null }
                && await FindInTheWayAsync(open.Objection, ct) is { } standing)
            {
                return standing;
            }

            if (open.Objection.RequestReview(book, open.Record, input.Reason.Trim(), LegalDates.DateOf(now)) is { } refusal)
            {
                return refusal;
            }

            await db.TellOrganAsync(open.Objection, LedgerKinds.ObjectionReviewRequested, now, ct);
            return null;
        });

    private async Task<Outcome<ObjectionView>> ActAsync(
        Guid id,
        int? expectedVersion,
        Actor actor,
        CancellationToken ct,
        Func<OpenObjection, DateTimeOffset, Task<RegistryError?>> act)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        if (await OpenObjection.LockAsync(db, id, ct) is not { } open || !actor.ActsForCompany(open.Objection.CompanyId))
        {
            return ReadObjections.NotFound;
        }

        if (expectedVersion is { } expected && expected != open.Objection.Version)
        {
            return await db.StaleAsync(
                open.Objection, expected, await read.ViewAsync(open.Objection, actor, ct), ct, ReadObjections.InsideKinds);
        }

        if (await act(open, now) is { } refusal)
        {
            return refusal;
        }

        await open.FollowAsync(db, book, LegalDates.DateOf(now), ct);
        await db.SaveAsync(actor, Role.Applicant, now, ct);
        await transaction.CommitAsync(ct);
        return await read.ViewAsync(open.Objection, actor, ct);
    }

    /// <summary>What keeps an objection from coming before the organ: another one, or what became of the application.</summary>
    private async Task<RegistryError?> FindInTheWayAsync(Objection objection, CancellationToken ct) =>
        (await db.LockOpenObjectionsAsync(objection.RecordId, ct)).Find(o => o.State.IsUnderWay()) is { } other ? OpenAlready(other)
        : objection.ApplicationId is { } id
            ? Objection.CheckApplication(await db.RepairApplications.AsNoTracking().FirstAsync(a => a.Id == id, ct))
        : null;

    private static ConflictError OpenAlready(Objection? other) => new(
        "OBJECTION_OPEN",
        $"The record has an open objection{(other is null ? "" : $", {other.Reference}")}. "
        + "Go on with that one, or withdraw it first.",
        other?.Id);
}

public sealed class DraftObjectionInputValidator : AbstractValidator<DraftObjectionInput>
{
    public DraftObjectionInputValidator()
    {
        RuleFor(o => o.Ground).NotNull();
        RuleFor(o => o.Reason).Must(RecordText.IsText).WithMessage(RecordText.Message)
            .MaximumLength(Objection.ReasonMaxLength);
        RuleFor(o => o.Statement).Must(RecordText.IsText).WithMessage(RecordText.Message)
            .MaximumCharacters(Objection.StatementMaxLength).When(o => o.Statement is not null);
        RuleFor(o => o.RecordId).Must((o, record) => record is null != o.ApplicationId is null)
            .WithMessage("Name the contested record by recordId, or the refused application by applicationId: one of the two.");
    }
}
