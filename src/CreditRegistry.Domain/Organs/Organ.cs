using CreditRegistry.Domain.Ledger;

namespace CreditRegistry.Domain.Organs;

/// <summary>A public body that decides on breaches and publishes records.</summary>
public sealed class Organ : Chronicled
{
    private readonly List<RuleSetAdoption> _adoptions = [];

    private Organ()
    {
    }

    /// <summary>Short and stable, such as <c>MSA-HAIYUN</c>.</summary>
    public string Code { get; private init; } = null!;

    public string Name { get; private set; } = null!;

    public string NameZh { get; private set; } = null!;

    public IReadOnlyList<RuleSetAdoption> Adoptions => _adoptions;

    protected override Guid? Concerns => null;

    public static Organ Register(Guid id, string code, LocalText name, string ruleSetId, DateOnly from)
    {
        var organ = new Organ { Id = id, Code = code, Name = name.En, NameZh = name.Zh };
        organ._adoptions.Add(new RuleSetAdoption(ruleSetId, from));
        organ.Note(LedgerKinds.OrganRegistered, text: null, ("code", code), ("ruleSet", ruleSetId), ("from", from));
        return organ;
    }

    /// <summary>From that day on, new records of the organ follow the set; those already published keep theirs.</summary>
    public RegistryError? Adopt(string ruleSetId, DateOnly from, DateOnly today)
    {
        if (from < today || _adoptions.Exists(a => a.From >= from))
        {
            return InvalidError.Of(
                "ADOPTION_NOT_LATER",
                "from",
                "A rule set is adopted from today or later, and after the organ's last adoption. Choose a later day.");
        }

        _adoptions.Add(new RuleSetAdoption(ruleSetId, from));
        Note(LedgerKinds.RuleSetAdopted, text: null, ("ruleSet", ruleSetId), ("from", from));
        return null;
    }

    /// <summary>The rule set in force for records published on that day; null before the first adoption.</summary>
    public string? RuleSetOn(DateOnly day) =>
        _adoptions.Where(a => a.From <= day).MaxBy(a => a.From)?.RuleSetId;
}

/// <summary>An organ follows a rule set for the records that it publishes from that day (Asia/Shanghai) on.</summary>
public sealed record RuleSetAdoption(string RuleSetId, DateOnly From);
