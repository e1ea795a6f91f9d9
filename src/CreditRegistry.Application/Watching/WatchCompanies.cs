using System.Text.Json;
using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Application.Screening;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using CreditRegistry.Persistence.Watching;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace CreditRegistry.Application.Watching;

/// <summary>How a file of companies is written.</summary>
public enum WatchFileFormat
{
    Csv = 1,
    Ndjson,

    /// <summary>One JSON array of texts.</summary>
    Json,
}

/// <summary>What became of a file of companies: every line is counted in one of the numbers.</summary>
/// <param name="Lines">Lines, or items, that were read.</param>
/// <param name="Companies">Different companies among them: the list has these and no other.</param>
/// <param name="Added">How many of them were not on the list before.</param>
/// <param name="Removed">How many were on it and are not any more.</param>
/// <param name="NotFound">How many of them are not in the register; they are watched all the same, for they may come.</param>
/// <param name="Repeated">Lines with a company that another line has.</param>
/// <param name="Refused">Lines without a valid registration ID.</param>
/// <param name="Refusals">The first thousand of them.</param>
public sealed record WatchFileReport(
    long Lines, int Companies, int Added, int Removed, int NotFound, long Repeated, long Refused, IReadOnlyList<WatchRefusal> Refusals);

/// <summary>A line that gives no company.</summary>
/// <param name="Line">The physical line, or the place in a JSON array, counted from 1.</param>
/// <param name="Reason">A reason of the ID's check, or a fault of the line.</param>
/// <param name="Position">The character at fault, counted from 1 after normalising.</param>
/// <param name="Suggestion">The ID that was probably meant.</param>
public sealed record WatchRefusal(long Line, string Reason, int? Position, string? Suggestion);

