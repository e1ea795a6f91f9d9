namespace CreditRegistry.Application.Ingestion;

/// <summary>Where a file keeps what we read, by the names in its header; null where it has no such column.</summary>
internal sealed class CompanyColumns
{
    private static readonly string[] Required = ["name", "registration_id"];

    private static readonly string[] Optional =
    [
        "registered_on", "company_type", "province", "english_name", "status", "registration_number", "organisation_code",
        "former_names",
    ];

    private readonly Dictionary<string, int> _byName = new(StringComparer.OrdinalIgnoreCase);

    private CompanyColumns()
    {
    }

    public int Name => _byName["name"];

    public int RegistrationId => _byName["registration_id"];

    /// <summary>Columns about people, whose values are counted and dropped.</summary>
    public List<(string Header, int Column)> Personal { get; } = [];

    /// <summary>Columns that we do not know.</summary>
    public List<string> Ignored { get; } = [];

    public int? Find(string name) => _byName.TryGetValue(name, out var column) ? column : null;

    /// <summary>Understands a header; an error in plain words when it lacks a column, or has one twice.</summary>
    public static (CompanyColumns? Columns, string? Error) Read(IReadOnlyList<string?> header)
    {
        var columns = new CompanyColumns();
        for (var i = 0; i < header.Count; i++)
        {
            var text = header[i] ?? "";
            var name = text.Equals("region", StringComparison.OrdinalIgnoreCase) ? "province" : text;
            if (IsKnown(name))
            {
                if (!columns._byName.TryAdd(name, i))
                {
                    return (null, $"The header has the column {name} twice.");
                }
            }
            else if (PersonalColumns.Covers(name))
            {
                columns.Personal.Add((text, i));
            }
            else
            {
                columns.Ignored.Add(text.Length == 0 ? $"(column {i + 1}, without a name)" : text);
            }
        }

        var missing = Required.Where(name => columns.Find(name) is null).ToList();
        return missing.Count == 0
            ? (columns, null)
            : (null, $"The header lacks {string.Join(" and ", missing)}. The first line must name the columns, in UTF-8: "
                + $"{string.Join(',', Required)} and any of {string.Join(", ", Optional)}.");
    }

    private static bool IsKnown(string name) =>
        Required.Concat(Optional).Contains(name, StringComparer.OrdinalIgnoreCase);
}
