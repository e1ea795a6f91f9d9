using System.Globalization;
using CreditRegistry.Application.Organs;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CreditRegistry.Web.Agency;

/// <summary>A penalty as it is typed; a line left empty is none.</summary>
public sealed class PenaltyLine
{
    public string? Kind { get; set; }

    /// <summary>In yuan, such as <c>50,000.00</c>.</summary>
    public string? Amount { get; set; }

    public string? EndsOn { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Kind) && string.IsNullOrWhiteSpace(Amount) && string.IsNullOrWhiteSpace(EndsOn);
}

/// <summary>A page whose form says what a record says, by the rules of its tier.</summary>
public abstract class RecordFormPage(ManageOrgans organs, RuleBook book, TimeProvider clock) : AgencyPage(organs, clock)
{
    protected const string ToSend = "send";
    protected const string ToChange = "change";
    protected const string ToAddPenalty = "penalty";

    /// <summary>What was pressed: see it, change it, one more penalty, or send it.</summary>
    [BindProperty]
    public string? Step { get; set; }

    [BindProperty]
    public string? Ground { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public string? DecidedOn { get; set; }

    [BindProperty]
    public string? Summary { get; set; }

    [BindProperty]
    public List<PenaltyLine> Penalties { get; set; } = [];

    /// <summary>A minor breach is shown only where the organ asks for it.</summary>
    [BindProperty]
    public bool Publish { get; set; }

    public RuleSet Rules { get; private set; } = null!;

    public TierRule Tier { get; private set; } = null!;

    /// <summary>The record as everyone will see it; null before it is to be looked at.</summary>
    public RecordView? Preview { get; protected set; }

    /// <summary>A record of the same decision, company and ground, which stands in the way.</summary>
    public Guid? Standing { get; private set; }

    public IReadOnlyList<Ground> Grounds =>
        [.. Rules.Grounds.Where(g => g.Origin is GroundOrigin.Organ && g.Tiers.Contains(Tier.Tier))];

    public IEnumerable<SelectListItem> GroundOptions => Grounds
        .Select(g => new SelectListItem($"{g.Code}  {In[g.Title]}", g.Code))
        .Prepend(new SelectListItem(In[CaseTexts.Choose], ""));

    public IReadOnlyList<SelectListItem> PenaltyOptions { get; private set; } = [];

    /// <summary>Whether the tier has a class that is kept and not shown, unless the organ asks.</summary>
    public bool AsksWhetherToPublish => Tier.Publication.Any(row => !row.PublishedByDefault);

    protected DecisionInput Decision => new(Number!.Trim(), Day(DecidedOn));

    protected IReadOnlyList<Penalty> PenaltiesTyped =>
        [.. Penalties.Where(p => !p.IsEmpty).Select(p => new Penalty(p.Kind!, Fen(p.Amount), Day(p.EndsOn)))];

    protected RuleBook Book => book;

    protected void Follow(string ruleSet, RecordTier tier)
    {
        Rules = book.Get(ruleSet);
        Tier = Rules.For(tier);
        var groups = Rules.PenaltyKinds.Select(k => k.Class).OfType<RecordClass>().Distinct()
            .ToDictionary(c => c, c => new SelectListGroup { Name = In[RuleTexts.Of(c)] });
        PenaltyOptions =
        [
            new SelectListItem("", ""),
            .. Rules.PenaltyKinds.Select(k => new SelectListItem(
                In[k.Title], k.Code) { Group = k.Class is { } degree ? groups[degree] : null }),
        ];
    }

    /// <summary>Fills the form with what a record says.</summary>
    protected void Fill(RecordView record)
    {
        Ground = record.Ground.Code;
        Number = record.Decision?.Number;
        DecidedOn = record.Decision is { } decision ? Text(decision.DecidedOn) : null;
        Summary = record.Summary;
        Penalties = [.. record.Penalties.Select(p => new PenaltyLine
        {
            Kind = p.Kind,
            Amount = p.AmountFen is { } fen ? (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture) : null,
            EndsOn = p.TermEndsOn is { } end ? Text(end) : null,
        })];
    }

    /// <summary>At least one line to type in, and one more where that is asked for.</summary>
    protected void AddLines()
    {
        Penalties.RemoveAll(p => p is null);
        if (Penalties.Count is 0 || (Step is ToAddPenalty && Penalties.Count < CreditRecord.MaxPenalties))
        {
            Penalties.Add(new PenaltyLine());
        }
    }

    /// <summary>What each field can say of itself, before the rules are asked.</summary>
    protected void CheckForm()
    {
        if (Grounds.All(g => g.Code != Ground))
        {
            Complain(nameof(Ground), AgencyTexts.GroundMissing);
        }

        if (!RecordText.IsLine(Number))
        {
            Complain(nameof(Number), AgencyTexts.NumberMissing);
        }
        else if (PublicText.LengthOf(Number!.Trim()) > CreditRecord.DecisionNumberMaxLength)
        {
            ModelState.AddModelError(nameof(Number), In[AgencyTexts.NumberLong, CreditRecord.DecisionNumberMaxLength]);
        }
        else
        {
            CheckPublic(nameof(Number), Number);
        }

        if (Day(DecidedOn) is null)
        {
            Complain(nameof(DecidedOn), string.IsNullOrWhiteSpace(DecidedOn) ? AgencyTexts.DecidedOnMissing : AgencyTexts.DayUnreadable);
        }

        if (!RecordText.IsText(Summary))
        {
            Complain(nameof(Summary), AgencyTexts.SummaryMissing);
        }
        else if (PublicText.LengthOf(Summary!) is var length && length > CreditRecord.SummaryMaxLength)
        {
            ModelState.AddModelError(
                nameof(Summary), In[AgencyTexts.SummaryLong, CreditRecord.SummaryMaxLength, length]);
        }
        else
        {
            CheckPublic(nameof(Summary), Summary!);
        }

        for (var i = 0; i < Penalties.Count; i++)
        {
            CheckPenalty($"{nameof(Penalties)}[{i}].", Penalties[i]);
        }

        if (Penalties.Count(p => !p.IsEmpty) > CreditRecord.MaxPenalties)
        {
            ModelState.AddModelError(PenaltyField, In[AgencyTexts.PenaltiesMany, CreditRecord.MaxPenalties]);
        }
    }

    /// <summary>A refusal of the use case, at the field that it is about.</summary>
    protected void ComplainOf(RegistryError refusal)
    {
        switch (refusal)
        {
            case RefusedError refused:
                foreach (var breach in refused.Breaches)
                {
                    ModelState.AddModelError(FieldOf(breach.Rule), AgencyTexts.WithBasis(breach, In));
                }

                break;
            case ConflictError { Code: "RECORD_EXISTS" } exists:
                Standing = exists.ExistingId;
                Complain(nameof(Number), AgencyTexts.Exists);
                break;
            case var other:
                Complain("", AgencyTexts.WhyRefused(other.Code));
                break;
        }
    }

    private const string PenaltyField = $"{nameof(Penalties)}[0].{nameof(PenaltyLine.Kind)}";

    private static string FieldOf(string rule) => rule switch
    {
        "RECORD_GROUND_UNKNOWN" or "RECORD_GROUND_NOT_IN_TIER" => nameof(Ground),
        "RECORD_DECISION_IN_FUTURE" => nameof(DecidedOn),
        "RECORD_PENALTY_UNKNOWN" or "RECORD_PENALTY_REQUIRED" or "RECORD_CLASS_NOT_IN_TIER" or "RECORD_MUST_BE_PUBLISHED" => PenaltyField,
        "RECORD_PUBLISH_NOT_OPTIONAL" => nameof(Publish),
        _ => "",
    };

    private void CheckPenalty(string line, PenaltyLine penalty)
    {
        if (penalty.IsEmpty)
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(penalty.Kind) || Rules.FindPenaltyKind(penalty.Kind) is null)
        {
            Complain(line + nameof(PenaltyLine.Kind), AgencyTexts.PenaltyKindMissing);
        }

        if (!string.IsNullOrWhiteSpace(penalty.Amount) && Fen(penalty.Amount) is null)
        {
            Complain(line + nameof(PenaltyLine.Amount), AgencyTexts.AmountUnreadable);
        }

        if (!string.IsNullOrWhiteSpace(penalty.EndsOn) && Day(penalty.EndsOn) is null)
        {
            Complain(line + nameof(PenaltyLine.EndsOn), AgencyTexts.DayUnreadable);
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Yuan with at most two decimals, in fen.</summary>
    private static long? Fen(string? yuan) =>
        decimal.TryParse(
            yuan?.Trim().TrimStart('¥', '￥').TrimEnd('元').Trim(),
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture,
            out var amount)
        && amount is >= 0 and < MostYuan && decimal.Round(amount, 2) == amount
            ? (long)(amount * 100)
            : null;

    private const decimal MostYuan = 1_000_000_000_000;
}
