using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Mappings;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Objections;

/// <summary>Which objections to list. Null means any.</summary>
/// <param name="State">Null: every one under way.</param>
/// <param name="Organ">An organ's code.</param>
public sealed record ObjectionFilter(
    ObjectionState? State = null, bool? Overdue = null, RecordTier? Tier = null, string? Organ = null, string? RuleSet = null);

/// <summary>Reads objections, each reader what is theirs.</summary>
public sealed class ReadObjections(RegistryDbContext db, RuleBook book, TimeProvider clock)
{
    public static readonly NotFoundError NotFound = new(
        "OBJECTION_NOT_FOUND", "There is no such objection among those that you may read.");

    /// <summary>What happens inside the organ; the company reads the decision, not how it came about.</summary>
    internal static readonly HashSet<string> InsideKinds =
        [LedgerKinds.ObjectionRejectionProposed, LedgerKinds.ObjectionFound, LedgerKinds.ObjectionOverdue];

    private static readonly LocalText NobodyAfterYou = new(
        "No other account of the organ could decide on a finding of yours. Before you give it, have an administrator invite "
        + "another officer of the organ.",
        "如由您提出意见，本单位没有其他人员可以作出处理决定，请先由管理员为本单位增加经办人员。");

    private static readonly LocalText Nobody = new(
        "No account of the organ may: have an administrator invite another officer of the organ.",
        "本单位目前没有可以作出决定的人员，请由管理员为本单位增加经办人员。");

