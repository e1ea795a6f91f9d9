using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Mappings;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Records;

/// <summary>What an organ publishes.</summary>
/// <param name="Ground">Code of a ground of the organ's rule set.</param>
/// <param name="Organ">Code of the publishing organ; needed only by an account bound to several.</param>
/// <param name="Publish">For a minor breach only: whether to publish it; left out, the rule set's default holds.</param>
public sealed record PublishRecordInput(
    string RegistrationId,
    RecordTier? Tier,
    string Ground,
    DecisionInput Decision,
    string Summary,
    IReadOnlyList<Penalty>? Penalties = null,
    string? Organ = null,
    bool? Publish = null);

public sealed record DecisionInput(string Number, DateOnly? DecidedOn);

/// <summary>What a corrected record says. What is left out stays as it is; subject and tier cannot change.</summary>
public sealed record CorrectRecordInput(
    string Reason,
    string? Ground = null,
    DecisionInput? Decision = null,
    string? Summary = null,
    IReadOnlyList<Penalty>? Penalties = null) : ICorrection;

/// <param name="ReasonCode">Why, in a word of the closed list; an organ's program may leave it out.</param>
public sealed record AnnulRecordInput(string Reason, AnnulmentReason? ReasonCode = null);

/// <summary>A reason, where an act needs nothing else.</summary>
public sealed record ReasonInput(string Reason);

/// <summary>On whom an organ begins to publish, and by which rules.</summary>
/// <param name="Breaches">What stands against it today.</param>
public sealed record PublicationStart(
    string RegistrationId, string CompanyName, OrganView Organ, string RuleSet, IReadOnlyList<RuleBreach> Breaches);

/// <summary>An organ publishes, corrects, annuls or shields its own records.</summary>
public sealed class WriteRecords(RegistryDbContext db, RuleBook book, TimeProvider clock)
{
    /// <summary>What stands against a record of that tier on that company today, whatever the record will say.</summary>
    public async Task<Outcome<PublicationStart>> StartAsync(
        RegistrationId registrationId, RecordTier tier, string? organ, Actor actor, CancellationToken ct)
    {
        var today = LegalDates.DateOf(clock.GetUtcNow());
        var outcome = await FindSubjectAsync(registrationId, organ, today, actor, ct);
        return outcome.Value is { } subject
            ? new PublicationStart(
                subject.Company.RegistrationId,
                subject.Company.Name,
                OrganView.Of(subject.Organ),
                subject.Rules.Id,
                [.. PublicationRules.Subject(subject.Rules, tier, subject.Company.Status, subject.PublishedTiers)])
            : outcome.Error!;
    }

    /// <summary>The record as it would be published today; nothing is stored.</summary>
    public async Task<Outcome<RecordView>> PreviewAsync(
        PublishRecordInput input, RegistrationId registrationId, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var drafted = await DraftAsync(input, registrationId, actor, now, ct);
        return drafted.Value is not { } row ? drafted.Error!
            : await FindStandingAsync(row.Record, ct) is { } standing ? Exists(standing)
            : RecordView.Of(row, book, LegalDates.DateOf(now));
    }

    /// <summary>Publishes today, by the rule set that the organ has adopted.</summary>
    public async Task<Outcome<RecordView>> PublishAsync(
        PublishRecordInput input, RegistrationId registrationId, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        var drafted = await DraftAsync(input, registrationId, actor, now, ct);
        if (drafted.Value is not { } row)
        {
            return drafted.Error!;
        }

        db.Records.Add(row.Record);
        if (await SaveAsync(row.Record, actor, now, ct) is { } clash)
        {
            return clash;
        }

        await transaction.CommitAsync(ct);
        return await ViewAsync(row.Record.Id, LegalDates.DateOf(now), ct);
    }

