using System.Text.Json;
using CreditRegistry.Domain;

namespace CreditRegistry.Application.Ingestion;

/// <summary>The rows of a file of either format, field by field. Values about people are counted, never read.</summary>
internal abstract class SourceRows : IDisposable
{
    private const int MostNames = 100;

    private readonly Dictionary<string, long> _personal = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal);

    /// <summary>The physical line on which the current row starts.</summary>
    public abstract long Line { get; }

    /// <summary>Null when the current row could be read.</summary>
    public RowFault? Fault { get; protected set; }

    /// <summary>Values about people that were dropped, by column.</summary>
    public IReadOnlyDictionary<string, long> PersonalValues => _personal;

    /// <summary>Columns that we do not know; of very many, the first.</summary>
    public IReadOnlyCollection<string> Ignored => _ignored;

    /// <summary>A field of the current row, trimmed; null when the row has none, or an empty one.</summary>
    public abstract string? this[string column] { get; }

    /// <summary>Opens a file, and understands its header where it has one.</summary>
    public static async Task<Outcome<SourceRows>> OpenAsync(
        Stream content, ListFormat format, SourceColumns columns, CancellationToken ct) =>
        format is ListFormat.Ndjson ? new Json(new JsonLines(content), columns) : await Csv.OpenAsync(content, columns, ct);

    public abstract ValueTask<bool> ReadAsync(CancellationToken ct);

    public abstract void Dispose();

    private void CountPersonal(string column, long values)
    {
        if (_personal.Count < MostNames || _personal.ContainsKey(column))
        {
            _personal[column] = _personal.GetValueOrDefault(column) + values;
        }
    }

    private void Ignore(string column)
    {
        if (_ignored.Count < MostNames)
        {
            _ignored.Add(column);
        }
    }

    private static InvalidError Invalid(string code, string message) => InvalidError.Of(code, "file", message);

    private sealed class Csv : SourceRows
    {
        private readonly CsvRows _rows;
        private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
        private readonly List<(string Header, int Place)> _people = [];

        private Csv(CsvRows rows) => _rows = rows;

        public override long Line => _rows.Line;

        public override string? this[string column] => _places.TryGetValue(column, out var place) ? _rows[place] : null;

        public static async Task<Outcome<SourceRows>> OpenAsync(Stream content, SourceColumns columns, CancellationToken ct)
        {
            var rows = new Csv(new CsvRows(content));
            try
            {
                var refusal = await rows.ReadHeaderAsync(columns, ct);
                if (refusal is null)
                {
                    return rows;
                }

                rows.Dispose();
                return refusal;
            }
            catch
            {
                rows.Dispose();
                throw;
            }
        }

        public override async ValueTask<bool> ReadAsync(CancellationToken ct)
        {
            if (!await _rows.ReadAsync(ct))
            {
                return false;
            }

            Fault = _rows.Fault;
            foreach (var (header, place) in Fault is null ? _people : [])
            {
                CountPersonal(header, _rows[place] is null ? 0 : 1);
            }

            return true;
        }

        public override void Dispose() => _rows.Dispose();

        private async Task<InvalidError?> ReadHeaderAsync(SourceColumns columns, CancellationToken ct)
        {
            if (!await _rows.ReadAsync(ct))
            {
                return Invalid("FILE_EMPTY", "The file is empty. Its first line must name the columns.");
            }

            if (_rows.Fault is { } fault)
            {
                return Invalid("FILE_UNREADABLE", $"The header, on line {_rows.Line}, cannot be read. {fault.Message}");
            }

            for (var i = 0; i < _rows.Columns; i++)
            {
                var text = _rows[i] ?? "";
                if (columns.Find(text) is { } name)
                {
                    if (!_places.TryAdd(name, i))
                    {
                        return Invalid("COLUMN_REPEATED", $"The header has the column {name} twice.");
                    }
                }
                else if (PersonalColumns.Covers(text))
                {
                    _people.Add((text, i));
                    CountPersonal(text, values: 0);
                }
                else
                {
                    Ignore(text.Length == 0 ? $"(column {i + 1}, without a name)" : text);
                }
            }

            var missing = columns.Required.Where(name => !_places.ContainsKey(name)).ToList();
            return missing.Count == 0
                ? null
                : Invalid(
                    "COLUMN_MISSING",
                    $"The header lacks {string.Join(" and ", missing)}. The first line must name the columns, in UTF-8: "
                    + $"{string.Join(',', columns.Required)} and any of {string.Join(", ", columns.Optional)}.");
        }
    }

    /// <summary>An object a line. Members of an object inside it count as <c>object_member</c>; texts of a list are joined by a bar.</summary>
    private sealed class Json(JsonLines lines, SourceColumns columns) : SourceRows
    {
        private readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);

        public override long Line => lines.Line;

        public override string? this[string column] => _values.GetValueOrDefault(column);

        public override async ValueTask<bool> ReadAsync(CancellationToken ct)
        {
            if (!await lines.ReadAsync(ct))
            {
                return false;
            }

            _values.Clear();
            Fault = lines.Fault;
            if (Fault is null)
            {
                Take();
            }

            return true;
        }

        public override void Dispose() => lines.Dispose();

        private void Take()
        {
            try
            {
                using var json = JsonDocument.Parse(lines.Content);
                Fault = json.RootElement.ValueKind is JsonValueKind.Object ? Take(json.RootElement, "") : RowFault.NotJson;
            }
            catch (JsonException)
            {
                Fault = RowFault.NotJson;
            }
        }

        private RowFault? Take(JsonElement all, string prefix)
        {
            foreach (var member in all.EnumerateObject())
            {
                var name = prefix + member.Name;
                if (columns.Find(name) is { } column)
                {
                    if (!_values.TryAdd(column, Text(member.Value)))
                    {
                        return RowFault.NotJson;
                    }
                }
                else if (PersonalColumns.Covers(name))
                {
                    CountPersonal(name, member.Value.ValueKind is JsonValueKind.Null ? 0 : 1);
                }
                else if (member.Value.ValueKind is JsonValueKind.Object && prefix.Length == 0)
                {
                    if (Take(member.Value, name + ".") is { } fault)
                    {
                        return fault;
                    }
                }
                else
                {
                    Ignore(name);
                }
            }

            return null;
        }

        private static string? Text(JsonElement value)
        {
            var text = value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Array when value.EnumerateArray().All(e => e.ValueKind is JsonValueKind.String) =>
                    string.Join('|', value.EnumerateArray().Select(e => e.GetString())),
                _ => value.GetRawText(),
            };
            return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        }
    }
}