    public async Task<Outcome<ObjectionView>> OneAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var objection = await db.Objections.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, ct);
        return objection is null || !MayRead(objection, actor) ? NotFound : await ViewAsync(objection, actor, ct);
    }

    /// <summary>The objections of the actor's own companies, newest first: at most that many after that place.</summary>
    public async Task<IReadOnlyList<ObjectionView>> MineAsync(Actor actor, IdKey? after, int take, CancellationToken ct)
    {
        var objections = db.Objections.AsNoTracking().Where(o => actor.Companies.Contains(o.CompanyId));
        if (after is not null)
        {
            objections = objections.Where(o => o.Id < after.Id);
        }

        return await ViewsAsync(await objections.OrderByDescending(o => o.Id).Take(take).ToListAsync(ct), actor, ct);
    }

    /// <summary>The objections under way of the actor's organs by due date: at most that many after that place.</summary>
    public async Task<IReadOnlyList<ObjectionView>> QueueAsync(
        ObjectionFilter filter, Actor actor, QueueKey? after, int take, CancellationToken ct)
    {
        var (sql, parameters) = Queue(filter).Statement(actor, after, take, counts: false);
        return await ViewsAsync(await db.Objections.FromSqlRaw(sql, parameters).AsNoTracking().ToListAsync(ct), actor, ct);
    }

    /// <summary>How many there are, counted no further than that many.</summary>
    public async Task<int> CountAsync(ObjectionFilter filter, Actor actor, int atMost, CancellationToken ct)
    {
        var (sql, parameters) = Queue(filter).Statement(actor, after: null, atMost, counts: true);
        return await db.Database.SqlQueryRaw<int>(sql, parameters).SingleAsync(ct);
    }

    /// <summary>Whether the actor may contest that record, and which objection is open on it: one under way before a draft.</summary>
    public async Task<(bool Mine, Guid? Open)> PlaceOfAsync(Guid recordId, Actor actor, CancellationToken ct)
    {
        var company = await db.Records.Where(r => r.Id == recordId).Select(r => r.CompanyId).FirstOrDefaultAsync(ct);
        return actor.ActsForCompany(company)
            ? (true, await db.Objections
                .Where(o => o.RecordId == recordId && o.EndedOn == null)
                .OrderBy(o => o.FiledOn == null).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(ct))
            : (false, null);
    }

    /// <summary>A draft is the company's alone; the rest is read by the organ, whichever its role, and by those who watch it.</summary>
    public static bool MayRead(Objection objection, Actor actor) =>
        actor.ActsForCompany(objection.CompanyId)
        || (objection.FiledOn is not null
            && (actor.Is(Role.Auditor)
                || actor.DecidesFor(objection.OrganId)
                || actor.PublishesFor(objection.OrganId)
                || ReadRepairs.Watches(actor, objection.OrganId)));

    public async Task<ObjectionView> ViewAsync(Objection objection, Actor actor, CancellationToken ct)
    {
        var view = (await ViewsAsync([objection], actor, ct))[0];
        return view.Next is { } next && await WhereNobodyDecidesAsync(objection, actor, ct) is { } nobody
            ? view with
            {
                Next = next with { What = $"{next.What} {nobody.En}", WhatZh = next.WhatZh + nobody.Zh },
                NobodyDecides = nobody,
            }
            : view;
    }

    /// <summary>For the organ's accounts, when no officer could decide on the finding that was given, or on theirs: the way out.</summary>
    private async Task<LocalText?> WhereNobodyDecidesAsync(Objection o, Actor actor, CancellationToken ct)
    {
        if (o.State is not (ObjectionState.Accepted or ObjectionState.UnderReview or ObjectionState.Proposed)
            || !(actor.DecidesFor(o.OrganId) || actor.PublishesFor(o.OrganId)))
        {
            return null;
        }

        Guid?[] barred =
        [
            o.Finding?.By ?? actor.AccountKey, o.DraftedBy, o.SubmittedBy, o.Review?.FirstFinding.By, o.Review?.FirstDecision.By,
        ];
        return await db.HasOfficerAsync(o.OrganId, o.CompanyId, o.RecordId, barred.OfType<Guid>().ToList(), ct) ? null
            : o.Finding is null ? NobodyAfterYou
            : Nobody;
    }

    private CaseQueue Queue(ObjectionFilter filter)
    {
        var today = LegalDates.DateOf(clock.GetUtcNow());
        return new CaseQueue("objections", ObjectionMapping.UnderWay)
        {
            Lanes =
            [
                .. (filter.State is { } one ? [one] : ObjectionStates.UnderWay)
                    .Select(state => CaseQueue.LaneOf(EnumText.Name(state), waits: true, filter.Overdue, today)!),
            ],
            Tier = filter.Tier,
            Organ = filter.Organ,
            RuleSet = filter.RuleSet,
        };
    }

    private async Task<IReadOnlyList<ObjectionView>> ViewsAsync(
        IReadOnlyList<Objection> objections, Actor actor, CancellationToken ct)
    {
        var ids = objections.Select(o => o.Id).ToList();
        var recordIds = objections.Select(o => o.RecordId).Distinct().ToList();
        var records = await db.Rows(db.Records.Where(r => recordIds.Contains(r.Id))).ToDictionaryAsync(r => r.Record.Id, ct);
        var ledger = (await db.Ledger.AsNoTracking()
                .Where(l => ids.Contains(l.Subject))
                .OrderBy(l => l.Id)
                .Select(l => new { l.Subject, l.At, l.Kind, l.Role, Text = l.Text == null ? null : l.Text.Text, l.Details })
                .ToListAsync(ct))
            .ToLookup(l => l.Subject, l => new HistoryEntry(l.At, l.Kind, l.Role, l.Text, l.Details.RootElement));
        var today = LegalDates.DateOf(clock.GetUtcNow());
        return
        [
            .. objections.Select(o => View(
                o, records[o.RecordId], ledger[o.Id], inside: !actor.ActsForCompany(o.CompanyId) || actor.Is(Role.Auditor), today)),
        ];
    }

    private ObjectionView View(
        Objection o, RecordRow row, IEnumerable<HistoryEntry> history, bool inside, DateOnly today)
    {
        var rules = book.Get(o.RuleSetId).Objection;
        var ground = rules.For(o.Ground);
        return new ObjectionView
        {
            Id = o.Id,
            Reference = o.Reference,
            RecordId = o.RecordId,
            ApplicationId = o.ApplicationId,
            RegistrationId = row.RegistrationId,
            CompanyName = row.CompanyName,
            Organ = OrganView.Of(row.Organ),
            Tier = o.Tier,
            RuleSet = o.RuleSetId,
            State = o.State,
            Next = Next(o),
            Ground = new ContestView(
                o.Ground, ground.Title.En, ground.Title.Zh, ground.LegalBasis.En, ground.LegalBasis.Zh),
            Reason = o.Reason,
            Statement = o.Statement,
            Documents = o.Documents,
            FiledOn = o.FiledOn,
            ForwardedAt = o.ForwardedAt,
            Deadlines = [.. o.Deadlines.Select(d => DeadlineView.Of(d, rules.DeadlineFor(d.Kind, o.Tier)))],
            Overdue = o.IsOverdueOn(today),
            Decision = Answer(rules, o),
            Review = o.Review is { } review
                ? new ReviewView(
                    review.RequestedOn,
                    review.Reason,
                    Answer(rules, review.FirstDecision, rules.Remedies.AfterDismissal),
                    review.WithdrawnOn)
                : null,
            ReviewableUntil = o.ReviewableUntil(book) is { } last && last >= today ? last : null,
            ClosedBecause = o.ClosedBecause,
            History = [.. inside ? history : history.Where(h => !InsideKinds.Contains(h.Kind)).Select(ReadRepairs.WithoutInside)],
            Version = o.Version,
            Inside = inside
                ? new ObjectionInside(
                    o.State is ObjectionState.Rejected ? null : o.Rejection,
                    o.Finding,
                    o is { State: ObjectionState.Proposed, Finding: { } finding } && finding.IsOvertakenBy(row.Record),
                    o.Decision?.Departed,
                    o.Review is { } past ? [past.FirstFinding.By, past.FirstDecision.By] : [])
                : null,
        };
    }

    private NextStep? Next(Objection o) => o.State switch
    {
        ObjectionState.Draft => new(
            "company", "Add the evidence, then submit.", "添加证据材料后提交。", o.DueOn, o.DueProvisional),
        ObjectionState.Submitted => new(
            "organ", "The organ that supplied the record accepts the objection or rejects it with reasons.",
            "由信息提供单位决定是否受理。", o.DueOn, o.DueProvisional),
        ObjectionState.Accepted => new(
            "organ", "The organ verifies what was said and gives its finding.", "由信息提供单位核查并提出意见。", o.DueOn, o.DueProvisional),
        ObjectionState.Proposed => new(
            "organ", "An officer decides on the finding.", "由另一名经办人员作出处理决定。", o.DueOn, o.DueProvisional),
        ObjectionState.UnderReview => new(
            "organ", "People who took no part in the first decision examine it again.", "由未参与原决定的人员复核。",
            o.DueOn, o.DueProvisional),
        ObjectionState.Dismissed when o.ReviewableUntil(book) is { } last && last >= LegalDates.DateOf(clock.GetUtcNow()) => new(
            "company", "If you disagree, ask once for a review.", "不服处理决定的，可以申请一次复核。", last, Provisional: false),
        ObjectionState.Dismissed or ObjectionState.Upheld or ObjectionState.Rejected or ObjectionState.Withdrawn
            or ObjectionState.Closed => null,
    };

    private static ObjectionAnswer? Answer(ObjectionRule rules, Objection o) =>
        o is { State: ObjectionState.Rejected, Rejection: { } rejection }
            ? Answer(rules, null, rejection.On, rejection.ReasonCode, rejection.Reason, rules.Remedies.AfterRejection)
        : o.Decision is { } decision
            ? Answer(rules, decision, o.Review is null ? rules.Remedies.AfterDismissal : rules.Remedies.AfterReview)
        : null;

    private static ObjectionAnswer Answer(ObjectionRule rules, ObjectionFinding decision, LocalText remedies) => Answer(
        rules, decision.Outcome, decision.On, decision.ReasonCode, decision.Reason,
        decision.Outcome is ObjectionOutcome.Dismiss ? remedies : null);

    private static ObjectionAnswer Answer(
        ObjectionRule rules, ObjectionOutcome? outcome, DateOnly on, string reasonCode, string reason, LocalText? remedies)
    {
        var title = rules.ReasonCodes.Single(r => r.Code == reasonCode).Title;
        return new ObjectionAnswer(outcome, on, reasonCode, title.En, title.Zh, reason, remedies?.En, remedies?.Zh);
    }
}
