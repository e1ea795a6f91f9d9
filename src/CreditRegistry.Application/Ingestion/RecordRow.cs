using System.Globalization;
using System.Text.Json;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence;

namespace CreditRegistry.Application.Ingestion;

/// <summary>What a row of a file says about a record, well formed.</summary>
/// <param name="PublishedOn">An earlier day of publication; null for the day of the import.</param>
internal sealed record RecordRow(RegistrationId RegistrationId, PublishRecordInput Input, DateOnly? PublishedOn);

/// <summary>Reads a row into what would be posted for that one record, and holds it to the same form.</summary>
internal static class RecordRowReader
{
    public static readonly SourceColumns Columns = new(
        ["registration_id", "tier", "ground", "decision_number", "decided_on", "summary"],
        ["published_on", "penalties", "publish"],
        ("decision.decidedOn", "decided_on"));

    private static readonly PublishRecordInputValidator Form = new();

    private static readonly Dictionary<string, RecordTier> Tiers =
        Enum.GetValues<RecordTier>().ToDictionary(EnumText.Name, StringComparer.Ordinal);

    /// <summary>Either the row or why it is refused.</summary>
    public static (RecordRow? Row, RowFault? Refusal) Read(SourceRows row)
    {
        if (row["registration_id"] is not { } idText)
        {
            return (null, RowFault.RegistrationIdMissing);
        }

        var verdict = RegistrationIds.Check(idText);
        if (verdict.Reason is { } reason)
        {
            return (null, new RowFault(reason.Code, reason.Message.En));
        }

        if (!TryDay(row["decided_on"], out var decidedOn) || !TryDay(row["published_on"], out var publishedOn))
        {
            return (null, RowFault.DayUnreadable);
        }

        if (!TryPenalties(row["penalties"], out var penalties))
        {
            return (null, RowFault.PenaltiesUnreadable);
        }

        if (!TryTier(row["tier"], out var tier))
        {
            return (null, RowFault.TierUnknown);
        }

        if (row["publish"] is not (null or "true" or "false"))
        {
            return (null, RowFault.PublishUnreadable);
        }

        var input = new PublishRecordInput(
            verdict.Id!.Value,
            tier,
            row["ground"] ?? "",
            new DecisionInput(row["decision_number"] ?? "", decidedOn),
            row["summary"] ?? "",
            penalties,
            Publish: row["publish"] is { } publish ? publish == "true" : null);
        var form = Form.Validate(input);
        return form.IsValid
            ? (new RecordRow(verdict.Id!, input, publishedOn), null)
            : (null, RowFault.OfForm(form));
    }

    private static bool TryTier(string? text, out RecordTier? tier)
    {
        tier = text is not null && Tiers.TryGetValue(text, out var known) ? known : null;
        return (tier is null) == (text is null);
    }

    private static bool TryDay(string? text, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return (day is null) == (text is null);
    }

    /// <summary>JSON as in the API, or <c>KIND:fen:last day</c>, several with a bar between; fen and last day may be left out.</summary>
    private static bool TryPenalties(string? text, out IReadOnlyList<Penalty> penalties)
    {
        penalties = [];
        if (text is null)
        {
            return true;
        }

        if (text.StartsWith('['))
        {
            try
            {
                penalties = JsonSerializer.Deserialize<List<Penalty>>(text, RegistryJson.Options) ?? [];
                return penalties.All(p => p is not null);
            }
            catch (JsonException)
            {
                return false;
            }
        }

        var read = new List<Penalty>();
        foreach (var part in text.Split('|', StringSplitOptions.TrimEntries))
        {
            var fields = part.Split(':', StringSplitOptions.TrimEntries);
            var (fen, day) = ((long?)null, (DateOnly?)null);
            if (fields.Length > 3
                || (fields.Length > 1 && fields[1].Length > 0 && !TryFen(fields[1], out fen))
                || (fields.Length > 2 && !TryDay(fields[2].Length == 0 ? null : fields[2], out day)))
            {
                return false;
            }

            read.Add(new Penalty(fields[0], fen, day));
        }

        penalties = read;
        return true;
    }

    private static bool TryFen(string text, out long? fen)
    {
        fen = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
        return fen is not null;
    }
}
