using CreditRegistry.Application.Records;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Mappings;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Objections;

/// <param name="Outcome">Whether the objection is dismissed, or how it is upheld.</param>
/// <param name="ReasonCode">A reason code of the rule set's objections.</param>
/// <param name="Correction">
/// With <c>correct</c> and <c>changePeriod</c>: what the record is to say. A decision may leave it out to follow the finding.
/// </param>
public sealed record ObjectionFindingInput(
    ObjectionOutcome? Outcome, string ReasonCode, string Reason, CorrectionInput? Correction = null);

/// <summary>What a record is to say. What is left out stays as it is.</summary>
public sealed record CorrectionInput(
    string? Ground = null, DecisionInput? Decision = null, string? Summary = null, IReadOnlyList<Penalty>? Penalties = null)
    : ICorrection;

/// <summary>What an organ does with an objection. Each act locks it, checks organ, stakes and version, and leaves its ledger row.</summary>
public sealed class DecideObjections(RegistryDbContext db, RuleBook book, TimeProvider clock, ReadObjections read)
{
    /// <summary>Why this account may do nothing at all with the objection, such as a stake in it; null when it may.</summary>
    public async Task<RegistryError?> CheckAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var objection = await db.Objections.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, ct);
        return objection is null || !ReadObjections.MayRead(objection, actor)
            ? ReadObjections.NotFound
            : ObjectionAccess.CheckOrgan(actor, objection.OrganId, await StakesAsync(objection, actor, ct));
    }

    public Task<Outcome<ObjectionView>> AcceptAsync(Guid id, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, officersOnly: false, ct, async (work, by) =>
            work.Objection.Accept(book, by, work.Today) ?? await TellAsync(work, LedgerKinds.ObjectionAccepted, ct));

    /// <summary>Proposes not to accept; by a second officer, confirms it.</summary>
    public Task<Outcome<ObjectionView>> RejectAsync(
        Guid id, ReasonedInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, officersOnly: true, ct, async (work, by) =>
            work.Objection.Reject(book, by, input.ReasonCode, input.Reason.Trim(), work.Today) is { } refusal ? refusal
            : work.Objection.State is ObjectionState.Rejected ? await TellAsync(work, LedgerKinds.ObjectionRejected, ct)
            : null);

    public Task<Outcome<ObjectionView>> ExtendAsync(
        Guid id, ReasonInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, officersOnly: false, ct, async (work, by) =>
            work.Objection.Extend(book, by, input.Reason.Trim(), work.Today)
                ?? await TellAsync(work, LedgerKinds.ObjectionExtended, ct));

    /// <summary>The organ's finding: an officer decides on it.</summary>
    public Task<Outcome<ObjectionView>> FindAsync(
        Guid id, ObjectionFindingInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, officersOnly: false, ct, (work, by) =>
        {
            var (finding, wrong) = FindingOf(work, input, by);
            return Task.FromResult(wrong ?? work.Objection.Find(book, work.Record, finding!));
        });

    /// <summary>An officer decides. What is upheld is carried out with that, and every public answer says so at once.</summary>
    public Task<Outcome<ObjectionView>> DecideAsync(
        Guid id, ObjectionFindingInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, officersOnly: true, ct, (work, _) => DecideAsync(work, input, actor, ct));

    /// <summary>The record as it would be after that outcome; nothing is stored.</summary>
    public async Task<Outcome<RecordView>> PreviewAsync(
        Guid id, ObjectionFindingInput input, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        if (await OpenObjection.LockAsync(db, id, ct) is not { } open || !ReadObjections.MayRead(open.Objection, actor))
        {
            return ReadObjections.NotFound;
        }

        var work = new Work(open, now);
        var (finding, wrong) = FindingOf(work, input, actor.AccountKey!.Value);
        var completed = finding is null ? wrong! : open.Objection.Complete(open.Record, finding);
        if ((completed.Error ?? ChangeRecord(work, completed.Value!)) is { } refusal)
        {
            db.ChangeTracker.Clear();
            return refusal;
        }

        var row = await db.Rows(db.Records.Where(r => r.Id == open.Record.Id)).FirstAsync(ct);
        open.Record.UnmarkContested(work.Today);
        db.ChangeTracker.Clear(); // nothing of it is ever saved
        return RecordView.Of(row with { Record = open.Record }, book, work.Today);
    }

    private async Task<RegistryError?> DecideAsync(Work work, ObjectionFindingInput input, Actor actor, CancellationToken ct)
    {
        var (decision, wrong) = FindingOf(work, input, actor.AccountKey!.Value);
        if ((wrong ?? work.Objection.Decide(book, work.Record, decision!)) is { } refusal)
        {
            return refusal;
        }

        if (ChangeRecord(work, work.Objection.Decision!) is { } unfit)
        {
            return unfit;
        }

        if (work.Objection.State is ObjectionState.Upheld)
        {
            await ReopenAsync(work, actor, ct);
            await db.AnnulWhatAroseAsync(work.Record, work.Today, work.Now, ct);
            if (work.Objection.ApplicationId is null)
            {
                await db.FollowRecordAsync(work.Record, work.Today, work.Now, ct);
            }
        }

        return await TellAsync(
            work,
            work.Objection.State is ObjectionState.Upheld ? LedgerKinds.ObjectionUpheld : LedgerKinds.ObjectionDismissed,
            ct);
    }

    /// <summary>What the outcome does to the record, by the same acts as the organ's own; or why it cannot be.</summary>
    private RegistryError? ChangeRecord(Work work, ObjectionFinding decision)
    {
        switch (decision.Outcome)
        {
            case ObjectionOutcome.Correct or ObjectionOutcome.ChangePeriod:
                return decision.Correction is { } correction
                    ? work.Record.Correct(book.Get(work.Record.RuleSetId), correction, work.Today, decision.Reason)
                    : InvalidError.Of("OBJECTION_CORRECTION_MISSING", "correction", "Say what the record is to say from now on.");

            case ObjectionOutcome.Annul:
                return work.Record.Annul(work.Today, decision.Reason, work.Objection.Ground switch
                {
                    ObjectionGround.NotThisCompany => AnnulmentReason.WrongCompany,
                    ObjectionGround.DecisionAnnulledOrChanged => AnnulmentReason.DecisionRevoked,
                    ObjectionGround.FactsWrong or ObjectionGround.PeriodWrong or ObjectionGround.AlreadyRepaired
                        or ObjectionGround.RepairRefused => null,
                });

            case ObjectionOutcome.Reopen:
                return Objection.CheckReopening(book, work.Record, decision);

            case ObjectionOutcome.Dismiss:
            default:
                return null;
        }
    }

    /// <summary>
    /// The refused application goes on where it was refused. Where the company has applied again meanwhile, that application
    /// goes on instead; what it only drafted gives way, and stays to be read by it.
    /// </summary>
    private async Task ReopenAsync(Work work, Actor actor, CancellationToken ct)
    {
        if (work.Objection.ApplicationId is not { } id)
        {
            return;
        }

        var again = await db.LockOpenCaseAsync(work.Record.Id, ct);
        var application = await db.RepairApplications
            .FromSql($"select * from repair_applications where id = {id} for no key update").FirstAsync(ct);
        if (again?.State.IsUnderWay() is true || Objection.CheckApplication(application) is not null)
        {
            return;
        }

        if (again is not null)
        {
            again.Close(RepairClosure.ExaminedAnew, work.Today);
            await db.SaveAsync(actor, Role.Officer, work.Now, ct); // before the other: a record has one open application
        }

        application.Reopen(book, work.Objection.Id, work.Today);
        work.Record.MarkRepairPending(true);
    }

    private static (ObjectionFinding? Finding, RegistryError? Wrong) FindingOf(Work work, ObjectionFindingInput input, Guid by)
    {
        var correction = input.Correction?.Over(work.Record);
        return input.Correction is not null && correction is null
            ? (null, new ConflictError(
                "RECORD_NOT_BY_DECISION",
                "This record arose by rule, not by a decision of its own. Annul it, or correct the record it came from."))
            : (new ObjectionFinding(
                input.Outcome!.Value, by, work.Today, input.ReasonCode, input.Reason.Trim(), correction), null);
    }

    private async Task<RegistryError?> TellAsync(Work work, string kind, CancellationToken ct)
    {
        await db.TellCompanyAsync(work.Objection, kind, work.Now, ct);
        return null;
    }

    private async Task<Outcome<ObjectionView>> ActAsync(
        Guid id,
        int? expectedVersion,
        Actor actor,
        bool officersOnly,
        CancellationToken ct,
        Func<Work, Guid, Task<RegistryError?>> act)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        if (await OpenObjection.LockAsync(db, id, ct) is not { } open || !ReadObjections.MayRead(open.Objection, actor))
        {
            return ReadObjections.NotFound;
        }

        var work = new Work(open, now);
        var organ = open.Objection.OrganId;
        var stakes = await StakesAsync(open.Objection, actor, ct);
        if ((officersOnly
            ? ObjectionAccess.CheckOfficer(actor, organ, stakes)
            : ObjectionAccess.CheckOrgan(actor, organ, stakes)) is { } barred)
        {
            return barred;
        }

        if (expectedVersion is { } expected && expected != open.Objection.Version)
        {
            return await db.StaleAsync(open.Objection, expected, await read.ViewAsync(open.Objection, actor, ct), ct);
        }

        if (await act(work, actor.AccountKey!.Value) is { } refusal)
        {
            return refusal;
        }

        await open.FollowAsync(db, book, work.Today, ct);
        try
        {
            await db.SaveAsync(actor, actor.DecidesFor(organ) ? Role.Officer : Role.Agency, work.Now, ct);
        }
        catch (DbUpdateException exception) when (exception.Broke(RecordMapping.OneByDecision))
        {
            return new ConflictError(
                "RECORD_EXISTS", "Corrected like that, the record would be another one of the same decision, company and ground.");
        }

        await transaction.CommitAsync(ct);
        return await read.ViewAsync(open.Objection, actor, ct);
    }

    private Task<StakeFacts> StakesAsync(Objection objection, Actor actor, CancellationToken ct) => db.StakesAsync(
        objection.CompanyId,
        objection.RecordId,
        [objection.DraftedBy, objection.SubmittedBy],
        actor.AccountKey!.Value,
        actor.Companies,
        ct);

    private sealed record Work(OpenObjection Open, DateTimeOffset Now)
    {
        public DateOnly Today { get; } = LegalDates.DateOf(Now);

        public Objection Objection => Open.Objection;

        public CreditRecord Record => Open.Record;
    }
}

public sealed class ObjectionFindingInputValidator : AbstractValidator<ObjectionFindingInput>
{
    public ObjectionFindingInputValidator()
    {
        RuleFor(f => f.Outcome).NotNull();
        RuleFor(f => f.ReasonCode).NotEmpty();
        RuleFor(f => f.Reason).Must(RecordText.IsText).WithMessage(RecordText.Message)
            .MaximumLength(Objection.ReasonMaxLength);
        RuleFor(f => f.Correction!).SetValidator(new CorrectionValidator()).When(f => f.Correction is not null);
    }
}
