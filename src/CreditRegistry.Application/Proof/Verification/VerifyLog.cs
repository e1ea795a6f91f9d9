using System.Globalization;
using System.Text.Json;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Proof;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Time;
using Microsoft.IdentityModel.Tokens;

namespace CreditRegistry.Application.Proof.Verification;

/// <summary>
/// Checks a registry without trusting it: that its keys are those trusted before or vouched for by them, that each head is
/// signed, that the log is the one signed for from its first leaf to its last, the one seen before included, and that every
/// record shown is in it as it is shown. With an auditor's rows it checks too that each leaf is what the ledger says.
/// </summary>
public sealed class VerifyLog
{
    private const int MostFindings = 50;

    /// <summary>An export takes an hour at most; then a head is signed.</summary>
    private static readonly TimeSpan MostToTake = TimeSpan.FromHours(2);

    private readonly LogSource _source;
    private readonly VerifierMemory? _memory;
    private readonly TimeProvider _clock;
    private readonly List<Finding> _findings = [];

    private VerifyLog(LogSource source, VerifierMemory? memory, TimeProvider clock) =>
        (_source, _memory, _clock) = (source, memory, clock);

    /// <param name="memory">What an earlier check remembered; null the first time, when the keys are taken as they are told.</param>
    /// <exception cref="HttpRequestException">The registry does not answer.</exception>
    /// <exception cref="IOException">What was saved cannot be read.</exception>
    /// <exception cref="JsonException">An answer is not what a registry answers.</exception>
    public static Task<VerificationReport> RunAsync(
        LogSource source, VerifierMemory? memory, TimeProvider clock, CancellationToken ct) =>
        new VerifyLog(source, memory, clock).RunAsync(ct);

    /// <summary>The size of the greatest of these heads, whoever signed them; 0 for none.</summary>
    internal static long SizeOf(IEnumerable<string> heads) =>
        heads.Select(jws => JsonSerializer.Deserialize<HeadStatement>(
            Base64UrlEncoder.DecodeBytes(jws.Split('.')[1]), JsonSerializerOptions.Web)!.Size).DefaultIfEmpty(0).Max();

    private async Task<VerificationReport> RunAsync(CancellationToken ct)
    {
        // First what is shown, then the log: what was shown has to be in it by then.
        var (asOf, shown) = await ShownAsync(ct);
        var keys = await KeysAsync(ct);
        var heads = await HeadsAsync(keys, ct);
        if (heads is [])
        {
            Find(Fault.LogTruncated, "The log has no signed head at all.");
            return Report(memory: null, heads, 0, shown, 0);
        }

        var newest = heads[^1];
        using var leaves = await LeafFile.ReadAsync(await _source.LeavesAsync(newest.Size, ct), newest.Size, ct);
        if (leaves.Count < newest.Size)
        {
            Find(Fault.LogTruncated, $"The log was signed with {newest.Size} leaves, and only {leaves.Count} of them can be had.");
        }

        await TreeAsync(heads, leaves, ct);
        CheckAge(asOf, heads);
        CheckShown(shown, leaves);
        var opened = _source.Opens ? await OpenAsync(leaves, asOf, shown, newest.At, ct) : 0;
        return Report(
            new VerifierMemory(keys, SeenLaterThan(newest) ? _memory!.Head : newest), heads, leaves.Count, shown, opened) with
        {
            SeenLater = _source.MayBeOlder && SeenLaterThan(newest) ? _memory!.Head.Size : null,
        };
    }

    private bool SeenLaterThan(HeadStatement newest) => _memory?.Head.Size > newest.Size;

    private VerificationReport Report(
        VerifierMemory? memory, List<HeadStatement> heads, long leaves, Dictionary<Guid, Shown> shown, long opened) =>
        new(_findings, memory, _memory is null, heads.Count, leaves, shown.Count, opened);

    private void Find(Fault fault, string message, long? position = null, Guid? record = null)
    {
        if (_findings.Count < MostFindings)
        {
            _findings.Add(new Finding(fault, position, record, message));
        }
    }

