using System.Text.Json;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Application.Screening;

/// <summary>The lines of a list, and what each gives as a registration ID.</summary>
internal abstract class IdLines : IDisposable
{
    /// <summary>Column names that are understood without being told, the likeliest first.</summary>
    private static readonly string[] KnownColumns =
    [
        "registrationid", "unifiedsocialcreditcode", "socialcreditcode", "uscc", "creditcode", "companyid",
        "统一社会信用代码", "社会信用代码", "信用代码", "code", "id",
    ];

    public abstract long Line { get; }

    /// <summary>Why the current line gives no ID; null when it does.</summary>
    public RowFault? Fault { get; protected set; }

    /// <summary>As it stands there; empty when the line has a fault.</summary>
    public string Id { get; protected set; } = "";

    /// <summary>Finds where the IDs stand.</summary>
    /// <param name="column">The name of their column or property; null for one of the known names.</param>
    public static async Task<Outcome<IdLines>> OpenAsync(
        Stream content, ListFormat format, string? column, CancellationToken ct)
    {
        if (format is ListFormat.Ndjson)
        {
            return new Ndjson(new JsonLines(content), column);
        }

        var rows = new CsvRows(content);
        if (!await rows.ReadAsync(ct))
        {
            return Invalid("FILE_EMPTY", "The list is empty. Its first line must name the columns.");
        }

        if (rows.Fault is { } fault)
        {
            return Invalid("FILE_UNREADABLE", $"The header, on line {rows.Line}, cannot be read. {fault.Message}");
        }

        var header = Enumerable.Range(0, rows.Columns).Select(i => rows[i] ?? "").ToList();
        return Find(header, column) switch
        {
            [var at] => new Csv(rows, at),
            [] when header.Exists(text => RegistrationIds.Check(text).IsValid) => Invalid(
                "COLUMN_MISSING", "The first line holds a registration ID where the names of the columns should stand. Put a header line before it, such as registration_id."),
            [] => Invalid(
                "COLUMN_MISSING", $"The header has no column {(column is null ? "registration_id, and none of the other names that are understood" : "of that name")}. Name the right one by ?column=."),
            _ => Invalid("COLUMN_REPEATED", "The header has that column more than once. Rename all but one, or name another by ?column=."),
        };
    }

    /// <summary>Which column of a header has the IDs; null when none of the known names, or more than one of a kind, is there.</summary>
    public static int? FindColumn(IReadOnlyList<string> header) => Find([.. header], column: null) is [var at] ? at : null;

    public abstract ValueTask<bool> ReadAsync(CancellationToken ct);

    public abstract void Dispose();

    private static List<int> Find(List<string> header, string? column)
    {
        var names = column is null ? KnownColumns : [SourceColumns.Plain(column)];
        var plain = header.ConvertAll(SourceColumns.Plain);
        return names
            .Select(name => Enumerable.Range(0, plain.Count).Where(i => plain[i] == name).ToList())
            .FirstOrDefault(found => found.Count > 0) ?? [];
    }

    private static InvalidError Invalid(string code, string message) => InvalidError.Of(code, "body", message);

    private sealed class Csv(CsvRows rows, int column) : IdLines
    {
        public override long Line => rows.Line;

        public override async ValueTask<bool> ReadAsync(CancellationToken ct)
        {
            if (!await rows.ReadAsync(ct))
            {
                return false;
            }

            Id = rows.Fault is null ? rows[column] ?? "" : "";
            Fault = rows.Fault ?? (Id.Length == 0 ? RowFault.RegistrationIdMissing : null);
            return true;
        }

        public override void Dispose() => rows.Dispose();
    }

    private sealed class Ndjson(JsonLines lines, string? column) : IdLines
    {
        private readonly string[] _names = column is null ? KnownColumns : [SourceColumns.Plain(column)];

        public override long Line => lines.Line;

        public override async ValueTask<bool> ReadAsync(CancellationToken ct)
        {
            if (!await lines.ReadAsync(ct))
            {
                return false;
            }

            Id = "";
            Fault = lines.Fault;
            if (Fault is null)
            {
                Take(lines.Content.Span);
            }

            return true;
        }

        public override void Dispose() => lines.Dispose();

        private void Take(ReadOnlySpan<byte> json)
        {
            try
            {
                var reader = new Utf8JsonReader(json);
                reader.Read();
                var rank = int.MaxValue;
                if (reader.TokenType is JsonTokenType.String)
                {
                    (Id, rank) = (reader.GetString()!, 0);
                }
                else if (reader.TokenType is not JsonTokenType.StartObject)
                {
                    throw new JsonException();
                }
                else
                {
                    while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
                    {
                        var at = Array.IndexOf(_names, SourceColumns.Plain(reader.GetString()!));
                        reader.Read();
                        if (at >= 0 && at < rank && reader.TokenType is JsonTokenType.String)
                        {
                            (Id, rank) = (reader.GetString()!, at);
                        }

                        reader.Skip();
                    }
                }

                if (reader.Read())
                {
                    throw new JsonException();
                }

                Fault = string.IsNullOrWhiteSpace(Id) ? RowFault.RegistrationIdMissing : null;
            }
            catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
            {
                (Id, Fault) = ("", RowFault.NotJson);
            }
        }
    }
}
