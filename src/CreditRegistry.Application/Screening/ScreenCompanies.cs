using CreditRegistry.Application.Ingestion;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using Npgsql;

namespace CreditRegistry.Application.Screening;

/// <summary>Says of each registration ID of a list where its company stands, in the order of the list.</summary>
public sealed class ScreenCompanies(StandingLookup lookup, Standbys standbys, TimeProvider clock)
{
    /// <summary>As many as one command looks up; a list of any length goes through in batches of these.</summary>
    internal const int BatchSize = 4_000;

    /// <summary>Judges a short list at once. The dates of today, in Asia/Shanghai, decide what is published.</summary>
    public async Task<(DateTimeOffset AsOf, IReadOnlyList<Screened> Results)> RunAsync(
        IReadOnlyList<string> ids, CancellationToken ct)
    {
        var asOf = clock.GetUtcNow();
        var results = new List<Screened>(ids.Count);
        foreach (var chunk in ids.Select((id, i) => new AskedLine(i + 1, id, null)).Chunk(BatchSize))
        {
            results.AddRange(await JudgeAsync(chunk, LegalDates.DateOf(asOf), ct));
        }

        return (asOf, results);
    }

    /// <summary>Writes verdicts of a short list as CSV, as a long one is answered.</summary>
    public static async Task WriteCsvAsync(
        IReadOnlyList<Screened> results, DateTimeOffset asOf, Stream output, CancellationToken ct)
    {
        var (writer, counts) = (new ScreeningWriter(ListFormat.Csv), new ScreeningCounts());
        writer.Header();
        foreach (var result in results)
        {
            counts.Add(result.Verdict);
            writer.Add(result);
        }

        writer.End(counts, asOf);
        await writer.SendAsync(output, ct);
    }

    /// <summary>
    /// Opens a list of any length, and reads as far as its first lines: what is wrong with it as a whole is said here.
    /// </summary>
    /// <param name="content">UTF-8, plain or gzip; left open.</param>
    /// <param name="column">The name of the column or property with the IDs; null for one of the known names.</param>
    public async Task<Outcome<ScreeningRun>> OpenAsync(
        Stream content, ListFormat format, string? column, CancellationToken ct)
    {
        try
        {
            var opened = await IdLines.OpenAsync(await PackedStream.OpenAsync(content, ct), format, column, ct);
            return opened.Error is { } error
                ? error
                : await ScreeningRun.StartAsync(this, opened.Value!, format, clock.GetUtcNow(), ct);
        }
        catch (InvalidDataException)
        {
            return InvalidError.Of("FILE_UNREADABLE", "body", "The list cannot be unpacked: it is no whole gzip file.");
        }
    }

    /// <summary>On a standby where there is one that is far enough; when it fails, on the primary.</summary>
    internal Task<Screened[]> JudgeAsync(IReadOnlyList<AskedLine> lines, DateOnly day, CancellationToken ct) =>
        standbys.ReadAsync(atLeast: null, server => JudgeAsync(server, lines, day, ct));

    private async Task<Screened[]> JudgeAsync(
        NpgsqlDataSource server, IReadOnlyList<AskedLine> lines, DateOnly day, CancellationToken ct)
    {
        var results = new Screened[lines.Count];
        var (ids, places) = (new List<string>(lines.Count), new List<int>(lines.Count));
        var (aliases, aliasPlaces) = (new List<string>(), new List<int>());
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Check(lines[i], out var alias);
            if (results[i].RegistrationId is { } id)
            {
                ids.Add(id);
                places.Add(i);
            }
            else if (alias is not null)
            {
                aliases.Add(alias);
                aliasPlaces.Add(i);
            }
        }

        if (aliases.Count > 0)
        {
            var present = await lookup.BehindAliasesAsync(server, [.. aliases], ct);
            for (var i = 0; i < present.Length; i++)
            {
                if (present[i] is { } id)
                {
                    results[aliasPlaces[i]] = new Screened(
                        lines[aliasPlaces[i]].Line, ScreeningVerdict.Alias, aliases[i], PresentId: id);
                    ids.Add(id);
                    places.Add(aliasPlaces[i]);
                }
            }
        }

        if (ids.Count > 0)
        {
            // Sorted, so that neighbours in the index are asked one after the other.
            var (sorted, order) = (ids.ToArray(), places.ToArray());
            Array.Sort(sorted, order, StringComparer.Ordinal);
            var standings = await lookup.StandingsAsync(server, sorted, day, ct);
            for (var i = 0; i < sorted.Length; i++)
            {
                ref var result = ref results[order[i]];
                result = With(result, standings[i]);
            }
        }

        return results;
    }

    private static Screened Check(AskedLine asked, out string? alias)
    {
        alias = null;
        if (asked.Fault is { } fault)
        {
            return new Screened(asked.Line, ScreeningVerdict.Invalid, Reason: fault.Code);
        }

        var verdict = RegistrationIds.Check(asked.Id);
        if (verdict.Id is { } id)
        {
            return new Screened(asked.Line, ScreeningVerdict.NotFound, id.Value);
        }

        alias = CompanyAlias.TryParse(asked.Id, out var known) ? known.Value : null;
        return new Screened(
            asked.Line,
            ScreeningVerdict.Invalid,
            Reason: verdict.Reason!.Code,
            Position: verdict.Position,
            Suggestion: verdict.Suggestion?.Value);
    }

    private static Screened With(Screened result, CompanyStanding standing) => !standing.Found
        ? result
        : result with
        {
            Verdict = result.Verdict is ScreeningVerdict.Alias ? ScreeningVerdict.Alias
                : standing.Tier is null ? ScreeningVerdict.Clear : ScreeningVerdict.Listed,
            Standing = standing.Tier is { } tier ? EnumText.Name(tier) : "clear",
            Records = standing.Records,
            NextEndOn = standing.NextEndOn,
        };
}

/// <summary>A line of a list before it is judged.</summary>
internal readonly record struct AskedLine(long Line, string Id, RowFault? Fault);
