namespace CreditRegistry.Application.Ingestion;

/// <summary>The columns that an import reads, by the names that people write. Case, spaces, underscores and hyphens do not count.</summary>
internal sealed class SourceColumns
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <param name="otherNames">Other names of the same columns.</param>
    public SourceColumns(string[] required, string[] optional, params (string Other, string Name)[] otherNames)
    {
        (Required, Optional) = (required, optional);
        foreach (var name in required.Concat(optional))
        {
            _names.Add(Plain(name), name);
        }

        foreach (var (other, name) in otherNames)
        {
            _names.Add(Plain(other), name);
        }
    }

    public IReadOnlyList<string> Required { get; }

    public IReadOnlyList<string> Optional { get; }

    /// <summary>The column that a name means; null for one that we do not read.</summary>
    public string? Find(string name) => _names.GetValueOrDefault(Plain(name));

    public static string Plain(string name) =>
        string.Concat(name.Where(c => !char.IsWhiteSpace(c) && c is not ('_' or '-' or '.'))).ToLowerInvariant();
}
