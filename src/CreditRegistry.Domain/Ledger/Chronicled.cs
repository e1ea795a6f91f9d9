namespace CreditRegistry.Domain.Ledger;

/// <summary>
/// An entity whose every change leaves a fact for the ledger and raises its version. The version is the ETag of the
/// entity's page and the token by which two writers at once are told apart.
/// </summary>
public abstract class Chronicled
{
    private readonly List<LedgerFact> _facts = [];

    public Guid Id { get; private protected init; }

    public int Version { get; private set; }

    /// <summary>What happened since the entity was loaded; drained when it is saved.</summary>
    public IReadOnlyList<LedgerFact> Facts => _facts;

    /// <summary>The company that the facts concern, or null.</summary>
    protected abstract Guid? Concerns { get; }

    public void ForgetFacts() => _facts.Clear();

    protected void Note(string kind, string? text = null, params ReadOnlySpan<(string Name, object? Value)> details)
    {
        Version++;
        var all = new SortedDictionary<string, object?>(StringComparer.Ordinal) { ["version"] = Version };
        foreach (var (name, value) in details)
        {
            if (value is not null)
            {
                all[name] = value;
            }
        }

        _facts.Add(new LedgerFact(kind, Id, Concerns, all, text));
    }
}
