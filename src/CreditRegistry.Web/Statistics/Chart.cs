namespace CreditRegistry.Web.Statistics;

/// <summary>Figures to be drawn as bars, and listed beside them.</summary>
/// <param name="Caption">What is counted.</param>
/// <param name="Unit">What a row is called, such as a tier or a month.</param>
/// <param name="Count">What its bar shows.</param>
public sealed record Chart(string Id, string Caption, string Unit, string Count, IReadOnlyList<ChartBar> Bars)
{
    public long Most => Math.Max(1, Bars.Max(bar => (long?)bar.Value) ?? 1);

    public bool Upright { get; init; }

    /// <summary>What else the list says of each, in its order.</summary>
    public IReadOnlyList<string> Besides { get; init; } = [];
}

/// <param name="Tier">Colours the bar; null for the site's own colour.</param>
public sealed record ChartBar(string Name, long Value, int? Tier = null)
{
    public IReadOnlyList<long> Besides { get; init; } = [];
}
