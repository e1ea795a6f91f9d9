using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CreditRegistry.Application.Proof.Verification;

/// <summary>Where a verifier gets what the registry says of itself. Nothing of it is believed unchecked.</summary>
public abstract class LogSource
{
    /// <summary>The records in publication, one JSON object a line.</summary>
    protected const string RecordsFile = "records.ndjson";

    /// <summary>What it is called in messages.</summary>
    public abstract string Name { get; }

    /// <summary>True when rows can be opened, which takes an auditor.</summary>
    public abstract bool Opens { get; }

    public abstract Task<LogKeys> KeysAsync(CancellationToken ct);

    /// <summary>True for a copy of unknown age: it may end before what was seen since, and a registry may not.</summary>
    public abstract bool MayBeOlder { get; }

    /// <summary>All signed heads, each as a JWS, in any order.</summary>
    public abstract Task<IReadOnlyList<string>> HeadsAsync(CancellationToken ct);

    /// <summary>The first so many leaves, 32 bytes each; it may end early.</summary>
    public abstract Task<Stream> LeavesAsync(long size, CancellationToken ct);

    /// <summary>The lines of the export of records.</summary>
    public abstract Task<Stream> RecordsAsync(CancellationToken ct);

    /// <summary>Rows with all they commit to, in order of position.</summary>
    public abstract IAsyncEnumerable<LogOpening> OpeningsAsync(CancellationToken ct);

    /// <summary>A proof that a leaf is in a tree of that size; null when it cannot be had.</summary>
    public abstract Task<InclusionProof?> InclusionAsync(long position, long size, CancellationToken ct);
}

/// <summary>A registry that answers over HTTP.</summary>
/// <param name="client">Its base address is the registry's; it carries an auditor's token, or none.</param>
/// <param name="opens">Whether the token is an auditor's.</param>
/// <param name="settle">
/// How long a change may take until it is signed for: what was read before is in the log after that, see
/// <see cref="SignHeads.Shortest"/>.
/// </param>
public sealed class LiveLog(HttpClient client, bool opens, TimeSpan settle) : LogSource
{
    public override string Name => client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public override bool Opens => opens;

    public override bool MayBeOlder => false;

    public override async Task<LogKeys> KeysAsync(CancellationToken ct) => await ReadAsync<LogKeys>("log/keys", ct);

    public override async Task<IReadOnlyList<string>> HeadsAsync(CancellationToken ct)
    {
        await Task.Delay(settle, ct);
        using (var signed = await client.PostAsync(new Uri("api/v1/log/heads", UriKind.Relative), content: null, ct))
        {
            signed.EnsureSuccessStatusCode();
        }

        var heads = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await ReadAsync<HeadPage>($"log/heads?limit=200{(next is "" ? "" : "&cursor=" + Uri.EscapeDataString(next))}", ct);
            heads.AddRange(page.Items.Select(head => head.Jws));
            next = page.Next;
        }

