using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Web.Agency;
using CreditRegistry.Web.Texts;

namespace CreditRegistry.Web.Objections;

/// <summary>An objection before its organ: the record it contests, and what this account may do.</summary>
/// <param name="Record">Null when it is not to be read.</param>
/// <param name="Changes">What the finding would change in the record, or what the decision has changed.</param>
/// <param name="Barred">Why the account may do nothing; null when nothing stands against it, or nothing is left to do.</param>
public sealed record AnsweredObjection(
    ObjectionView View, RecordView? Record, IReadOnlyList<Difference> Changes, LocalText? Barred, Actor Reader, DateOnly Today)
{
    public Guid Me => Reader.AccountKey!.Value;

    public bool MaySeeCases => Reader.Is(Role.Officer) || Reader.Is(Role.Supervisor) || Reader.Is(Role.Auditor);

    public bool MayReadDocuments => Reader.Is(Role.Officer) || Reader.Is(Role.Agency) || Reader.Is(Role.Auditor);

    public IReadOnlyList<ObjectionAct> Possible =>
        [.. Enum.GetValues<ObjectionAct>().Where(act => WhyNot(act) is null)];

    /// <summary>Why the account cannot do that now; null when it can. The use case looks again.</summary>
    public LocalText? WhyNot(ObjectionAct act) => Barred ?? act.WhyNot(View, Me, Reader.Is(Role.Officer), Today);
}

/// <summary>Finds an objection for those who answer it, or watch.</summary>
public sealed class FindAnswered(
    ReadObjections objections, ReadRecords records, DecideObjections decide, FindObjectionChanges changes)
{
    /// <returns>Null when there is none for this reader.</returns>
    public async Task<AnsweredObjection?> RunAsync(Guid id, Actor actor, DateOnly today, CancellationToken ct)
    {
        if ((await objections.OneAsync(id, actor, ct)).Value is not { Inside: not null } view)
        {
            return null;
        }

        var record = (await records.OneAsync(view.RecordId, actor, ct)).Value;
        return new AnsweredObjection(
            view,
            record,
            record is null ? [] : await changes.RunAsync(view, record, actor, ct),
            view.State.IsUnderWay() ? await BarAsync(id, actor, ct) : null,
            actor,
            today);
    }

    private async Task<LocalText?> BarAsync(Guid id, Actor actor, CancellationToken ct) =>
        !actor.Is(Role.Officer) && !actor.Is(Role.Agency) ? ObjectionTexts.ReadOnly
        : await decide.CheckAsync(id, actor, ct) is { } bar ? ObjectionTexts.WhyRefused(bar.Code)
        : null;
}
