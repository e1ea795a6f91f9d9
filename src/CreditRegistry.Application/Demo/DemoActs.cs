using CreditRegistry.Application.Claims;
using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Application.TimePassing;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Application.Demo;

/// <summary>The same use cases that people use, one scope an act, by the clock of the demo's years.</summary>
internal sealed class DemoActs(IServiceProvider services, DemoClock clock)
{
    public required Actor Agency { get; init; }

    public required Actor OfficerA { get; init; }

    public required Actor OfficerB { get; init; }

    /// <summary>The account of the demo's applicant.</summary>
    public required Guid Applicant { get; init; }

    /// <summary>The account that files for every company in the background.</summary>
    public required Guid Filer { get; init; }

    public DemoClock Clock => clock;

    public Task PassTimeAsync(CancellationToken ct) => services.GetRequiredService<PassTime>().RunAsync(ct);

    public async Task<Guid> PublishAsync(
        string organ, string registrationId, RecordTier tier, string ground, string number, DateOnly decidedOn, string summary,
        Penalty[] penalties, bool? publish, CancellationToken ct)
    {
        var input = new PublishRecordInput(
            registrationId, tier, ground, new DecisionInput(number, decidedOn), summary, penalties, organ, publish);
        return (await DoAsync<WriteRecords, RecordView>(w => w.PublishAsync(input, RegistrationId.Parse(registrationId), Agency, ct))).Id;
    }

    public Task CorrectAsync(Guid id, string summary, CancellationToken ct) =>
        DoAsync<WriteRecords, RecordView>(w => w.CorrectAsync(
            id, new CorrectRecordInput("文书表述有误，予以更正。", Summary: summary), expectedVersion: null, Agency, ct));

    public Task AnnulAsync(Guid id, CancellationToken ct) =>
        DoAsync<WriteRecords, RecordView>(w => w.AnnulAsync(
            id, new AnnulRecordInput("原决定经复议撤销。", AnnulmentReason.DecisionRevoked), null, Agency, ct));

    /// <summary>Starts an application, with every document that the rules ask for when <paramref name="complete"/>.</summary>
    public async Task<RepairView> DraftAsync(CreditRecord record, Guid? by, bool complete, CancellationToken ct)
    {
        var filer = For(record.CompanyId, by);
        var input = new DraftRepairInput(
            record.Id, "违法行为已全部纠正，罚款已缴清，并建立了内部合规制度。", new ContactInput("法务部", "legal@company.example"));
        var view = await DoAsync<ApplyForRepair, RepairView>(a => a.DraftAsync(input, filer, ct));
        foreach (var need in complete ? view.MissingDocuments : view.MissingDocuments.Take(1))
        {
            await AddDocumentAsync(view.Id, need.Kinds[0], filer, ct);
        }

        return view;
    }

    public Task SubmitAsync(Guid id, Guid companyId, Guid? by, CancellationToken ct) =>
        DoAsync<ApplyForRepair, RepairView>(a => a.SubmitAsync(id, null, For(companyId, by), ct));

    public Task WithdrawAsync(Guid id, Guid companyId, CancellationToken ct) =>
        DoAsync<ApplyForRepair, RepairView>(a => a.WithdrawAsync(id, null, For(companyId, null), ct));

    public Task AddDocumentAsync(Guid id, string kind, Guid companyId, Guid? by, CancellationToken ct) =>
        AddDocumentAsync(id, kind, For(companyId, by), ct);

    /// <summary>Someone of the company asks for an account.</summary>
    public async Task ClaimAsync(Guid companyId, CancellationToken ct)
    {
        var company = await ReadAsync(db => db.Companies.AsNoTracking().SingleAsync(c => c.Id == companyId, ct));
        using var content = new MemoryStream(DemoPdf.Page("BUSINESS_REGISTRATION_CERT"));
        await DoAsync<ClaimCompany, ClaimView>(c => c.RunAsync(
            new ClaimInput(company.RegistrationId, "办公室", $"office@{company.RegistrationId.ToLowerInvariant()}.example"),
            "营业执照.pdf", content, ct));
    }

    public Task TakeAsync(Guid id, CancellationToken ct) =>
        ReviewAsync(r => r.AssignAsync(id, new AssignmentInput(), null, OfficerA, ct));

    public Task RequestSupplementAsync(Guid id, string kind, CancellationToken ct) =>
        ReviewAsync(r => r.RequestSupplementAsync(
            id, new SupplementInput([new MissingDocument(kind, "扫描件不清晰，请重新提交。")], "材料不齐，请一次性补正。"), null, OfficerA, ct));

    public Task AcceptAsync(Guid id, CancellationToken ct) => ReviewAsync(r => r.AcceptAsync(id, null, OfficerA, ct));

    public Task ExtendAsync(Guid id, CancellationToken ct) =>
        ReviewAsync(r => r.ExtendAsync(id, new ReasonInput("案情复杂，需现场核查。"), null, OfficerA, ct));

    public Task RecommendAsync(Guid id, RepairOutcome outcome, CancellationToken ct) =>
        ReviewAsync(r => r.RecommendAsync(id, Finding(outcome), null, OfficerA, ct));

    public Task DecideAsync(Guid id, RepairOutcome outcome, CancellationToken ct) =>
        ReviewAsync(r => r.DecideAsync(id, Finding(outcome), null, OfficerB, ct));