        return heads;
    }

    public override Task<Stream> LeavesAsync(long size, CancellationToken ct) => OpenAsync($"log/leaves?upTo={size}", ct);

    public override async Task<Stream> RecordsAsync(CancellationToken ct) => new GZipStream(
        await OpenAsync("exports/records.ndjson.gz?fresh=true", ct), CompressionMode.Decompress);

    public override async IAsyncEnumerable<LogOpening> OpeningsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        for (long? after = 0; after is not null;)
        {
            var page = await ReadAsync<LogOpenings>($"log/openings?limit={ReadLog.MaxEntries}&after={after}", ct);
            foreach (var opening in page.Items)
            {
                yield return opening;
            }

            after = page.Next;
        }
    }

    public override async Task<InclusionProof?> InclusionAsync(long position, long size, CancellationToken ct)
    {
        using var answer = await client.GetAsync(
            new Uri($"api/v1/log/proof/inclusion?position={position}&size={size}", UriKind.Relative), ct);
        return answer.StatusCode is HttpStatusCode.OK
            ? await answer.Content.ReadFromJsonAsync<InclusionProof>(JsonSerializerOptions.Web, ct)
            : null;
    }

    private async Task<T> ReadAsync<T>(string path, CancellationToken ct) =>
        await client.GetFromJsonAsync<T>(new Uri("api/v1/" + path, UriKind.Relative), JsonSerializerOptions.Web, ct)
        ?? throw new InvalidDataException($"The answer of {path} is empty.");

    private async Task<Stream> OpenAsync(string path, CancellationToken ct)
    {
        var answer = await client.GetAsync(new Uri("api/v1/" + path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStreamAsync(ct);
    }

    private sealed record HeadPage(IReadOnlyList<HeadView> Items, string? Next);
}

/// <summary>What was saved of a registry's answers: it can be checked without the registry, and years later.</summary>
/// <param name="of">The registry that answered just now; null for a folder from earlier.</param>
public sealed class SavedLog(string folder, LogSource? of = null) : LogSource
{
    private const string KeysFile = "keys.json";
    private const string HeadsFile = "heads.json";
    private const string LeavesFile = "leaves.bin";
    private const string OpeningsFile = "openings.ndjson";

    public override string Name => of?.Name ?? folder;

    public override bool Opens => File.Exists(PathOf(OpeningsFile));

    public override bool MayBeOlder => of is null;

    /// <summary>Saves everything that a source says, in the order in which it has to be asked.</summary>
    public static async Task<SavedLog> SaveAsync(LogSource source, string folder, CancellationToken ct)
    {
        var saved = new SavedLog(Directory.CreateDirectory(folder).FullName, source);
        File.Delete(saved.PathOf(OpeningsFile)); // of an auditor's copy that was here
        await saved.WriteAsync(RecordsFile, await source.RecordsAsync(ct), ct);
        await File.WriteAllTextAsync(
            saved.PathOf(KeysFile), JsonSerializer.Serialize(await source.KeysAsync(ct), JsonSerializerOptions.Web), ct);
        var heads = await source.HeadsAsync(ct);
        await File.WriteAllTextAsync(saved.PathOf(HeadsFile), JsonSerializer.Serialize(heads), ct);
        await saved.WriteAsync(LeavesFile, await source.LeavesAsync(VerifyLog.SizeOf(heads), ct), ct);
        if (source.Opens)
        {
            await using var openings = new StreamWriter(saved.PathOf(OpeningsFile));
            await foreach (var opening in source.OpeningsAsync(ct))
            {
                await openings.WriteLineAsync(JsonSerializer.Serialize(opening, JsonSerializerOptions.Web).AsMemory(), ct);
            }
        }

        return saved;
    }

    public override async Task<LogKeys> KeysAsync(CancellationToken ct) => await ReadAsync<LogKeys>(KeysFile, ct);

    public override async Task<IReadOnlyList<string>> HeadsAsync(CancellationToken ct) => await ReadAsync<string[]>(HeadsFile, ct);

    public override Task<Stream> LeavesAsync(long size, CancellationToken ct) =>
        Task.FromResult<Stream>(File.OpenRead(PathOf(LeavesFile)));

    public override Task<Stream> RecordsAsync(CancellationToken ct) => Task.FromResult<Stream>(File.OpenRead(PathOf(RecordsFile)));

    public override async IAsyncEnumerable<LogOpening> OpeningsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var line in File.ReadLinesAsync(PathOf(OpeningsFile), ct))
        {
            yield return JsonSerializer.Deserialize<LogOpening>(line, JsonSerializerOptions.Web)!;
        }
    }

    public override Task<InclusionProof?> InclusionAsync(long position, long size, CancellationToken ct) =>
        Task.FromResult<InclusionProof?>(null);

    private async Task<T> ReadAsync<T>(string file, CancellationToken ct)
    {
        await using var content = File.OpenRead(PathOf(file));
        return await JsonSerializer.DeserializeAsync<T>(content, JsonSerializerOptions.Web, ct)
            ?? throw new InvalidDataException($"{file} is empty.");
    }

    private async Task WriteAsync(string file, Stream content, CancellationToken ct)
    {
        await using (content)
        {
            await using var target = File.Create(PathOf(file));
            await content.CopyToAsync(target, ct);
        }
    }

    private string PathOf(string file) => Path.Combine(folder, file);
}