    private async Task<IReadOnlyList<LogKey>> KeysAsync(CancellationToken ct)
    {
        var told = (await _source.KeysAsync(ct)).Keys;
        if (_memory is null)
        {
            return told;
        }

        var trusted = _memory.Keys.ToList();
        var last = told.Count is 0 ? default : told.Max(key => key.Since);
        foreach (var gone in trusted.Where(key => !told.Any(t => (t.Kid, t.X, t.Y) == (key.Kid, key.X, key.Y))
            && !(_source.MayBeOlder && key.Since > last && told.All(t => t.Kid != key.Kid))))
        {
            Find(Fault.KeyChanged, $"The key {gone.Kid}, trusted until now, is told no more, or told otherwise.");
        }

        foreach (var key in told.Where(key => trusted.TrueForAll(t => t.Kid != key.Kid)))
        {
            var endorsed = key.Endorsement is null ? null
                : await SignedStatement.ReadAsync<KeyEndorsement>(key.Endorsement, SignedStatement.Key, trusted.Select(t => t.Jwk));
            if (endorsed is not null && (endorsed.Kid, endorsed.X, endorsed.Y) == (key.Kid, key.X, key.Y))
            {
                trusted.Add(key);
            }
            else
            {
                Find(
                    Fault.KeyNotVouchedFor,
                    $"No key trusted until now vouches for the key {key.Kid}. Ask the registry's operator by another way before you trust it.");
            }
        }

        return trusted;
    }

    /// <summary>The heads that are signed, smallest first.</summary>
    private async Task<List<HeadStatement>> HeadsAsync(IReadOnlyList<LogKey> keys, CancellationToken ct)
    {
        var jwks = keys.Select(key => key.Jwk).ToList();
        var heads = new List<HeadStatement>();
        foreach (var jws in await _source.HeadsAsync(ct))
        {
            if (await SignedStatement.ReadAsync<HeadStatement>(jws, SignedStatement.Head, jwks) is { } head)
            {
                heads.Add(head);
            }
            else
            {
                Find(Fault.HeadNotSigned, "A head of the log is not signed by a key that can be trusted.");
            }
        }

        heads = [.. heads.OrderBy(head => head.Size).ThenBy(head => head.Epoch)];
        foreach (var (before, after) in heads.Zip(heads.Skip(1)))
        {
            if (after.At < before.At || after.Epoch < before.Epoch)
            {
                Find(Fault.HeadOutOfOrder, $"The head of {after.Size} leaves is signed for an earlier time than the one of {before.Size}.");
            }
        }

        if (_memory?.Head is { } seen && (heads is [] || (SeenLaterThan(heads[^1]) && !_source.MayBeOlder)))
        {
            Find(Fault.LogTruncated, $"The log had {seen.Size} leaves when it was last seen, and has fewer now.");
        }

        return heads;
    }

    /// <summary>Computes the tree from its leaves and compares it with everything that was signed, and what was seen before.</summary>
    private async Task TreeAsync(List<HeadStatement> heads, LeafFile leaves, CancellationToken ct)
    {
        var expected = heads.Select(head => (head.Size, head.Root, Seen: false)).ToList();
        if (_memory?.Head is { } seen)
        {
            expected.Add((seen.Size, seen.Root, Seen: true));
        }

        var tree = new GrowingTree();
        var good = 0L;
        foreach (var (size, root, wasSeen) in expected.OrderBy(head => head.Size))
        {
            while (tree.Size < size && tree.Size < leaves.Count)
            {
                tree.Add(leaves.Hash(tree.Size));
            }

            if (tree.Size < size)
            {
                return; // told already: the log is too short
            }

            if (Convert.ToHexStringLower(tree.Root) == root)
            {
                good = size;
                continue;
            }

            if (wasSeen)
            {
                Find(Fault.LogRewritten, $"The first {size} leaves are not those that this check saw before: history was rewritten.");
            }

            var whole = leaves.Count >= heads[^1].Size ? heads[^1] : heads.First(head => head.Size >= size);
            if (!await LocateAsync(good, whole.Size, whole.Root, leaves, ct))
            {
                Find(Fault.LogRewritten, $"Leaves between the positions {good + 1} and {size} are not those that were signed for.", good + 1);
            }

            return; // every later root differs for the same reason
        }
    }

