using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Mappings;
using CreditRegistry.Persistence.Repairs;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Repairs;

/// <param name="Statement">What was corrected and how, in the company's words.</param>
/// <param name="Contact">Whom the officers write to; never public.</param>
public sealed record DraftRepairInput(Guid? RecordId, string Statement, ContactInput Contact);

public sealed record ContactInput(string Name, string Email);

/// <summary>A company applies for repair: drafts, submits, withdraws.</summary>
public sealed class ApplyForRepair(RegistryDbContext db, RuleBook book, TimeProvider clock, ReadRepairs read)
{
    /// <summary>Starts a draft on a record that may be repaired today.</summary>
    public Task<Outcome<RepairView>> DraftAsync(DraftRepairInput input, Actor actor, CancellationToken ct) =>
        DraftAsync(input.RecordId!.Value, input.Statement.Trim(), input.Contact, actor, ct);

    /// <summary>
    /// Starts a draft that is filled in step by step; where one application is open on the record already, that one, so that
    /// starting twice starts once.
    /// </summary>
    public async Task<Outcome<Guid>> StartAsync(Guid recordId, Actor actor, CancellationToken ct)
    {
        var outcome = await DraftAsync(recordId, statement: "", contact: null, actor, ct);
        return outcome.Error switch
        {
            null => outcome.Value!.Id,
            ConflictError { ExistingId: { } open } => open,
            { } refusal => refusal,
        };
    }

    /// <summary>Writes the statement of a draft; the same again changes nothing.</summary>
    public Task<Outcome<RepairView>> ChangeStatementAsync(
        Guid id, string statement, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, (open, _, now) =>
            open.Application.Statement == statement.Trim() && open.Application.State is RepairState.Draft
                ? null
                : open.Application.ChangeStatement(book, statement.Trim(), now));

    /// <summary>Says whom the officers write to about a draft; the same again changes nothing.</summary>
    public Task<Outcome<RepairView>> ChangeContactAsync(
        Guid id, ContactInput contact, int? expectedVersion, Actor actor, CancellationToken ct)
    {
        var wanted = new CaseContact(id, contact.Name.Trim(), contact.Email.Trim());
        return ActAsync(id, expectedVersion, actor, ct, (open, known, now) =>
        {
            if (known == wanted && open.Application.State is RepairState.Draft)
            {
                return null;
            }

            if (open.Application.ChangeContact(book, now) is { } refusal)
            {
                return refusal;
            }

            if (known is null)
            {
                db.CaseContacts.Add(wanted);
            }
            else
            {
                db.Entry(known).CurrentValues.SetValues(wanted);
            }

            return null;
        });
    }

    private async Task<Outcome<RepairView>> DraftAsync(
        Guid recordId, string statement, ContactInput? contact, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = LegalDates.DateOf(now);
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        var record = await db.LockRecordAsync(recordId, ct);
        if (ReadRecords.Check(record, actor, today) is { } unreadable)
        {
            return unreadable;
        }

        if (!actor.ActsForCompany(record!.CompanyId))
        {
            return new ForbiddenError("REPAIR_OTHER_COMPANY", "Your account does not act for the company of this record.");
        }

        if (await db.LockOpenCaseAsync(record.Id, ct) is { } open)
        {
            return OpenAlready(open.Id);
        }

        if (RepairEligibility.Check(book.Get(record.RuleSetId), record, today).Refusal is { } notEligible)
        {
            return notEligible;
        }

        var application = RepairApplication.Draft(
            Guid.CreateVersion7(now), References.New("CR", today), record, book, statement, actor.AccountKey!.Value, now);
        db.RepairApplications.Add(application);
        if (contact is not null)
        {
            db.CaseContacts.Add(new CaseContact(application.Id, contact.Name.Trim(), contact.Email.Trim()));
        }

        try
        {
            await db.SaveAsync(actor, Role.Applicant, now, ct);
        }
        catch (DbUpdateException exception) when (exception.Broke(RepairApplicationMapping.OneOpenPerRecord))
        {
            return OpenAlready(null);
        }

        await transaction.CommitAsync(ct);
        return await read.ViewAsync(application, actor, ct);
    }

