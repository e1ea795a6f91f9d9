using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CreditRegistry.Application.Screening;

/// <summary>
/// A short list as people have one: IDs below each other or with separators between, or a table, pasted or saved by a
/// spreadsheet, whose header names the column that they stand in.
/// </summary>
public static class IdList
{
    private static readonly char[] Separators = [',', ';', '\t', '，', '；', '、'];

    /// <summary>The IDs as they stand there.</summary>
    /// <param name="most">Where to stop.</param>
    public static IReadOnlyList<ListedId> Read(string text, int most)
    {
        var whole = text.ReplaceLineEndings("\n");
        var content = whole.TrimStart('\uFEFF', ' ', '\n');
        var above = whole.AsSpan(..^content.Length).Count('\n');
        var header = content[..(content.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : content.Length)];
        var delimiter = header.Contains('\t', StringComparison.Ordinal) ? "\t" : header.Contains(';', StringComparison.Ordinal) ? ";" : ",";
        using var rows = new CsvParser(new StringReader(content), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = null,
            Delimiter = delimiter,
        });
        var ids = rows.Read() && IdLines.FindColumn(rows.Record!) is { } column
            ? Column(rows, column)
            : content.Split('\n').SelectMany((line, i) => line.Split(Separators).Select(id => new ListedId(i + 1, id)));
        return
        [
            .. ids.Select(listed => new ListedId(above + listed.Line, listed.Id.Trim(' ', '"', '\'', '\uFEFF', '\u3000')))
                .Where(listed => listed.Id.Length > 0)
                .Take(most),
        ];
    }

    /// <summary>A file's text: UTF-8 or, as spreadsheets of China save it, GB 18030.</summary>
    public static string Decode(byte[] file)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(file);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(file);
        }
    }

    private static IEnumerable<ListedId> Column(CsvParser rows, int column)
    {
        while (rows.Read())
        {
            var within = rows.Record!.Sum(field => field.AsSpan().Count('\n'));
            yield return new ListedId(rows.RawRow - within, column < rows.Count ? rows[column] : "");
        }
    }
}

/// <summary>An ID of a list as people have one.</summary>
/// <param name="Line">The line on which it stands, or its row of a table begins, counted from 1, empty ones too.</param>
public readonly record struct ListedId(int Line, string Id);