/// <summary>Puts companies on a watch list: whole from a file, or one by one.</summary>
public sealed class WatchCompanies(
    RegistryDbContext db,
    ManageWatchLists lists,
    StandingLookup lookup,
    NpgsqlDataSource primary,
    WatchSettings settings,
    TimeProvider clock)
{
    public const int MaxRefusals = 1_000;
    private const int BatchSize = 4_000;
    private const int LinesForEachCompany = 10;

    /// <summary>Replaces the companies of a list by those of a file. What is wrong with single lines is reported, by line.</summary>
    /// <param name="content">UTF-8, plain or gzip.</param>
    /// <param name="column">The name of the column or property with the IDs; null for one of the known names.</param>
    public async Task<Outcome<WatchFileReport>> ReplaceAsync(
        Actor actor, Guid list, Stream content, WatchFileFormat format, string? column, CancellationToken ct)
    {
        if ((await lists.FindAsync(actor, list, ct)).Error is { } missing)
        {
            return missing;
        }

        var read = await ReadAsync(content, format, column, ct);
        return read.Error is { } refusal ? refusal : await StoreAsync(actor, list, read.Value!, ct);
    }

    /// <summary>Adds one company; one that is on the list stays on it.</summary>
    public async Task<Outcome<WatchListView>> AddAsync(Actor actor, Guid list, string registrationId, CancellationToken ct)
    {
        var present = await PresentAsync(registrationId, ct);
        if (present.Error is { } refusal)
        {
            return refusal;
        }

        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        if (await LockAsync(actor, list, ct) is not { } found)
        {
            return ManageWatchLists.NotFound;
        }

        var id = present.Value!;
        if (!await db.Set<WatchedCompany>().AnyAsync(c => c.ListId == list && c.RegistrationId == id, ct))
        {
            if (await RoomAsync(actor, list, ct) < found.Companies + 1)
            {
                return Full();
            }

            var standing = (await StandingsAsync([id], ct))[0];
            db.Add(new WatchedCompany { ListId = list, RegistrationId = id, Standing = RankOf(standing) });
            found.Companies++;
            found.Version++;
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return WatchListView.Of(found);
    }

    /// <summary>Takes one company off; one that is not on the list stays off.</summary>
    public async Task<Outcome<WatchListView>> RemoveAsync(Actor actor, Guid list, string registrationId, CancellationToken ct)
    {
        var present = await PresentAsync(registrationId, ct);
        if (present.Error is { } refusal)
        {
            return refusal;
        }

        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        if (await lists.LockAsync(actor, list, ct) is not { } found)
        {
            return ManageWatchLists.NotFound;
        }

        if (await db.Set<WatchedCompany>().Where(c => c.ListId == list && c.RegistrationId == present.Value).ExecuteDeleteAsync(ct) == 1)
        {
            found.Companies--;
            found.Version++;
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return WatchListView.Of(found);
    }

    private async Task<Outcome<WatchFile>> ReadAsync(
        Stream content, WatchFileFormat format, string? column, CancellationToken ct)
    {
        var file = new WatchFile();
        try
        {
            var unpacked = await PackedStream.OpenAsync(content, ct);
            if (format is WatchFileFormat.Json)
            {
                var line = 0;
                await foreach (var id in JsonSerializer.DeserializeAsyncEnumerable<string?>(unpacked, cancellationToken: ct))
                {
                    line++;
                    await file.AddAsync(line, id ?? "", string.IsNullOrWhiteSpace(id) ? RowFault.RegistrationIdMissing : null, ResolveAsync);
                    if (TooLong(file) is { } refusal)
                    {
                        return refusal;
                    }
                }
            }
            else
            {
                var opened = await IdLines.OpenAsync(
                    unpacked, format is WatchFileFormat.Csv ? ListFormat.Csv : ListFormat.Ndjson, column, ct);
                if (opened.Error is { } error)
                {
                    return error;
                }

                using var lines = opened.Value!;
                while (await lines.ReadAsync(ct))
                {
                    await file.AddAsync(lines.Line, lines.Id, lines.Fault, ResolveAsync);
                    if (TooLong(file) is { } refusal)
                    {
                        return refusal;
                    }
                }
            }

            await file.EndAsync(ResolveAsync);
        }
        catch (InvalidDataException)
        {
            return InvalidError.Of("FILE_UNREADABLE", "body", "The list cannot be unpacked: it is no whole gzip file.");
        }
        catch (JsonException)
        {
            return InvalidError.Of("FILE_UNREADABLE", "body", "The list is no JSON array of texts. Send [\"…\", \"…\"], or NDJSON or CSV.");
        }

        return file.Ids.Count > settings.CompaniesPerAccount ? Full()
            : file is { Refused: > 0, Ids.Count: 0 } ? new InvalidError(
                "WATCH_FILE_WITHOUT_IDS",
                "No line of the file has a valid registration ID, so the list stays as it was. The errors name the first lines.",
                file.Refusals.Take(10).ToDictionary(r => $"line {r.Line}", r => new[] { r.Reason }, StringComparer.Ordinal))
            : file;

        Task<string?[]> ResolveAsync(string[] aliases) => lookup.BehindAliasesAsync(primary, aliases, ct);
    }

    private RegistryError? TooLong(WatchFile file) =>
        file.Ids.Count > settings.CompaniesPerAccount ? Full()
        : file.Lines > (long)settings.CompaniesPerAccount * LinesForEachCompany ? InvalidError.Of(
            "WATCH_FILE_TOO_LONG", "body",
            $"The file has more than {settings.CompaniesPerAccount * LinesForEachCompany} lines. Remove lines that repeat others or name no company.")
        : null;

    private async Task<Outcome<WatchFileReport>> StoreAsync(Actor actor, Guid list, WatchFile file, CancellationToken ct)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        if (await LockAsync(actor, list, ct) is not { } found)
        {
            return ManageWatchLists.NotFound;
        }

        if (await RoomAsync(actor, list, ct) < file.Ids.Count)
        {
            return Full();
        }

        var before = await db.Set<WatchedCompany>().Where(c => c.ListId == list).Select(c => c.RegistrationId).ToListAsync(ct);
        string[] removed = [.. before.Where(id => !file.Ids.Contains(id))];
        string[] all = [.. file.Ids.Order(StringComparer.Ordinal)];
        var standings = await StandingsAsync(all, ct);
        var known = before.ToHashSet(StringComparer.Ordinal);
        if (removed.Length > 0)
        {
            await db.Database.ExecuteSqlAsync(
                $"delete from watch_companies where list_id = {list} and registration_id = any({removed})", ct);
        }

        await CopyAsync(list, all.Zip(standings).Where(c => !known.Contains(c.First)), ct);
        found.Companies = all.Length;
        found.Version++;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new WatchFileReport(
            file.Lines,
            all.Length,
            all.Length - (before.Count - removed.Length),
            removed.Length,
            standings.Count(s => !s.Found),
            file.Lines - file.Refused - all.Length,
            file.Refused,
            file.Refusals);
    }

    private async Task CopyAsync(Guid list, IEnumerable<(string Id, CompanyStanding Standing)> companies, CancellationToken ct)
    {
        await using var writer = await db.NpgsqlConnection.BeginBinaryImportAsync(
            "copy watch_companies (list_id, registration_id, standing) from stdin (format binary)", ct);
        foreach (var (id, standing) in companies)
        {
            await writer.StartRowAsync(ct);
            await writer.WriteAsync(list, NpgsqlDbType.Uuid, ct);
            await writer.WriteAsync(id, NpgsqlDbType.Text, ct);
            await writer.WriteAsync(RankOf(standing), NpgsqlDbType.Smallint, ct);
        }

        await writer.CompleteAsync(ct);
    }

    /// <remarks>
    /// No standing may change unseen between its look-up and the commit: the matching waits for who holds this, and tells
    /// the list of every change that it placed after.
    /// </remarks>
    private async Task<WatchList?> LockAsync(Actor actor, Guid list, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared({AdvisoryLocks.WatchedStandings})", ct);
        return await lists.LockAsync(actor, list, ct);
    }

    /// <summary>How many companies a list may have beside those of the account's other lists, which stay as they are until the commit.</summary>
    private async Task<int> RoomAsync(Actor actor, Guid list, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from accounts where id = {actor.AccountKey} for no key update", ct);
        return settings.CompaniesPerAccount
            - await db.WatchLists.Where(l => l.AccountId == actor.AccountKey && l.Id != list).SumAsync(l => l.Companies, ct);
    }

    private async Task<CompanyStanding[]> StandingsAsync(string[] ids, CancellationToken ct)
    {
        var today = LegalDates.DateOf(clock.GetUtcNow());
        var standings = new List<CompanyStanding>(ids.Length);
        foreach (var chunk in ids.Chunk(BatchSize))
        {
            standings.AddRange(await StandingLookup.StandingsAsync(db.NpgsqlConnection, chunk, today, ct));
        }

        return [.. standings];
    }

    private async Task<Outcome<string>> PresentAsync(string text, CancellationToken ct)
    {
        var verdict = RegistrationIds.Check(text);
        if (verdict.Id is { } id)
        {
            return id.Value;
        }

        var present = CompanyAlias.TryParse(text, out var alias)
            ? (await lookup.BehindAliasesAsync(primary, [alias.Value], ct))[0]
            : null;
        return present is null ? RegistrationIdErrors.Of(verdict, "registrationId") : present;
    }

    private ConflictError Full() => new(
        "WATCH_COMPANIES_FULL",
        $"An account watches at most {settings.CompaniesPerAccount} companies, on all its lists together. Nothing was changed; remove some first.");

    private static short RankOf(CompanyStanding standing) => standing.Tier is { } tier ? (short)tier : (short)0;

    /// <summary>What was read of a file so far. Old keys are looked up many at a time.</summary>
    private sealed class WatchFile
    {
        private readonly List<(long Line, string Alias, WatchRefusal Otherwise)> _aliases = [];

        public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

        public long Lines { get; private set; }

        public long Refused { get; private set; }

        public List<WatchRefusal> Refusals { get; } = [];

        public async ValueTask AddAsync(long line, string text, RowFault? fault, Func<string[], Task<string?[]>> resolve)
        {
            Lines++;
            if (fault is not null)
            {
                Refuse(new WatchRefusal(line, fault.Code, null, null));
                return;
            }

            var verdict = RegistrationIds.Check(text);
            if (verdict.Id is { } id)
            {
                Ids.Add(id.Value);
                return;
            }

            var refusal = new WatchRefusal(line, verdict.Reason!.Code, verdict.Position, verdict.Suggestion?.Value);
            if (!CompanyAlias.TryParse(text, out var alias))
            {
                Refuse(refusal);
                return;
            }

            _aliases.Add((line, alias.Value, refusal));
            if (_aliases.Count == BatchSize)
            {
                await EndAsync(resolve);
            }
        }

        public async Task EndAsync(Func<string[], Task<string?[]>> resolve)
        {
            if (_aliases.Count == 0)
            {
                return;
            }

            var present = await resolve([.. _aliases.Select(a => a.Alias)]);
            foreach (var (asked, id) in _aliases.Zip(present))
            {
                if (id is null)
                {
                    Refuse(asked.Otherwise);
                }
                else
                {
                    Ids.Add(id);
                }
            }

            _aliases.Clear();
        }

        private void Refuse(WatchRefusal refusal)
        {
            Refused++;
            if (Refusals.Count < MaxRefusals)
            {
                Refusals.Add(refusal);
            }
        }
    }
}
