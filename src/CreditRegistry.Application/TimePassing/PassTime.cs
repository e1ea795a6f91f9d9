using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CreditRegistry.Application.TimePassing;

/// <summary>
/// What happens by itself: records lapse and escalate, unanswered supplements and idle drafts close. After days of
/// downtime it is all caught up in the order in which it fell due. Each step is a transaction of its own that looks again
/// under lock, so that doing it twice changes nothing.
/// </summary>
public sealed class PassTime(IServiceScopeFactory scopes, RuleBook book, TimeProvider clock, ILogger<PassTime> logger)
{
    private const string AnyProvisional = """[{"provisional": true}]""";

    /// <summary>How many steps of one kind are looked up at once.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>Does everything that is due, and says how much that was.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var today = LegalDates.DateOf(clock.GetUtcNow());
        var done = 0;
        var stuck = new HashSet<Guid>();
        while (true)
        {
            var due = await DueAsync(today, stuck, ct);
            if (due.Count == 0)
            {
                return done;
            }

            foreach (var step in due)
            {
                if (await TryAsync(step, today, ct))
                {
                    done++;
                }
                else
                {
                    stuck.Add(step.Id); // somebody else was first, or a rule holds it back; the next run looks again
                }
            }
        }
    }

    /// <summary>Deletes the answers to creating requests that are no longer repeated.</summary>
    public async Task ForgetAnswersAsync(CancellationToken ct)
    {
        var since = clock.GetUtcNow() - IdempotentAnswer.KeptFor;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RegistryDbContext>().Set<IdempotentAnswer>()
            .Where(a => a.AnsweredAt <= since)
            .ExecuteDeleteAsync(ct);
    }

    /// <summary>Computes again the deadlines that touched a year whose calendar was not out, now that it may be.</summary>
    public async Task<int> RecomputeProvisionalAsync(CancellationToken ct)
    {
        List<Guid> ids, objections;
        await using (var scope = scopes.CreateAsyncScope())
        {
            // Any of a case's deadlines: the column knows the nearest only.
            var db = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
            objections = await db.Objections
                .FromSql($"select * from objections where deadlines @> {AnyProvisional}::jsonb")
                .Where(o => o.State == ObjectionState.Draft || ObjectionStates.UnderWay.Contains(o.State))
                .Select(o => o.Id)
                .ToListAsync(ct);
            ids = await db.RepairApplications
                .FromSql($"select * from repair_applications where deadlines @> {AnyProvisional}::jsonb")
                .Where(a => a.State == RepairState.Draft || RepairStates.UnderWay.Contains(a.State))
                .Select(a => a.Id)
                .ToListAsync(ct);
        }

        var changed = 0;
        foreach (var id in objections)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
            await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
            if (await OpenObjection.LockAsync(db, id, ct) is { } open && open.Objection.RecomputeDeadlines(book))
            {
                await db.SaveAsync(Actor.Registry, role: null, clock.GetUtcNow(), ct);
                await transaction.CommitAsync(ct);
                changed++;
            }
        }

        foreach (var id in ids)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
            await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
            if (await OpenCase.LockAsync(db, id, ct) is { } open && open.Application.RecomputeDeadlines(book))
            {
                await db.SaveAsync(Actor.Registry, role: null, clock.GetUtcNow(), ct);
                await transaction.CommitAsync(ct);
                changed++;
            }
        }

        return changed;
    }

    private enum StepKind
    {
        CloseCase,
        CloseObjection,
        Lapse,
        ShowNotice,
        Escalate,
        AlertOverdue,
    }

    private sealed record Step(DateOnly On, StepKind Kind, Guid Id);

    /// <summary>The steps due, oldest first; where one kind has more than a batch, only up to the day that all kinds reach.</summary>
    private async Task<List<Step>> DueAsync(DateOnly today, HashSet<Guid> stuck, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
        var past = today.AddDays(-1);

        var cases = await db.RepairApplications.AsNoTracking()
            .Where(a => (a.State == RepairState.Draft || a.State == RepairState.SupplementRequested)
                && a.DueOn < today && !stuck.Contains(a.Id))
            .OrderBy(a => a.DueOn).ThenBy(a => a.Id)
            .Take(BatchSize)
            .Select(a => new Step(a.DueOn!.Value.AddDays(1), StepKind.CloseCase, a.Id))
            .ToListAsync(ct);
        var objections = await db.Objections.AsNoTracking()
            .Where(o => o.State == ObjectionState.Draft && o.DueOn < today && !stuck.Contains(o.Id))
            .OrderBy(o => o.DueOn).ThenBy(o => o.Id)
            .Take(BatchSize)
            .Select(o => new Step(o.DueOn!.Value.AddDays(1), StepKind.CloseObjection, o.Id))
            .ToListAsync(ct);
        var overdue = await db.Objections.AsNoTracking()
            .Where(o => ObjectionStates.UnderWay.Contains(o.State) && o.OverdueSince == null && o.DueOn < today && !stuck.Contains(o.Id))
            .OrderBy(o => o.DueOn).ThenBy(o => o.Id)
            .Take(BatchSize)
            .Select(o => new Step(o.DueOn!.Value.AddDays(1), StepKind.AlertOverdue, o.Id))
            .ToListAsync(ct);
        var lapsing = await db.Records.AsNoTracking()
            .Where(r => r.State == RecordState.Published && r.LapsesOn <= past && !stuck.Contains(r.Id))
            .OrderBy(r => r.LapsesOn).ThenBy(r => r.Id)
            .Take(BatchSize)
            .Select(r => new Step(r.LapsesOn!.Value.AddDays(1), StepKind.Lapse, r.Id))
            .ToListAsync(ct);

        var horizon = new[] { cases, objections, overdue, lapsing }
            .Where(steps => steps.Count == BatchSize)
            .Select(steps => steps[^1].On)
            .DefaultIfEmpty(DateOnly.MaxValue)
            .Min();
        List<Step> due = [.. cases.Concat(objections).Concat(overdue).Concat(lapsing).Where(s => s.On <= horizon).OrderBy(s => s.On).ThenBy(s => s.Kind)];
        return due.Count > 0 ? due : await EscalatingAsync(db, today, stuck, ct);
    }

    /// <summary>Notices and escalations happen today, never backdated; so they come after everything that fell due before.</summary>
    private async Task<List<Step>> EscalatingAsync(RegistryDbContext db, DateOnly today, HashSet<Guid> stuck, CancellationToken ct)
    {
        var steps = new List<Step>();
        foreach (var rules in book.All)
        {
            foreach (var tier in rules.Tiers.Where(t => t.Escalation is not null))
            {
                var rule = tier.Escalation!;
                var newest = LatestStart(rule.After, today.AddDays(rule.Notice.Length));
                var shownBy = LatestStart(rule.Notice, today);
                var records = await db.Records.AsNoTracking()
                    .Where(r => r.State == RecordState.Published
                        && r.LapsesOn == null
                        && r.RuleSetId == rules.Id
                        && r.Tier == tier.Tier
                        && r.PublishedOn <= newest
                        && (r.NoticeShownOn == null || r.NoticeShownOn <= shownBy)
                        && !stuck.Contains(r.Id))
                    .OrderBy(r => r.PublishedOn).ThenBy(r => r.Id)
                    .Take(BatchSize)
                    .ToListAsync(ct);
                steps.AddRange(records.Select(r => new Step(
                    today, r.NoticeShownOn is null ? StepKind.ShowNotice : StepKind.Escalate, r.Id)));
            }
        }

        return steps;
    }

    /// <summary>The latest day from which the period has run out by the given day.</summary>
    private static DateOnly LatestStart(Period period, DateOnly by)
    {
        var start = by;
        while (LegalDates.Add(start, period) > by)
        {
            start = start.AddDays(-1);
        }

        return start;
    }

    /// <summary>One step that fails holds back no other.</summary>
    private async Task<bool> TryAsync(Step step, DateOnly today, CancellationToken ct)
    {
        try
        {
            return await DoAsync(step, today, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogError(exception, "{Kind} of {Id}, due on {On}, failed; the next run tries again", step.Kind, step.Id, step.On);
            return false;
        }
    }

    private async Task<bool> DoAsync(Step step, DateOnly today, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        var happened = step.Kind switch
        {
            StepKind.CloseCase => await CloseCaseAsync(db, step, today, ct),
            StepKind.CloseObjection => await CloseObjectionAsync(db, step, today, ct),
            StepKind.AlertOverdue => await AlertOverdueAsync(db, step.Id, today, clock.GetUtcNow(), ct),
            StepKind.Lapse => await LapseAsync(db, step.Id, today, clock.GetUtcNow(), ct),
            StepKind.ShowNotice => await ShowNoticeAsync(db, step.Id, today, ct),
            StepKind.Escalate => await EscalateAsync(db, step.Id, today, ct),
        };
        if (!happened)
        {
            return false;
        }

        await db.SaveAsync(Actor.Registry, role: null, clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
        logger.LogInformation("Time passed: {Kind} of {Id}, due on {On}", step.Kind, step.Id, step.On);
        return true;
    }

    private static async Task<bool> CloseCaseAsync(RegistryDbContext db, Step step, DateOnly today, CancellationToken ct)
    {
        if (await OpenCase.LockAsync(db, step.Id, ct) is not { } open || !(open.Application.DueOn < today))
        {
            return false;
        }

        var application = open.Application;
        if (application.State is RepairState.Draft)
        {
            application.Close(RepairClosure.DraftIdle, step.On);
            await db.DocumentChunks.Where(c => c.ApplicationId == application.Id).ExecuteDeleteAsync(ct);
            await db.CaseContacts.Where(c => c.ApplicationId == application.Id).ExecuteDeleteAsync(ct);
            return true;
        }

        if (application.State is not RepairState.SupplementRequested)
        {
            return false;
        }

        application.Close(RepairClosure.SupplementUnanswered, step.On);
        open.Record.MarkRepairPending(false);
        return true;
    }

    private static async Task<bool> CloseObjectionAsync(RegistryDbContext db, Step step, DateOnly today, CancellationToken ct)
    {
        if (await OpenObjection.LockAsync(db, step.Id, ct) is not { } open
            || !(open.Objection.DueOn < today)
            || open.Objection.Close(ObjectionClosure.DraftIdle, step.On) is not null)
        {
            return false;
        }

        await db.EraseEvidenceAsync(step.Id, ct);
        return true;
    }

    /// <summary>Silence is never consent: the organ is told that the objection waits past its day.</summary>
    private static async Task<bool> AlertOverdueAsync(
        RegistryDbContext db, Guid id, DateOnly today, DateTimeOffset now, CancellationToken ct)
    {
        if (await OpenObjection.LockAsync(db, id, ct) is not { } open || !open.Objection.NoteOverdue(today))
        {
            return false;
        }

        await db.TellOrganAsync(open.Objection, LedgerKinds.ObjectionOverdue, now, ct);
        return true;
    }

    private static async Task<bool> LapseAsync(
        RegistryDbContext db, Guid id, DateOnly today, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.LockRecordAsync(id, ct) is not { } record || record.Lapse(today) is not null)
        {
            return false;
        }

        await db.FollowRecordAsync(record, record.LeftOn!.Value, now, ct);
        return true;
    }

    private async Task<bool> ShowNoticeAsync(RegistryDbContext db, Guid id, DateOnly today, CancellationToken ct)
    {
        if (await db.LockRecordAsync(id, ct) is not { } record
            || Escalation.NoticeDueOn(book.Get(record.RuleSetId), record) is not { } dueOn
            || dueOn > today
            || record.ShieldedSince is not null
            || record.ShowNotice(today) is not null)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var accounts = await db.Set<AccountCompany>()
            .Where(c => c.CompanyId == record.CompanyId).Select(c => c.AccountId).ToListAsync(ct);
        db.AccountNotices.AddRange(accounts.Select(account => new AccountNotice(
            Guid.CreateVersion7(now), account, LedgerKinds.RecordNoticeShown, record.CompanyId, record.Id, ApplicationId: null, now)));
        return true;
    }

    private async Task<bool> EscalateAsync(RegistryDbContext db, Guid id, DateOnly today, CancellationToken ct)
    {
        if (await db.LockRecordAsync(id, ct) is not { } record || record.ShieldedSince is not null)
        {
            return false;
        }

        var rules = book.Get(record.RuleSetId);
        var termEnds = Escalation.TermEndsOn(rules, record);
        var filed = await db.RepairApplications.AsNoTracking()
            .Where(a => a.RecordId == id && a.FiledOn < termEnds)
            .ToListAsync(ct);
        if (filed.Exists(a => a.State.IsUnderWay()))
        {
            return false;
        }

        List<(DateOnly? EndedOn, bool Blocks)> contested = rules.Objection.Stops.Contains(ObjectionStop.Escalation)
            ? (await db.Objections.AsNoTracking().Where(o => o.RecordId == id && o.FiledOn < termEnds).ToListAsync(ct))
                .ConvertAll(o => (o.EndedOn, o.State.IsUnderWay()))
            : [];
        if (contested.Exists(o => o.Blocks))
        {
            return false;
        }

        var escalated = record.Escalate(
            rules,
            Guid.CreateVersion7(clock.GetUtcNow()),
            today,
            filed.Select(a => a.EndedOn).Concat(contested.Select(o => o.EndedOn)).Max());
        if (escalated.Value is not { } graver)
        {
            return false;
        }

        db.Records.Add(graver);
        await db.FollowRecordAsync(record, today, clock.GetUtcNow(), ct);
        return true;
    }
}
