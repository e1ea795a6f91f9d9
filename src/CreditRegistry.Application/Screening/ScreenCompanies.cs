using CreditRegistry.Application.Ingestion;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Application.Past;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using CreditRegistry.Persistence.Ledger;
using CreditRegistry.Persistence.Recalls;
using Npgsql;

namespace CreditRegistry.Application.Screening;

/// <summary>Which day's standing a screening tells, or which instant's and to whom.</summary>
/// <param name="Account">Who is shown it; null for someone without an account.</param>
internal sealed record ScreeningPoint(DateOnly Today, PastInstant? Instant, RecordAccess Access, Guid? Account);

/// <summary>
/// Says of each registration ID of a list where its company stands, in the order of the list. Of a list that an account
/// screens, the companies shown as listed are kept, so that their records can be recalled; of any other, nothing. That is so
/// of the past as well: what is shown of it is what the public sees now.
/// </summary>
public sealed class ScreenCompanies(
    StandingLookup lookup, PastLookUps past, Standbys standbys, RecallHolds holds, RuleBook book, TimeProvider clock)
{
    /// <summary>As many as one command looks up; a list of any length goes through in batches of these.</summary>
    internal const int BatchSize = 4_000;

    /// <summary>Judges a short list at once. The dates of today, in Asia/Shanghai, decide what is published.</summary>
    /// <param name="instant">An instant up to now that is asked about instead; null for now.</param>
    /// <param name="actor">Who is shown it; null for someone without an account.</param>
    public async Task<(DateTimeOffset AsOf, IReadOnlyList<Screened> Results)> RunAsync(
        IReadOnlyList<string> ids, PastInstant? instant, Actor? actor, CancellationToken ct)
    {
        var asOf = clock.GetUtcNow();
        var point = PointOf(asOf, instant, actor);
        var results = new List<Screened>(ids.Count);
        foreach (var chunk in ids.Select((id, i) => new AskedLine(i + 1, id, null)).Chunk(BatchSize))
        {
            results.AddRange(await JudgeAsync(chunk, point, ct));
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

        writer.End(counts, asOf, instant: null);
        await writer.SendAsync(output, ct);
    }

    /// <summary>
    /// Opens a list of any length, and reads as far as its first lines: what is wrong with it as a whole is said here.
    /// </summary>
    /// <param name="content">UTF-8, plain or gzip; left open.</param>
    /// <param name="column">The name of the column or property with the IDs; null for one of the known names.</param>
    /// <param name="instant">An instant up to now that is asked about instead; null for now.</param>
    /// <param name="actor">Who is shown it; null for someone without an account.</param>
    public async Task<Outcome<ScreeningRun>> OpenAsync(
        Stream content, ListFormat format, string? column, PastInstant? instant, Actor? actor, CancellationToken ct)
    {
        var asOf = clock.GetUtcNow();
        try
        {
            var opened = await IdLines.OpenAsync(await PackedStream.OpenAsync(content, ct), format, column, ct);
            return opened.Error is { } error
                ? error
                : await ScreeningRun.StartAsync(
                    this, opened.Value!, format, asOf, PointOf(asOf, instant, actor), ct);
        }
        catch (InvalidDataException)
        {
            return InvalidError.Of("FILE_UNREADABLE", "body", "The list cannot be unpacked: it is no whole gzip file.");
        }
    }

    /// <summary>On a standby where there is one that is far enough; when it fails, on the primary.</summary>
    internal async Task<Screened[]> JudgeAsync(IReadOnlyList<AskedLine> lines, ScreeningPoint point, CancellationToken ct)
    {
        var (seen, results) = await standbys.ReadAsync(atLeast: null, async server => (
            point.Account is null ? default : (await LedgerHead.OfAsync(server, ct)).Position,
            await JudgeAsync(server, lines, point, ct)));
        if (point.Account is { } reader)
        {
            string[] listed = [.. results.Where(r => r.Records > 0).Select(r => r.PresentId ?? r.RegistrationId!).Distinct()];
            if (listed.Length > 0)
            {
                await holds.OfScreeningAsync(reader, listed, seen, clock.GetUtcNow(), ct);
            }
        }

        return results;
    }

    private static ScreeningPoint PointOf(DateTimeOffset now, PastInstant? instant, Actor? actor) =>
        new(LegalDates.DateOf(now), instant, RecordAccess.Of(actor), actor?.AccountKey);

    private async Task<Screened[]> JudgeAsync(
        NpgsqlDataSource server, IReadOnlyList<AskedLine> lines, ScreeningPoint point, CancellationToken ct)
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
            var standings = point.Instant is { } instant
                ? await PastStandingsAsync(server, sorted, instant, point, ct)
                : await lookup.StandingsAsync(server, sorted, point.Today, ct);
            for (var i = 0; i < sorted.Length; i++)
            {
                ref var result = ref results[order[i]];
                result = With(result, standings[i]);
            }
        }

        return results;
    }

    private async Task<CompanyStanding[]> PastStandingsAsync(
        NpgsqlDataSource server, string[] ids, PastInstant instant, ScreeningPoint point, CancellationToken ct)
    {
        var found = await past.FindAsync(server, ids, instant, point.Access, point.Today, ct);
        return Array.ConvertAll(found, one =>
        {
            if (one is not { Company: { } company })
            {
                return default;
            }

            var shown = company.In(instant, book).EverShown.Select(r => r.Record).Where(r => r.IsShownOn(instant.Day)).ToList();
            return new CompanyStanding(Found: true, shown.Max(r => (RecordTier?)r.Tier), shown.Count, shown.Min(r => r.LapsesOn));
        });
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
