using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;

namespace CreditRegistry.Web.Desk;

/// <summary>A page about one case: the case, its record, and what this officer may do.</summary>
public abstract class CasePage(
    ReadRepairs repairs, ReadRecords records, ReviewCases review, ReadDesk desk, RuleBook book, TimeProvider clock) : SitePage
{
    private const int OthersShown = 20;

    public RepairView Case { get; private set; } = null!;

    /// <summary>Null when it left publication and the reader is not of its organ.</summary>
    public RecordView? Record { get; private set; }

    public RuleSet Rules => book.Get(Case.RuleSet);

    /// <summary>Null when the record is not to be read.</summary>
    public Ground? Ground => Record is null ? null : Rules.FindGround(Record.Ground.Code);

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<RecordView> OtherRecords { get; private set; } = [];

    /// <summary>Why this reader may do nothing with the case; null when nothing stands against it.</summary>
    public LocalText? Barred { get; private set; }

    public IReadOnlyList<Possibility> Possible { get; private set; } = [];

    /// <summary>Whether the reader could take the case.</summary>
    public bool MayTake => Actor.Is(Role.Officer);

    public Guid Me => Actor.AccountKey!.Value;

    public DateOnly Today => LegalDates.DateOf(clock.GetUtcNow());

    protected ReadDesk Desk => desk;

    protected ReviewCases Review => review;

    protected RuleBook Book => book;

    /// <summary>What an officer is called here.</summary>
    public string NameOf(Guid key) => key == Me ? In[DeskTexts.You] : Names.GetValueOrDefault(key, "–");

    /// <returns>False when there is no such case for this reader.</returns>
    protected async Task<bool> FindAsync(Guid id, CancellationToken ct, params IEnumerable<Guid> named)
    {
        if ((await repairs.OneAsync(id, Actor, ct)).Value is not { Inside: not null } view)
        {
            return false;
        }

        Case = view;
        Record = (await records.OneAsync(view.RecordId, Actor, ct)).Value;
        OtherRecords =
        [
            .. (await records.ListAsync(new RecordFilter(view.RegistrationId), after: null, OthersShown, ct))
                .Where(r => r.Id != view.RecordId),
        ];
        var inside = view.Inside!;
        Names = await desk.NamesAsync(
            [.. named, .. new[] { inside.Assignee, inside.Proposal?.By }.OfType<Guid>()], ct);
        if (Actor.Is(Role.Supervisor) && !Actor.Is(Role.Officer))
        {
            Possible = view.State.IsUnderWay() ? [new Possibility(CaseAct.Assign, null)] : [];
            return true;
        }

        Barred = !Actor.Is(Role.Officer) ? CaseTexts.ReadOnly
            : (await review.CheckAsync(id, Actor, ct)) is { } bar ? CaseTexts.WhyRefused(bar.Code)
            : null;
        Possible = Barred is null
            ? Possibilities.Of(view, Me, inside.Assignee is { } assignee ? NameOf(assignee) : "", Today)
            : [];
        return true;
    }
}
