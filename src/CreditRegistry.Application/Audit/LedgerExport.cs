using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CreditRegistry.Persistence;

namespace CreditRegistry.Application.Audit;

/// <summary>What an export of the ledger is written in.</summary>
public enum LedgerFormat
{
    Csv = 1,
    Ndjson,
}

/// <summary>Writes rows of the ledger to a file while they are read.</summary>
public static class LedgerExport
{
    private const string Header = "position,at,kind,role,actor,subject,company,text,details\r\n";
    private const string Formula = "=+-@\t\r";

    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>One row a line; in a CSV a text may go on over several.</summary>
    public static async Task WriteAsync(
        IAsyncEnumerable<LedgerView> rows, LedgerFormat format, Stream output, CancellationToken ct)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        if (format is LedgerFormat.Csv)
        {
            await writer.WriteAsync(Header.AsMemory(), ct);
        }

        await foreach (var row in rows.WithCancellation(ct))
        {
            var line = format is LedgerFormat.Csv ? Csv(row) : JsonSerializer.Serialize(row, RegistryJson.Options) + "\n";
            await writer.WriteAsync(line.AsMemory(), ct);
        }
    }

    private static string Csv(LedgerView row) => string.Join(
        ',',
        row.Position?.ToString(CultureInfo.InvariantCulture),
        row.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        row.Kind,
        row.Role,
        row.Actor,
        row.Subject,
        row.Company,
        Field(row.Text),
        Field(row.Details.GetRawText())) + "\r\n";

    /// <remarks>A spreadsheet would run a text that begins like a formula; an apostrophe in front makes it a text.</remarks>
    private static string Field(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = Formula.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(Special) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