    /// <summary>Files the application, or files it again after a supplement request.</summary>
    public Task<Outcome<RepairView>> SubmitAsync(Guid id, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, (open, contact, now) =>
        {
            var rules = book.Get(open.Application.RuleSetId);
            if (RepairEligibility.Check(rules, open.Record, LegalDates.DateOf(now)).Refusal is { } notEligible)
            {
                return notEligible;
            }

            var refusal = open.Application.Submit(
                book, rules.FindGround(open.Record.Ground)!, actor.AccountKey!.Value, now, hasContact: contact is not null);
            if (refusal is null)
            {
                open.Record.MarkRepairPending(true);
                open.Application.FollowObjection(book, open.Record.ContestedSince is not null, LegalDates.DateOf(now));
            }

            return refusal;
        });

    /// <summary>Takes the application back, at no cost, any time before the decision.</summary>
    public Task<Outcome<RepairView>> WithdrawAsync(Guid id, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, (open, _, now) =>
        {
            var refusal = open.Application.Withdraw(LegalDates.DateOf(now));
            if (refusal is null)
            {
                open.Record.MarkRepairPending(false);
            }

            return refusal;
        });

    private async Task<Outcome<RepairView>> ActAsync(
        Guid id,
        int? expectedVersion,
        Actor actor,
        CancellationToken ct,
        Func<OpenCase, CaseContact?, DateTimeOffset, RegistryError?> act)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        if (await OpenCase.LockAsync(db, id, ct) is not { } open
            || !actor.ActsForCompany(open.Application.CompanyId))
        {
            return ReadRepairs.NotFound;
        }

        if (expectedVersion is { } expected && expected != open.Application.Version)
        {
            return await db.StaleAsync(
                open.Application, expected, await read.ViewAsync(open.Application, actor, ct), ct, ReadRepairs.InsideKinds);
        }

        var contact = await db.CaseContacts.FirstOrDefaultAsync(c => c.ApplicationId == id, ct);
        if (act(open, contact, now) is { } refusal)
        {
            return refusal;
        }

        await db.SaveAsync(actor, Role.Applicant, now, ct);
        await transaction.CommitAsync(ct);
        return await read.ViewAsync(open.Application, actor, ct);
    }

    private static ConflictError OpenAlready(Guid? id) => new(
        "REPAIR_OPEN", "The record has an open application. Go on with that one, or withdraw it first.", id);
}

/// <summary>A case with its record, both kept from other writers until the transaction ends.</summary>
internal sealed record OpenCase(RepairApplication Application, Domain.Records.CreditRecord Record)
{
    public static async Task<OpenCase?> LockAsync(RegistryDbContext db, Guid applicationId, CancellationToken ct)
    {
        var recordId = await db.RepairApplications
            .Where(a => a.Id == applicationId).Select(a => (Guid?)a.RecordId).FirstOrDefaultAsync(ct);
        if (recordId is null)
        {
            return null;
        }

        var record = await db.LockRecordAsync(recordId.Value, ct);
        var application = await db.RepairApplications
            .FromSql($"select * from repair_applications where id = {applicationId} for no key update")
            .FirstAsync(ct);
        return new OpenCase(application, record!);
    }
}

public sealed class DraftRepairInputValidator : AbstractValidator<DraftRepairInput>
{
    public const int ContactNameMaxLength = 100;
    public const int EmailMaxLength = 254;

    public DraftRepairInputValidator()
    {
        RuleFor(r => r.RecordId).NotNull();
        RuleFor(r => r.Statement).Must(RecordText.IsText).WithMessage(RecordText.Message)
            .MaximumLength(RepairApplication.StatementMaxLength);
        RuleFor(r => r.Contact).NotNull();
        RuleFor(r => r.Contact.Name).Must(RecordText.IsText).WithMessage(RecordText.Message)
            .MaximumLength(ContactNameMaxLength).When(r => r.Contact is not null);
        RuleFor(r => r.Contact.Email).NotEmpty().EmailAddress()
            .MaximumLength(EmailMaxLength).When(r => r.Contact is not null);
    }
}
