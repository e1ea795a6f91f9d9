using System.Security.Cryptography;
using System.Text.Json;
using CreditRegistry.Application.Exports;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Proof;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Proof;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Application.Proof;

/// <summary>A signed head of the log. Every hash is in hexadecimal.</summary>
/// <param name="Jws">The same, signed: a compact JWS of type <c>creditregistry-head</c>.</param>
public sealed record HeadView(int Epoch, long Size, string Root, DateTimeOffset At, string Jws)
{
    public static HeadView Of(SignedHead head) =>
        new(head.Epoch, head.Size, Convert.ToHexStringLower(head.Root), head.At, head.Jws);
}

/// <summary>A place in the list of heads, newest first.</summary>
public sealed record HeadKey(int Epoch, long Size)
{
    public static HeadKey Of(HeadView head) => new(head.Epoch, head.Size);
}

/// <param name="Commitment">The leaf's content: SHA-256(salt ‖ canonical bytes), in hexadecimal.</param>
public sealed record LogEntry(long Position, string Commitment);

/// <param name="Next">Pass it as <c>after</c>; null at the present end.</param>
public sealed record LogEntries(IReadOnlyList<LogEntry> Items, long? Next);

/// <summary>That a leaf is in the tree of a size (RFC 9162, section 2.1.3).</summary>
/// <param name="Path">The hashes beside the way from the leaf up to the root.</param>
/// <param name="Head">The signed head of that size; null when none was signed at exactly that size.</param>
public sealed record InclusionProof(
    long Position, string Commitment, long Size, string Root, IReadOnlyList<string> Path, HeadView? Head);

/// <summary>That the tree of one size is the beginning of that of another (RFC 9162, section 2.1.4).</summary>
public sealed record ConsistencyProof(
    long From, string FromRoot, long To, string ToRoot, IReadOnlyList<string> Path);

/// <summary>What proves that a record is in the log as it is shown.</summary>
/// <param name="At">When it came to be as it is.</param>
/// <param name="Content">The committed content; its canonical form is hashed.</param>
/// <param name="Salt">32 bytes in hexadecimal.</param>
/// <param name="Private">The hash of what only auditors read, in hexadecimal.</param>
public sealed record RecordProof(
    Guid RecordId, int Version, DateTimeOffset At, JsonElement Content, string Salt, string Private, InclusionProof Inclusion);

/// <summary>One row of the ledger with all that was committed to; for auditors.</summary>
/// <param name="Secret">From which every salt of the row is derived.</param>
/// <param name="Text">The reason; null when there was none or it was erased.</param>
/// <param name="Version">The record as it stood after the change, as it is stored.</param>
/// <param name="RegistrationId">Of the record's company.</param>
/// <param name="Organ">Code of the record's organ.</param>
public sealed record LogOpening(
    long Position,
    string Commitment,
    string Secret,
    DateTimeOffset At,
    Guid? Actor,
    string Role,
    string Kind,
    Guid Subject,
    Guid? Company,
    JsonElement Details,
    string? TextHash,
    string? Text,
    JsonElement? Version,
    string? RegistrationId,
    string? Organ);

/// <param name="Next">Pass it as <c>after</c>; null at the present end.</param>
public sealed record LogOpenings(IReadOnlyList<LogOpening> Items, long? Next);

/// <summary>Reads the log, and proves what is in it.</summary>
public sealed class ReadLog(RegistryDbContext db, NpgsqlDataSource primary, ExportSettings exports, TimeProvider clock)
{
    public const int MaxEntries = 1000;

    private const int LeavesAtATime = 10_000;

    private static readonly NotFoundError NoHead = new(
        "LOG_NOT_SIGNED", "No head has been signed yet: the first one is a minute away. Ask for one by POST /api/v1/log/heads.");

    private static readonly NotFoundError NoProof = new(
        "RECORD_NOT_LOGGED",
        "This record has no place in the log yet: what was changed a moment ago has one within a second. Ask again.");

    /// <summary>That a parameter of a query names a place which the log has not.</summary>
    /// <param name="most">The last place it might have named.</param>
    public static InvalidError OutOfLog(string parameter, long most) => InvalidError.Of(
        "LOG_POSITION_UNKNOWN", parameter, $"The log has no such place: positions run from 1, and here up to {most}.");

