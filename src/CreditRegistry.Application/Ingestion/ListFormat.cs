namespace CreditRegistry.Application.Ingestion;

/// <summary>How a file of rows is written, and the verdicts on it.</summary>
public enum ListFormat
{
    /// <summary>RFC 4180, comma-separated, with a header line.</summary>
    Csv = 1,

    /// <summary>One JSON text a line.</summary>
    Ndjson,
}

public static class ListFormats
{
    /// <summary>By the name of a file, packed or not: NDJSON for .ndjson and .jsonl, else CSV.</summary>
    public static ListFormat Of(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)
            ? ListFormat.Ndjson
            : ListFormat.Csv;
    }
}
