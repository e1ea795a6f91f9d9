using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Reviews;

/// <summary>What officers do with a case. Each act locks the case, checks organ, stakes and version, and leaves its ledger row.</summary>
public sealed class ReviewCases(RegistryDbContext db, RuleBook book, TimeProvider clock, ReadRepairs read)
{
    /// <summary>Why this officer may do nothing at all with the case, such as a stake in it; null when the officer may.</summary>
    public async Task<RegistryError?> CheckAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var application = await db.RepairApplications.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct);
        if (application is null || !ReadRepairs.MayRead(application, actor))
        {
            return ReadRepairs.NotFound;
        }

        return CaseAccess.CheckOfficer(
            actor, application.OrganId, await StakesAsync(application, actor.AccountKey!.Value, actor.Companies, ct));
    }

    /// <summary>
    /// Takes the case, hands it to a colleague of the same organ, or puts it back into the queue. A supervisor who watches
    /// the organ may say who gets it, and nothing else.
    /// </summary>
    public Task<Outcome<RepairView>> AssignAsync(
        Guid id, AssignmentInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, async (work, officer) =>
        {
            Guid? assignee = input.Release is true ? null : input.Assignee ?? officer;
            if (assignee is { } other
                && (other != officer || work.Role is not Role.Officer)
                && !await MayBeAssignedAsync(other, work.Case, ct))
            {
                return InvalidError.Of(
                    "ASSIGNEE_UNKNOWN", "assignee", "Only an officer of the case's organ, with no stake in it, can be assigned.");
            }

            return work.Case.Application.Assign(assignee, work.Today);
        }, orSupervisor: true);

    /// <summary>The officer declares an interest in the company: barred from its cases from now on.</summary>
    public Task<Outcome<RepairView>> RecuseAsync(
        Guid id, ReasonInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, (work, officer) =>
        {
            var refusal = work.Case.Application.Recuse(officer, input.Reason.Trim(), work.Today);
            if (refusal is null)
            {
                db.DeclaredInterests.Add(new DeclaredInterest(officer, work.Case.Application.CompanyId, work.Now));
            }

            return Task.FromResult(refusal);
        });

    public Task<Outcome<RepairView>> RequestSupplementAsync(
        Guid id, SupplementInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, (work, officer) => Task.FromResult(
            work.Case.Application.RequestSupplement(book, officer, input.Missing, input.Reason.Trim(), work.Now)));

    public Task<Outcome<RepairView>> AcceptAsync(Guid id, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, (work, officer) => Task.FromResult(
            work.Case.Application.Accept(book, officer, work.Today)));

    /// <summary>Proposes not to accept; by a second officer, confirms it.</summary>
    public Task<Outcome<RepairView>> DoNotAcceptAsync(
        Guid id, ReasonedInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, (work, officer) => Task.FromResult(
            work.Case.Application.DoNotAccept(book, officer, input.ReasonCode, input.Reason.Trim(), work.Today)));

    public Task<Outcome<RepairView>> ExtendAsync(
        Guid id, ReasonInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, (work, officer) => Task.FromResult(
            work.Case.Application.Extend(book, officer, input.Reason.Trim(), work.Today)));

    /// <summary>The second officer departs from a proposed non-acceptance or revocation, or the first takes it back.</summary>
    public Task<Outcome<RepairView>> DismissProposalAsync(
        Guid id, ReasonInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, (work, officer) => Task.FromResult(
            work.Case.Application.DismissProposal(officer, input.Reason.Trim(), work.Today)));

    public Task<Outcome<RepairView>> RecommendAsync(
        Guid id, FindingInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, async (work, officer) =>
        {
            var linked = await LinkedAsync(work, input, ct);
            return linked.Error ?? work.Case.Application.Recommend(
                book, officer, input.Outcome!.Value, input.ReasonCode, input.Reason.Trim(), input.LinkedRecords ?? [], work.Today);
        });

    /// <summary>The second officer decides. A grant takes the record, and those linked to it, out of every public answer at once.</summary>
    public Task<Outcome<RepairView>> DecideAsync(
        Guid id, FindingInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, async (work, officer) =>
        {
            var linked = await LinkedAsync(work, input, ct);
            if (linked.Error is { } wrong)
            {
                return wrong;
            }

            var application = work.Case.Application;
            if (application.Decide(
                book, officer, input.Outcome!.Value, input.ReasonCode, input.Reason.Trim(), input.LinkedRecords ?? [], work.Today)
                is { } refusal)
            {
                return refusal;
            }

            if (input.Outcome is RepairOutcome.Refuse)
            {
                work.Case.Record.MarkRepairPending(false);
                return null;
            }

            foreach (var record in linked.Value!.Prepend(work.Case.Record))
            {
                if (record.Repair(work.Today, application.Id) is { } standing)
                {
                    return standing;
                }
            }

            foreach (var record in linked.Value!.Prepend(work.Case.Record))
            {
                await db.FollowRecordAsync(record, work.Today, work.Now, ct);
            }

            return null;
        });

    /// <summary>
    /// Proposes to revoke a grant; by a second officer, confirms it: the records return with a new period, repair is
    /// barred, and the false promise is a record of its own (Order 36, article 25). Of a company that was struck off since
    /// nothing is published any more (Order 107, article 20): its revocation stays with the case.
    /// </summary>
    public Task<Outcome<RepairView>> RevokeAsync(
        Guid id, ReasonedInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ActAsync(id, expectedVersion, actor, ct, async (work, officer) =>
        {
            var application = work.Case.Application;
            if (application.Revoke(book, officer, input.ReasonCode, input.Reason.Trim(), work.Today) is { } refusal)
            {
                return refusal;
            }

            if (application.State is not RepairState.Revoked)
            {
                return null;
            }

            if (await db.Companies.AnyAsync(c => c.Id == application.CompanyId && c.Status == CompanyStatus.Deregistered, ct))
            {
                return null;
            }

            var rules = book.Get(application.RuleSetId);
            var linked = await db.LockRecordsAsync(application.Decision!.LinkedRecords, ct);
            foreach (var record in linked.Prepend(work.Case.Record))
            {
                // A record that was annulled since has nothing to return to.
                if (record.State is RecordState.Repaired && record.Restore(rules, work.Today) is { } standing)
                {
                    return standing;
                }
            }

            var rule = rules.Revocation;
            var ground = rules.FindGround(rule.Ground)!;
            db.Records.Add(CreditRecord.Publish(
                Guid.CreateVersion7(work.Now),
                rules,
                new RecordDraft(application.CompanyId, application.OrganId, rule.Tier, rule.Ground, work.Today)
                {
                    Class = ground.Class,
                    Decision = new Decision(application.Reference, work.Today),
                    Summary = ground.Title.Zh,
                },
                work.Today));
            return null;
        });

    private async Task<Outcome<IReadOnlyList<CreditRecord>>> LinkedAsync(Work work, FindingInput input, CancellationToken ct)
    {
        IReadOnlyList<Guid> ids = input.LinkedRecords ?? [];
        if (ids.Count == 0)
        {
            return Array.Empty<CreditRecord>();
        }

        if (input.Outcome is not RepairOutcome.Grant)
        {
            return InvalidError.Of("LINKED_RECORDS_UNFIT", "linkedRecords", "Only a grant names linked records.");
        }

        var own = work.Case.Record;
        var linked = await db.LockRecordsAsync(ids, ct);
        return linked.Count == ids.Distinct().Count() && linked.All(r =>
                r.Id != own.Id
                && r.CompanyId == own.CompanyId
                && r.OrganId == own.OrganId
                && r.DecisionNumber is not null
                && r.DecisionNumber == own.DecisionNumber
                && r.StateOn(work.Today) is RecordState.Published)
            ? linked.ToArray()
            : InvalidError.Of(
                "LINKED_RECORDS_UNFIT",
                "linkedRecords",
                "Name only other published records of the same company that rest on the same decision of the same organ.");
    }

    private async Task<Outcome<RepairView>> ActAsync(
        Guid id,
        int? expectedVersion,
        Actor actor,
        CancellationToken ct,
        Func<Work, Guid, Task<RegistryError?>> act,
        bool orSupervisor = false)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        if (await OpenCase.LockAsync(db, id, ct) is not { } open || !ReadRepairs.MayRead(open.Application, actor))
        {
            return ReadRepairs.NotFound;
        }

        var officer = actor.AccountKey!.Value;
        var stakes = await StakesAsync(open.Application, officer, actor.Companies, ct);
        var organ = open.Application.OrganId;
        var supervises = orSupervisor && !actor.DecidesFor(organ) && ReadRepairs.Watches(actor, organ);
        if ((supervises ? CaseAccess.CheckStakes(stakes) : CaseAccess.CheckOfficer(actor, organ, stakes)) is { } barred)
        {
            return barred;
        }

        if (expectedVersion is { } expected && expected != open.Application.Version)
        {
            return await db.StaleAsync(open.Application, expected, await read.ViewAsync(open.Application, actor, ct), ct);
        }

        var role = supervises ? Role.Supervisor : Role.Officer;
        if (await act(new Work(open, now, role), officer) is { } refusal)
        {
            return refusal;
        }

        if (!open.Application.State.IsUnderWay())
        {
            open.Record.MarkRepairPending(false);
        }

        open.Application.FollowObjection(book, open.Record.ContestedSince is not null, LegalDates.DateOf(now));

        await db.SaveAsync(actor, role, now, ct);
        await transaction.CommitAsync(ct);
        return await read.ViewAsync(open.Application, actor, ct);
    }

    private Task<StakeFacts> StakesAsync(
        RepairApplication application, Guid officer, IEnumerable<Guid> companies, CancellationToken ct) => db.StakesAsync(
            application.CompanyId, application.RecordId, [application.DraftedBy, application.SubmittedBy], officer, companies, ct);

    private async Task<bool> MayBeAssignedAsync(Guid officer, OpenCase open, CancellationToken ct)
    {
        var companies = await db.Users
            .Where(u => u.Id == officer
                && u.DisabledAt == null
                && u.Roles.Any(r => r.Role == Role.Officer)
                && u.Organs.Any(o => o.OrganId == open.Application.OrganId))
            .Select(u => u.Companies.Select(c => c.CompanyId).ToList())
            .FirstOrDefaultAsync(ct);
        return companies is not null && !(await StakesAsync(open.Application, officer, companies, ct)).Any;
    }

    private sealed record Work(OpenCase Case, DateTimeOffset Now, Role Role)
    {
        public DateOnly Today { get; } = LegalDates.DateOf(Now);
    }
}