    /// <summary>Makes a new version; periods are computed again, and a case under way rises in version too.</summary>
    public Task<Outcome<RecordView>> CorrectAsync(
        Guid id, CorrectRecordInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ChangeAsync(id, expectedVersion, actor, ct, Correction(input));

    /// <summary>The record as it would be after that correction; nothing is stored.</summary>
    public Task<Outcome<RecordView>> PreviewCorrectionAsync(
        Guid id, CorrectRecordInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ChangeAsync(id, expectedVersion, actor, ct, Correction(input), preview: true);

    private Func<CreditRecord, DateOnly, RegistryError?> Correction(CorrectRecordInput input) =>
        (record, today) =>
        {
            if (input.Over(record) is not { } correction)
            {
                return new ConflictError(
                    "RECORD_NOT_BY_DECISION",
                    "This record arose by rule, not by a decision of its own. Correct or annul the record it came from.");
            }

            return record.Correct(book.Get(record.RuleSetId), correction, today, input.Reason);
        };

    /// <summary>Takes the record out for good; what it escalated to goes with it, in the same transaction.</summary>
    public Task<Outcome<RecordView>> AnnulAsync(
        Guid id, AnnulRecordInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ChangeAsync(id, expectedVersion, actor, ct, (record, today) => record.Annul(today, input.Reason, input.ReasonCode));

    public Task<Outcome<RecordView>> ShieldAsync(
        Guid id, ReasonInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ChangeAsync(id, expectedVersion, actor, ct, (record, today) => record.Shield(today, input.Reason));

    public Task<Outcome<RecordView>> UnshieldAsync(
        Guid id, ReasonInput input, int? expectedVersion, Actor actor, CancellationToken ct) =>
        ChangeAsync(id, expectedVersion, actor, ct, (record, today) => record.Unshield(today, input.Reason));

    private async Task<Outcome<RecordView>> ChangeAsync(
        Guid id,
        int? expectedVersion,
        Actor actor,
        CancellationToken ct,
        Func<CreditRecord, DateOnly, RegistryError?> change,
        bool preview = false)
    {
        var now = clock.GetUtcNow();
        var today = LegalDates.DateOf(now);
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        var record = await db.LockRecordAsync(id, ct);
        if (record is null || !actor.PublishesFor(record.OrganId))
        {
            return ReadRecords.Check(record, actor, today)
                ?? new ForbiddenError("RECORD_OTHER_ORGAN", "The record belongs to another organ, and only that organ may change it.");
        }

        if (expectedVersion is { } expected && expected != record.Version)
        {
            return await db.StaleAsync(record, expected, await ViewAsync(id, today, ct), ct);
        }

        if (change(record, today) is { } refusal)
        {
            return refusal;
        }

        if (preview)
        {
            var row = await db.Rows(db.Records.Where(r => r.Id == id)).FirstAsync(ct);
            db.ChangeTracker.Clear(); // nothing of it is ever saved
            return RecordView.Of(row with { Record = record }, book, today);
        }

        await db.AnnulWhatAroseAsync(record, today, now, ct);
        await db.FollowRecordAsync(record, today, now, ct);
        if (await SaveAsync(record, actor, now, ct) is { } clash)
        {
            return clash;
        }

        await transaction.CommitAsync(ct);
        return await ViewAsync(id, today, ct);
    }

    private async Task<RecordView> ViewAsync(Guid id, DateOnly today, CancellationToken ct) =>
        RecordView.Of(await db.Rows(db.Records.Where(r => r.Id == id)).FirstAsync(ct), book, today);

    private async Task<RegistryError?> SaveAsync(CreditRecord record, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            await db.SaveAsync(actor, Role.Agency, now, ct);
            return null;
        }
        catch (DbUpdateException exception) when (exception.Broke(RecordMapping.OneByDecision))
        {
            db.ChangeTracker.Clear();
            return Exists(await FindStandingAsync(record, ct));
        }
    }

    private async Task<Outcome<RecordRow>> DraftAsync(
        PublishRecordInput input, RegistrationId registrationId, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var today = LegalDates.DateOf(now);
        var found = await FindSubjectAsync(registrationId, input.Organ, today, actor, ct);
        if (found.Value is not { } subject)
        {
            return found.Error!;
        }

        var (company, organ, rules, tiers) = subject;
        var published = Publishing.Publish(rules, company, organ, input, new(today, today, now), () => tiers);
        return published.Value is { } record
            ? new RecordRow(record, company.RegistrationId, company.Name, organ, Log: null)
            : published.Error!;
    }

    private async Task<Outcome<PublicationSubject>> FindSubjectAsync(
        RegistrationId registrationId, string? organCode, DateOnly today, Actor actor, CancellationToken ct)
    {
        var found = await db.OwnOrganAsync(actor, organCode, ct);
        if (found.Value is not { } organ)
        {
            return found.Error!;
        }

        if (organ.RuleSetOn(today) is not { } setId)
        {
            return new ConflictError("ORGAN_WITHOUT_RULE_SET", "The organ has adopted no rule set yet. Its administrator does that.");
        }

        // Two records of one company do not pass each other's prerequisites: the company's row is the gate.
        if (await db.LockCompanyAsync(registrationId, ct) is not { } company)
        {
            return InvalidError.Of(
                "COMPANY_NOT_FOUND", "registrationId", "No company of that registration ID is in the register. Import it first.");
        }

        var tiers = await db.Records.ShownOn(today).Where(r => r.CompanyId == company.Id && r.RuleSetId == setId)
            .Select(r => r.Tier).Distinct().ToListAsync(ct);
        return new PublicationSubject(company, organ, book.Get(setId), tiers);
    }

    private Task<Guid?> FindStandingAsync(CreditRecord record, CancellationToken ct) => db.Records.AsNoTracking()
        .Where(r => r.OrganId == record.OrganId
            && r.DecisionNumber == record.DecisionNumber
            && r.CompanyId == record.CompanyId
            && r.Ground == record.Ground
            && r.State != RecordState.Annulled)
        .Select(r => (Guid?)r.Id)
        .FirstOrDefaultAsync(ct);

    private static ConflictError Exists(Guid? standing) => new(
        "RECORD_EXISTS",
        "The organ has a record of this decision, company and ground. Correct or annul that one.",
        standing);

    private sealed record PublicationSubject(
        Company Company, Organ Organ, RuleSet Rules, IReadOnlyCollection<RecordTier> PublishedTiers);
}

public sealed class PublishRecordInputValidator : AbstractValidator<PublishRecordInput>
{
    public PublishRecordInputValidator()
    {
        RuleFor(r => r.RegistrationId).NotEmpty();
        RuleFor(r => r.Tier).NotNull();
        RuleFor(r => r.Ground).NotEmpty();
        RuleFor(r => r.Decision).NotNull().SetValidator(new DecisionInputValidator());
        RuleFor(r => r.Summary).Must(RecordText.IsText).WithMessage(RecordText.Message)
            .MaximumCharacters(CreditRecord.SummaryMaxLength);
        RuleFor(r => r.Penalties!).SetValidator(new PenaltiesValidator()).When(r => r.Penalties is not null);
    }
}

public sealed class CorrectRecordInputValidator : AbstractValidator<CorrectRecordInput>
{
    public CorrectRecordInputValidator()
    {
        RuleFor(r => r.Reason).Must(RecordText.IsText).WithMessage(RecordText.Message)
            .MaximumLength(RepairApplication.ReasonMaxLength);
        Include(new CorrectionValidator());
    }
}

public sealed class AnnulRecordInputValidator : AbstractValidator<AnnulRecordInput>
{
    public AnnulRecordInputValidator() =>
        RuleFor(r => r.Reason).Must(RecordText.IsText).WithMessage(RecordText.Message)
            .MaximumLength(RepairApplication.ReasonMaxLength);
}

public sealed class ReasonInputValidator : AbstractValidator<ReasonInput>
{
    public ReasonInputValidator() =>
        RuleFor(r => r.Reason).Must(RecordText.IsText).WithMessage(RecordText.Message)
            .MaximumLength(RepairApplication.ReasonMaxLength);
}

internal sealed class DecisionInputValidator : AbstractValidator<DecisionInput>
{
    public DecisionInputValidator()
    {
        RuleFor(d => d.Number).Must(RecordText.IsLine).WithMessage(RecordText.LineMessage)
            .MaximumCharacters(CreditRecord.DecisionNumberMaxLength);
        RuleFor(d => d.DecidedOn).NotNull();
    }
}

internal sealed class PenaltiesValidator : AbstractValidator<IReadOnlyList<Penalty>>
{
    public PenaltiesValidator()
    {
        RuleFor(p => p.Count).LessThanOrEqualTo(CreditRecord.MaxPenalties).OverridePropertyName("");
        RuleForEach(p => p).ChildRules(penalty =>
        {
            penalty.RuleFor(p => p.Kind).NotEmpty();
            penalty.RuleFor(p => p.AmountFen).GreaterThanOrEqualTo(0);
        }).OverridePropertyName("");
    }
}

/// <summary>What counts as a text that a person wrote.</summary>
public static class RecordText
{
    public const string Message = "Write a text, without control characters.";

    public const string LineMessage = "Write one line, without control characters.";

    public static bool IsLine(string? text) => !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    public static bool IsText(string? text) =>
        !string.IsNullOrWhiteSpace(text) && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));

    /// <summary>At most so many characters as readers and the database count them.</summary>
    internal static IRuleBuilderOptions<T, string?> MaximumCharacters<T>(this IRuleBuilder<T, string?> rule, int most) => rule
        .Must(text => text is null || PublicText.LengthOf(text) <= most)
        .WithMessage((_, text) => $"Write at most {most} characters; these are {PublicText.LengthOf(text!)}.");
}