    /// <summary>
    /// Names the leaves that were altered: the registry's own tree still proves the others, so the hash of each stretch of
    /// leaves is known, and those that differ are looked into.
    /// </summary>
    /// <returns>False when the tree proves nothing any more.</returns>
    private async Task<bool> LocateAsync(long good, long size, string root, LeafFile leaves, CancellationToken ct)
    {
        var (named, signed) = (_findings.Count, Convert.FromHexString(root));
        var suspect = new Queue<LeafRange>([new LeafRange(good, size)]);
        for (var asked = 0; suspect.TryDequeue(out var range) && asked < MostFindings; asked++)
        {
            if (await _source.InclusionAsync(range.From + 1, size, ct) is not { } proof)
            {
                break;
            }

            var path = proof.Path.Select(Convert.FromHexString).ToList();
            var rest = range;
            if (!MerkleTree.ProvesInclusion(leaves.Hash(range.From), range.From, size, path, signed))
            {
                Altered(range.From);
                rest = range with { From = range.From + 1 };
                if (rest.From < rest.To)
                {
                    suspect.Enqueue(rest);
                }

                continue;
            }

            foreach (var (beside, hash) in MerkleTree.Inclusion(range.From, size).Zip(path))
            {
                if (beside.From < rest.To && beside.To > rest.From && !leaves.Root(beside).AsSpan().SequenceEqual(hash))
                {
                    if (beside.To - beside.From is 1)
                    {
                        Altered(beside.From);
                    }
                    else
                    {
                        suspect.Enqueue(new(Math.Max(beside.From, rest.From), Math.Min(beside.To, rest.To)));
                    }
                }
            }
        }

        return _findings.Count > named;

        void Altered(long leaf)
        {
            if (!_findings.Exists(finding => finding.Fault is Fault.LeafAltered && finding.Position == leaf + 1))
            {
                Find(
                    Fault.LeafAltered,
                    leaves.IsMissing(leaf)
                        ? $"The row at position {leaf + 1} is gone from the ledger."
                        : $"The leaf at position {leaf + 1} is not the one that was signed for.",
                    leaf + 1);
            }
        }
    }

    /// <returns>The position up to which every change has been seen, and what is shown.</returns>
    private async Task<(long AsOf, Dictionary<Guid, Shown> Shown)> ShownAsync(CancellationToken ct)
    {
        var shown = new Dictionary<Guid, Shown>();
        using var lines = new StreamReader(await _source.RecordsAsync(ct));
        var asOf = PositionOf(await lines.ReadLineAsync(ct));
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            using var row = JsonDocument.Parse(line);
            var record = row.RootElement;
            shown[record.GetProperty("id").GetGuid()] = new Shown(record.GetProperty("version").GetInt32(), Leaf(record));
        }