    /// <summary>The newest signed head.</summary>
    public async Task<Outcome<HeadView>> HeadAsync(CancellationToken ct) =>
        await Heads.FirstOrDefaultAsync(ct) is { } head ? HeadView.Of(head) : NoHead;

    /// <summary>Signed heads, newest first, at most that many after that place.</summary>
    public async Task<IReadOnlyList<HeadView>> HeadsAsync(HeadKey? after, int take, CancellationToken ct)
    {
        var heads = after is null
            ? Heads
            : Heads.Where(h => h.Epoch < after.Epoch || (h.Epoch == after.Epoch && h.Size < after.Size));
        return (await heads.Take(take).ToListAsync(ct)).ConvertAll(HeadView.Of);
    }

    /// <summary>Leaves in the order of their positions, at most that many.</summary>
    public async Task<LogEntries> EntriesAsync(long after, int take, CancellationToken ct)
    {
        var rows = await db.Ledger.AsNoTracking()
            .Where(l => l.Position > after)
            .OrderBy(l => l.Position)
            .Take(take)
            .Select(l => new { Position = l.Position!.Value, l.Commitment })
            .ToListAsync(ct);
        return new LogEntries(
            rows.ConvertAll(row => new LogEntry(row.Position, Convert.ToHexStringLower(row.Commitment))),
            rows.Count == take ? rows[^1].Position : null);
    }

