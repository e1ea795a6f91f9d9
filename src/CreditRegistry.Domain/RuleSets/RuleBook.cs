using CreditRegistry.Domain.Time;

namespace CreditRegistry.Domain.RuleSets;

/// <summary>A rule file's name, such as <c>cn-2026.json</c>, and its content.</summary>
public readonly record struct RuleFile(string Name, string Json);

/// <summary>Every rule set and the calendar of working days. Immutable.</summary>
public sealed class RuleBook
{
    private readonly Dictionary<string, RuleSet> _sets;

    /// <param name="sets">Rule sets that passed their checks.</param>
    /// <exception cref="ArgumentException">An id comes twice.</exception>
    public RuleBook(IEnumerable<RuleSet> sets, LegalCalendar calendar)
    {
        _sets = sets.ToDictionary(set => set.Id, StringComparer.Ordinal);
        Calendar = calendar;
    }

    /// <summary>Every rule set, oldest first.</summary>
    public IReadOnlyList<RuleSet> All =>
        [.. _sets.Values.OrderBy(set => set.EffectiveFrom).ThenBy(set => set.Id, StringComparer.Ordinal)];

    public LegalCalendar Calendar { get; }

    public RuleSet? Find(string id) => _sets.GetValueOrDefault(id);

    /// <exception cref="KeyNotFoundException">No such set: the id must come from a record or an organ.</exception>
    public RuleSet Get(string id) => Find(id) ?? throw new KeyNotFoundException($"There is no rule set '{id}'.");

    /// <summary>Reads and checks all files and answers every fault of every file at once.</summary>
    public static Reading<RuleBook> Load(IEnumerable<RuleFile> ruleSets, IEnumerable<RuleFile> calendars)
    {
        var faults = new List<RuleSetFault>();
        var sets = ReadAll(ruleSets, RuleSetReader.Read, set => set.Id, "$.id", faults);
        var years = ReadAll(calendars, CalendarReader.Read, year => year.Year, "$.year", faults);

        return faults.Count > 0 ? new(null, faults) : new(new RuleBook(sets, new LegalCalendar(years)), []);
    }

    private static List<T> ReadAll<T, TKey>(
        IEnumerable<RuleFile> files,
        Func<string, string, Reading<T>> read,
        Func<T, TKey> key,
        string row,
        List<RuleSetFault> faults)
        where T : class
        where TKey : notnull
    {
        var values = new Dictionary<TKey, T>();
        foreach (var file in files)
        {
            var reading = read(file.Json, file.Name);
            faults.AddRange(reading.Faults);
            if (reading.Value is { } value && !values.TryAdd(key(value), value))
            {
                faults.Add(new(file.Name, row, $"'{key(value)}' is already in another file."));
            }
        }

        return [.. values.Values];
    }
}