        return (asOf, shown);
    }

    private static long PositionOf(string? firstLine)
    {
        using var first = JsonDocument.Parse(firstLine ?? "");
        return FeedPosition.TryParse(first.RootElement.GetProperty("position").GetString(), out var position)
            ? position.Position
            : throw new JsonException("The export of records does not say of which position it is.");
    }

    private static UInt128? Leaf(JsonElement record)
    {
        if (record.GetProperty("salt").GetString() is not { } salt || record.GetProperty("private").GetString() is not { } hidden)
        {
            return null;
        }

        var at = DateTimeOffset.Parse(record.GetProperty("loggedAt").GetString()!, CultureInfo.InvariantCulture);
        return LeafFile.Short(Commitment.Open(
            at, RecordContent.OfExport(record), Convert.FromHexString(salt), Convert.FromHexString(hidden)));
    }

    /// <summary>
    /// What came after the export is not held against it. So it must not be older than it can be: it was asked for just before
    /// the newest head was signed.
    /// </summary>
    private void CheckAge(long asOf, List<HeadStatement> heads)
    {
        var newest = heads[^1];
        var before = heads.Append(_memory?.Head ?? newest).Where(head => head.At < newest.At - MostToTake).MaxBy(head => head.Size);
        if (before is not null && asOf < before.Size)
        {
            Find(
                Fault.ExportOutdated,
                $"The records are shown as of position {asOf}; {before.Size} had been signed long before the newest head.");
        }
    }

    private void CheckShown(Dictionary<Guid, Shown> shown, LeafFile leaves)
    {
        foreach (var (id, record) in shown)
        {
            if (record.Leaf is not { } leaf || !leaves.Has(leaf))
            {
                Find(Fault.RecordNotInLog, $"The record {id} is shown, and is not in the log as it is shown.", record: id);
            }
        }
    }

    /// <summary>
    /// Computes every leaf from the ledger's own row, and compares what the last change of each record left with what is shown.
    /// Changes after the export's position may have been seen by it or not, as a row has its place a moment after it is committed:
    /// there any of them may be the last.
    /// </summary>
    private async Task<long> OpenAsync(
        LeafFile leaves, long asOf, Dictionary<Guid, Shown> shown, DateTimeOffset signedAt, CancellationToken ct)
    {
        var last = new Dictionary<Guid, List<Latest?>>();
        var position = 0L;
        await foreach (var row in _source.OpeningsAsync(ct))
        {
            if (row.Position > leaves.Count)
            {
                break; // written since
            }

            while (++position < row.Position)
            {
                Find(Fault.RowAltered, $"The row at position {position} is gone from the ledger.", position);
            }

            if (Why(row, leaves) is { } why)
            {
                Find(Fault.RowAltered, $"The row at position {row.Position} ({row.Kind}) {why}.", row.Position);
            }

            if (row.Version is { } version)
            {
                var states = row.Position <= asOf ? [] : last.GetValueOrDefault(row.Subject, [null]);
                states.Add(Latest.Of(version, row.Position));
                last[row.Subject] = states;
            }
        }

        while (++position <= leaves.Count)
        {
            Find(Fault.RowAltered, $"The row at position {position} is gone from the ledger.", position);
        }

        // Of an older copy, a record is missed only if it was to be shown from then until now.
        var today = LegalDates.DateOf(_clock.GetUtcNow());
        var then = _source.MayBeOlder ? LegalDates.DateOf(signedAt) : today;
        foreach (var (id, states) in last)
        {
            var now = shown.GetValueOrDefault(id);
            if (!states.Exists(state => now is null
                ? state is null || !(state.IsShownOn(then) && state.IsShownOn(today)) : state?.Version == now.Version))
            {
                var record = states[^1]!;
                var (fault, text) = now is null
                    ? (Fault.RecordHidden, $"The record {id} is in publication by its last change, and is not shown.")
                    : (Fault.RecordOutdated, $"The record {id} is shown in version {now.Version}, and its last change made version {record.Version}.");
                Find(fault, text, record.Position, id);
            }
        }

        return position - 1;
    }

    /// <summary>What is wrong with a row; null when it is what was committed to.</summary>
    private static string? Why(LogOpening row, LeafFile leaves)
    {
        var secret = Convert.FromHexString(row.Secret);
        var textHash = row.TextHash is null ? null : Convert.FromHexString(row.TextHash);
        if (row.Text is not null && !Commitment.HashText(secret, row.Text).AsSpan().SequenceEqual(textHash))
        {
            return "has another reason than the one that was written";
        }

        var committed = new CommittedRow(
            row.At, row.Actor, row.Role, row.Kind, row.Subject, row.Company, row.Details, textHash, row.Version);
        var content = row.Version is { } version && row.RegistrationId is not null && row.Organ is not null
            ? RecordContent.OfVersion(version, row.RegistrationId, row.Organ)
            : null;
        return Commitment.Of(secret, committed, content).Hash.AsSpan().SequenceEqual(leaves.Commitment(row.Position - 1))
            ? null
            : "is not what was committed to";
    }

    /// <param name="Leaf">The first 16 bytes of the commitment; null when nothing opens it.</param>
    private sealed record Shown(int Version, UInt128? Leaf);

    private sealed record Latest(int Version, long Position, RecordState State, DateOnly PublishedOn, DateOnly? LapsesOn, bool Shielded)
    {
        public static Latest Of(JsonElement version, long position) => new(
            version.GetProperty("version").GetInt32(),
            position,
            Enum.Parse<RecordState>(version.GetProperty("state").GetString()!, ignoreCase: true),
            DayOf(version, "published_on")!.Value,
            DayOf(version, "lapses_on"),
            DayOf(version, "shielded_since") is not null);

        public bool IsShownOn(DateOnly day) =>
            State is RecordState.Published && !Shielded && PublishedOn <= day && !(LapsesOn < day);

        private static DateOnly? DayOf(JsonElement version, string name) =>
            version.TryGetProperty(name, out var day) && day.ValueKind is JsonValueKind.String
                ? DateOnly.Parse(day.GetString()!, CultureInfo.InvariantCulture)
                : null;
    }
}