    /// <summary>
    /// All leaves from a position up to another, 32 bytes each, one after the other; zeros where a row is missing, which
    /// happens to a ledger that somebody changed by hand.
    /// </summary>
    /// <remarks>
    /// No connection is held while a reader takes what was read; one too slow is cut off as from an export.
    /// </remarks>
    public async Task WriteLeavesAsync(Stream target, long after, long upTo, CancellationToken ct)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(ct);
        until.CancelAfter(exports.Longest);
        for (var from = after; from < upTo; from += LeavesAtATime)
        {
            await target.WriteAsync(await LeavesAsync(from, Math.Min(from + LeavesAtATime, upTo), until.Token), until.Token);
        }
    }

    /// <summary>How many leaves there are.</summary>
    public Task<long> SizeAsync(CancellationToken ct) => Tree.SizeAsync(ct);

    /// <summary>Rows with everything they commit to, in the order of their positions, at most that many.</summary>
    public async Task<LogOpenings> OpenAsync(long after, int take, CancellationToken ct)
    {
        var rows = await (
            from entry in db.Ledger.AsNoTracking().Include(l => l.Text)
            where entry.Position > after
            orderby entry.Position
            select new
            {
                Entry = entry,
                Text = entry.Text == null ? null : entry.Text.Text,
            }).Take(take).ToListAsync(ct);
        var records = rows.Where(row => row.Entry.Kind.StartsWith("record.", StringComparison.Ordinal))
            .Select(row => row.Entry.Subject).Distinct().ToArray();
        var versions = await (
            from version in db.RecordVersions.AsNoTracking()
            join record in db.Records on version.RecordId equals record.Id
            join company in db.Companies on record.CompanyId equals company.Id
            join organ in db.Organs on record.OrganId equals organ.Id
            where records.Contains(version.RecordId)
            select new { version.RecordId, version.Version, version.Content, company.RegistrationId, organ.Code })
            .ToDictionaryAsync(v => (v.RecordId, v.Version), ct);
        return new LogOpenings(
            rows.ConvertAll(row =>
            {
                var entry = row.Entry;
                var stored = entry.Details.RootElement.TryGetProperty("version", out var number)
                    ? versions.GetValueOrDefault((entry.Subject, number.GetInt32())) : null;
                return new LogOpening(
                    entry.Position!.Value,
                    Convert.ToHexStringLower(entry.Commitment),
                    Convert.ToHexStringLower(entry.Secret),
                    entry.At,
                    entry.Actor,
                    entry.Role,
                    entry.Kind,
                    entry.Subject,
                    entry.CompanyId,
                    entry.Details.RootElement,
                    entry.TextHash is null ? null : Convert.ToHexStringLower(entry.TextHash),
                    row.Text,
                    stored?.Content.RootElement,
                    stored?.RegistrationId,
                    stored?.Code);
            }),
            rows.Count == take ? rows[^1].Entry.Position : null);
    }

    /// <summary>That the leaf at a position is in the tree.</summary>
    /// <param name="size">Of the tree; null for that of the newest signed head.</param>
    public async Task<Outcome<InclusionProof>> InclusionAsync(long position, long? size, CancellationToken ct)
    {
        var total = await Tree.SizeAsync(ct);
        var head = size is null
            ? await Heads.Where(h => h.Size <= total && h.Size >= position).FirstOrDefaultAsync(ct)
            : await Heads.FirstOrDefaultAsync(h => h.Size == size, ct);
        var of = size ?? head?.Size ?? total;
        if (of < 1 || of > total)
        {
            return OutOfLog("size", total);
        }

        if (position < 1 || position > of)
        {
            return OutOfLog("position", of);
        }

        var commitment = await db.Ledger.AsNoTracking().Where(l => l.Position == position).Select(l => l.Commitment).SingleAsync(ct);
        var hashes = await Tree.HashesAsync([new LeafRange(0, of), .. MerkleTree.Inclusion(position - 1, of)], ct);
        return new InclusionProof(
            position,
            Convert.ToHexStringLower(commitment),
            of,
            Convert.ToHexStringLower(hashes[0]),
            [.. hashes.Skip(1).Select(Convert.ToHexStringLower)],
            head is null ? null : HeadView.Of(head));
    }

    /// <summary>That what was the log is its beginning still.</summary>
    /// <param name="from">Leaves of the smaller tree.</param>
    /// <param name="to">Leaves of the greater one.</param>
    public async Task<Outcome<ConsistencyProof>> ConsistencyAsync(long from, long to, CancellationToken ct)
    {
        var total = await Tree.SizeAsync(ct);
        if (to < 0 || to > total)
        {
            return OutOfLog("to", total);
        }

        if (from < 0 || from > to)
        {
            return OutOfLog("from", to);
        }

        var hashes = await Tree.HashesAsync([new(0, from), new(0, to), .. MerkleTree.Consistency(from, to)], ct);
        return new ConsistencyProof(
            from,
            Convert.ToHexStringLower(hashes[0]),
            to,
            Convert.ToHexStringLower(hashes[1]),
            [.. hashes.Skip(2).Select(Convert.ToHexStringLower)]);
    }

    /// <summary>That a record is in the log as it is shown; readable by whoever reads the record.</summary>
    public async Task<Outcome<RecordProof>> RecordAsync(Guid id, Domain.Accounts.Actor? actor, CancellationToken ct)
    {
        var row = await db.Rows(db.Records.Where(r => r.Id == id)).FirstOrDefaultAsync(ct);
        if (ReadRecords.Check(row?.Record, actor, LegalDates.DateOf(clock.GetUtcNow())) is { } refusal)
        {
            return refusal;
        }

        // The newest row about the record is the one that committed to what is shown.
        var entry = await db.Ledger.AsNoTracking().Where(l => l.Subject == id).OrderByDescending(l => l.Id).FirstAsync(ct);
        var version = await db.RecordVersions.AsNoTracking()
            .SingleAsync(v => v.RecordId == id && v.Version == row!.Record.Version, ct);
        if (entry.Position is not { } position || row!.Log is not { } log)
        {
            return NoProof;
        }

        var inclusion = await InclusionAsync(position, size: null, ct);
        if (inclusion.Value is not { } proof)
        {
            return inclusion.Error!;
        }

        using var content = JsonDocument.Parse(
            RecordContent.OfVersion(version.Content.RootElement, row.RegistrationId, row.Organ.Code));
        return new RecordProof(id, version.Version, log.At, content.RootElement.Clone(), log.Salt, log.Private, proof);
    }

    private async Task<byte[]> LeavesAsync(long after, long upTo, CancellationToken ct)
    {
        await using var command = primary.CreateCommand("select position, commitment from ledger where position > $1 and position <= $2");
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = upTo });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var leaves = new byte[(upTo - after) * SHA256.HashSizeInBytes];
        while (await reader.ReadAsync(ct))
        {
            var leaf = (int)(reader.GetInt64(0) - after - 1);
            reader.GetFieldValue<byte[]>(1).CopyTo(leaves, leaf * SHA256.HashSizeInBytes);
        }

        return leaves;
    }

    private LogTree Tree => new(primary);

    private IQueryable<SignedHead> Heads =>
        db.LogHeads.AsNoTracking().OrderByDescending(h => h.Epoch).ThenByDescending(h => h.Size);
}
