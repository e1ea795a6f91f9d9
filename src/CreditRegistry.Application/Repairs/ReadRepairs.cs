using System.Text.Json;
using System.Text.Json.Nodes;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Repairs;

/// <summary>Reads repair applications, each reader what is theirs.</summary>
public sealed class ReadRepairs(RegistryDbContext db, RuleBook book, TimeProvider clock)
{
    public static readonly NotFoundError NotFound = new(
        "APPLICATION_NOT_FOUND", "There is no such repair application among those that you may read.");

    /// <summary>What happens between officers; the company reads the decision, not how it came about.</summary>
    internal static readonly HashSet<string> InsideKinds =
    [
        LedgerKinds.RepairAssigned, LedgerKinds.RepairRecused, LedgerKinds.RepairNonAcceptanceProposed,
        LedgerKinds.RepairRecommended, LedgerKinds.RepairRevocationProposed, LedgerKinds.RepairProposalDismissed,
    ];

    /// <summary>Details that name an account or belong to the inside.</summary>
    private static readonly string[] InsideDetails = ["assignee", "officer", "proposedBy", "departed"];

    public async Task<Outcome<RepairView>> OneAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var application = await db.RepairApplications.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct);
        return application is null || !MayRead(application, actor) ? NotFound : await ViewAsync(application, actor, ct);
    }

    /// <summary>The applications of the actor's own companies, newest first: at most that many after that place.</summary>
    public async Task<IReadOnlyList<RepairView>> MineAsync(Actor actor, IdKey? after, int take, CancellationToken ct)
    {
        var applications = db.RepairApplications.AsNoTracking().Where(a => actor.Companies.Contains(a.CompanyId));
        if (after is not null)
        {
            applications = applications.Where(a => a.Id < after.Id);
        }

        return await ViewsAsync(await applications.OrderByDescending(a => a.Id).Take(take).ToListAsync(ct), actor, ct);
    }

    /// <summary>Whether the actor may apply for that record, and which application is open on it.</summary>
    public async Task<(bool Mine, Guid? Open)> PlaceOfAsync(Guid recordId, Actor actor, CancellationToken ct)
    {
        var company = await db.Records.Where(r => r.Id == recordId).Select(r => r.CompanyId).FirstOrDefaultAsync(ct);
        if (!actor.ActsForCompany(company))
        {
            return (false, null);
        }

        return (true, await db.RepairApplications
            .Where(a => a.RecordId == recordId && a.EndedOn == null)
            .Select(a => (Guid?)a.Id)
            .FirstOrDefaultAsync(ct));
    }

    /// <summary>Whom the officers write to, for the company that said so; null when it has not yet.</summary>
    public Task<ContactView?> ContactAsync(Guid id, Actor actor, CancellationToken ct) => (
        from contact in db.CaseContacts
        join application in db.RepairApplications on contact.ApplicationId equals application.Id
        where application.Id == id && actor.Companies.Contains(application.CompanyId)
        select new ContactView(contact.Name, contact.Email))
        .FirstOrDefaultAsync(ct);

    /// <summary>A draft is the company's alone; a case is read by its organ's officers and by those who watch them.</summary>
    public static bool MayRead(RepairApplication application, Actor actor) =>
        actor.ActsForCompany(application.CompanyId)
        || (application.FiledOn is not null
            && (actor.Is(Role.Auditor)
                || actor.DecidesFor(application.OrganId)
                || Watches(actor, application.OrganId)));

    /// <summary>A supervisor bound to no organ watches all of them.</summary>
    public static bool Watches(Actor actor, Guid organId) =>
        actor.Is(Role.Supervisor) && (actor.Organs.Count == 0 || actor.Organs.Contains(organId));

    public async Task<RepairView> ViewAsync(RepairApplication application, Actor actor, CancellationToken ct) =>
        (await ViewsAsync([application], actor, ct))[0];

    public async Task<IReadOnlyList<RepairView>> ViewsAsync(
        IReadOnlyList<RepairApplication> applications, Actor actor, CancellationToken ct)
    {
        var ids = applications.Select(a => a.Id).ToList();
        var recordIds = applications.Select(a => a.RecordId).Distinct().ToList();
        var records = await db.Rows(db.Records.Where(r => recordIds.Contains(r.Id))).ToDictionaryAsync(r => r.Record.Id, ct);
        var contacts = await db.CaseContacts.AsNoTracking()
            .Where(c => ids.Contains(c.ApplicationId)).ToDictionaryAsync(c => c.ApplicationId, ct);
        var ledger = (await db.Ledger.AsNoTracking()
                .Where(l => ids.Contains(l.Subject))
                .OrderBy(l => l.Id)
                .Select(l => new { l.Subject, l.At, l.Kind, l.Role, Text = l.Text == null ? null : l.Text.Text, l.Details })
                .ToListAsync(ct))
            .ToLookup(l => l.Subject, l => new HistoryEntry(l.At, l.Kind, l.Role, l.Text, l.Details.RootElement));

        var today = LegalDates.DateOf(clock.GetUtcNow());
        return [.. applications.Select(a =>
        {
            var inside = !actor.ActsForCompany(a.CompanyId) || actor.Is(Role.Auditor);
            var contact = actor.DecidesFor(a.OrganId) && contacts.TryGetValue(a.Id, out var c)
                ? new ContactView(c.Name, c.Email)
                : null;
            return View(a, records[a.RecordId], ledger[a.Id], inside, contact, today);
        })];
    }

    private RepairView View(
        RepairApplication a, RecordRow row, IEnumerable<HistoryEntry> history, bool inside, ContactView? contact, DateOnly today)
    {
        var rules = book.Get(a.RuleSetId);
        var ground = rules.FindGround(row.Record.Ground)!;
        var missing = a.State is RepairState.Draft or RepairState.SupplementRequested ? Needs(a, rules, ground).ToList() : [];
        return new RepairView
        {
            Id = a.Id,
            Reference = a.Reference,
            RecordId = a.RecordId,
            RegistrationId = row.RegistrationId,
            CompanyName = row.CompanyName,
            Organ = OrganView.Of(row.Organ),
            Tier = a.Tier,
            RuleSet = a.RuleSetId,
            State = a.State,
            Next = Next(a, missing.Count),
            Statement = a.Statement,
            Documents = a.Documents,
            MissingDocuments = missing,
            Supplement = a.Supplement,
            Deadlines = [.. a.Deadlines.Select(d => DeadlineView.Of(d, rules.DeadlineFor(d.Kind, a.Tier)))],
            Overdue = a.IsOverdueOn(today),
            Decision = Answer(rules, a.Decision),
            Revocation = Answer(rules, a.Revocation),
            ClosedBecause = a.ClosedBecause,
            History = [.. inside ? history : history.Where(h => !InsideKinds.Contains(h.Kind)).Select(WithoutInside)],
            Version = a.Version,
            Inside = inside
                ? new CaseInside(
                    a.Assignee,
                    a.Proposal is { } p ? new(p.Kind, p.By, p.On, p.ReasonCode, p.Reason, p.LinkedRecords) : null,
                    a.Decision?.Departed,
                    contact)
                : null,
        };
    }

    /// <summary>What the rules ask for and is not there, and what the officers asked for again.</summary>
    private static IEnumerable<DocumentNeed> Needs(RepairApplication a, RuleSet rules, Ground ground) =>
        a.MissingDocuments(rules, ground)
            .Concat(a.UnansweredItems().Select(m => new RequiredDocument(
                [m.Kind],
                rules.FindDocumentKind(m.Kind)?.Title ?? new(m.Kind, m.Kind),
                rules.DeadlineFor(DeadlineKind.Supplement, a.Tier).LegalBasis)))
            .Select(DocumentNeed.Of);

    private static NextStep? Next(RepairApplication a, int missing) => a.State switch
    {
        RepairState.Draft when missing > 0 =>
            new("company", "Add the missing documents, then submit.", "补齐所缺材料后提交。", a.DueOn, a.DueProvisional),
        RepairState.Draft => new("company", "Submit the application.", "提交申请。", a.DueOn, a.DueProvisional),
        RepairState.SupplementRequested => new(
            "company", "Add what the supplement request asks for, then submit again.", "按补正通知补充材料后重新提交。",
            a.DueOn, a.DueProvisional),
        RepairState.Submitted when a.Supplement is not null =>
            new("officers", "Accept the application or refuse acceptance.", "受理或不予受理。", a.DueOn, a.DueProvisional),
        RepairState.Submitted => new(
            "officers", "Accept the application, ask once for what is missing, or refuse acceptance.",
            "受理、一次性告知补正或不予受理。", a.DueOn, a.DueProvisional),
        RepairState.Accepted => new(
            "officers", "Examine the case and recommend a decision.", "核实并提出处理意见。", a.DueOn, a.DueProvisional),
        RepairState.Recommended => new(
            "officers", "A second officer decides.", "由另一名经办人员作出决定。", a.DueOn, a.DueProvisional),
        RepairState.Granted or RepairState.Refused or RepairState.NotAccepted or RepairState.Revoked
            or RepairState.Withdrawn or RepairState.Closed => null,
    };

    private static DecisionAnswer? Answer(RuleSet rules, CaseDecision? d) =>
        d is null ? null : new DecisionAnswer(
            d.Kind, d.On, d.ReasonCode, d.Reason, d.LinkedRecords,
            d.Kind is ProposalKind.Grant ? null : rules.Remedies.En,
            d.Kind is ProposalKind.Grant ? null : rules.Remedies.Zh);

    internal static HistoryEntry WithoutInside(HistoryEntry entry)
    {
        var details = JsonObject.Create(entry.Details)!;
        foreach (var name in InsideDetails)
        {
            details.Remove(name);
        }

        return entry with { Details = JsonSerializer.SerializeToElement(details) };
    }
}

/// <summary>A place in a list ordered by id, newest first.</summary>
public sealed record IdKey(Guid Id)
{
    public static IdKey Of(RepairView view) => new(view.Id);
}