    public async Task DoNotAcceptAsync(Guid id, bool confirm, CancellationToken ct)
    {
        var input = new ReasonedInput("OUT_OF_SCOPE", "该信息由其他机关认定，请向认定机关申请。");
        await ReviewAsync(r => r.DoNotAcceptAsync(id, input, null, OfficerA, ct));
        if (confirm)
        {
            await ReviewAsync(r => r.DoNotAcceptAsync(id, input, null, OfficerB, ct));
        }
    }

    public async Task RevokeAsync(Guid id, CancellationToken ct)
    {
        var input = new ReasonedInput("FALSE_STATEMENT", "所提交的整改证明系伪造。");
        await ReviewAsync(r => r.RevokeAsync(id, input, null, OfficerA, ct));
        await ReviewAsync(r => r.RevokeAsync(id, input, null, OfficerB, ct));
    }

    /// <summary>A company contests a record, with one piece of evidence.</summary>
    public async Task<Guid> ObjectAsync(
        Guid recordId, Guid companyId, Guid? by, ObjectionGround ground, string reason, string? statement, CancellationToken ct)
    {
        var filer = For(companyId, by);
        var drafted = await DoAsync<FileObjections, ObjectionView>(f => f.DraftAsync(
            new DraftObjectionInput(ground, reason, recordId, Statement: statement), filer, ct));
        using var content = new MemoryStream(DemoPdf.Page(CaseDocument.Evidence));
        await DoAsync<ObjectionDocuments, (CaseDocument, ObjectionView)>(d =>
            d.AddAsync(drafted.Id, "证据材料.pdf", content, filer, ct));
        await DoAsync<FileObjections, ObjectionView>(f => f.SubmitAsync(drafted.Id, null, filer, ct));
        return drafted.Id;
    }

    public Task AcceptObjectionAsync(Guid id, CancellationToken ct) =>
        DoAsync<DecideObjections, ObjectionView>(d => d.AcceptAsync(id, null, OfficerA, ct));

    /// <summary>The first officer's finding: the agency of the demo published the records, and so gives none.</summary>
    public Task FindAsync(Guid id, ObjectionFindingInput finding, CancellationToken ct) =>
        DoAsync<DecideObjections, ObjectionView>(d => d.FindAsync(id, finding, null, OfficerA, ct));

    public Task DecideObjectionAsync(Guid id, ObjectionFindingInput decision, CancellationToken ct) =>
        DoAsync<DecideObjections, ObjectionView>(d => d.DecideAsync(id, decision, null, OfficerB, ct));

    /// <summary>Saves something as the registry itself.</summary>
    public Task SaveAsync(Action<RegistryDbContext> change, CancellationToken ct) => ReadAsync(async db =>
    {
        change(db);
        await db.SaveAsync(Actor.Registry, role: null, clock.GetUtcNow(), ct);
        return 0;
    });

    public async Task<T> ReadAsync<T>(Func<RegistryDbContext, Task<T>> read)
    {
        await using var scope = services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<RegistryDbContext>());
    }

    /// <summary>
    /// Records of a set that may be repaired today, do not end before a case would, and have none: those of the oldest
    /// publication first.
    /// </summary>
    public Task<List<CreditRecord>> RepairableAsync(string ruleSet, IReadOnlyCollection<Guid> except, CancellationToken ct) =>
        ReadAsync(db => db.Records.AsNoTracking()
            .ShownOn(clock.Today)
            .Where(r => r.RuleSetId == ruleSet
                && r.RepairableFrom <= clock.Today
                && !(r.LapsesOn < clock.Today.AddDays(60))
                && !except.Contains(r.CompanyId)
                && !db.RepairApplications.Any(a => a.RecordId == r.Id))
            .OrderBy(r => r.PublishedOn).ThenBy(r => r.Id)
            .Take(40)
            .ToListAsync(ct));

    private static FindingInput Finding(RepairOutcome outcome) => outcome is RepairOutcome.Grant
        ? new FindingInput(outcome, "CONDITIONS_MET", "经核查，违法行为已纠正，义务已履行完毕，符合修复条件。")
        : new FindingInput(outcome, "NOT_RECTIFIED", "经现场核查，违法行为尚未纠正完毕，不符合修复条件。");

    private Actor For(Guid companyId, Guid? by) => new(
        by ?? Filer, new HashSet<Role> { Role.Applicant }, new HashSet<Guid> { companyId }, new HashSet<Guid>());

    private async Task AddDocumentAsync(Guid id, string kind, Actor filer, CancellationToken ct)
    {
        using var content = new MemoryStream(DemoPdf.Page(kind));
        await DoAsync<RepairDocuments, (CaseDocument, RepairView)>(d =>
            d.AddAsync(id, kind, $"{kind.ToLowerInvariant()}.pdf", content, filer, ct));
    }

    private Task<RepairView> ReviewAsync(Func<ReviewCases, Task<Outcome<RepairView>>> act) =>
        DoAsync<ReviewCases, RepairView>(act);

    private async Task<T> DoAsync<TUseCase, T>(Func<TUseCase, Task<Outcome<T>>> act)
        where TUseCase : notnull
    {
        clock.Tick();
        await using var scope = services.CreateAsyncScope();
        var outcome = await act(scope.ServiceProvider.GetRequiredService<TUseCase>());
        return outcome.Error is { } error
            ? throw new InvalidOperationException($"The demo's story breaks a rule: {error.Code} {error.Message}")
            : outcome.Value!;
    }
}
