using System.Text.Json;
using CreditRegistry.Application.Proof;
using CreditRegistry.Application.Proof.Verification;
using CreditRegistry.Persistence;

namespace CreditRegistry.Cli;

/// <summary>Files that say which keys to trust.</summary>
internal static class TrustFile
{
    /// <summary>What an earlier check remembered.</summary>
    public static Task<VerifierMemory> MemoryAsync(string path, CancellationToken ct) => ReadAsync<VerifierMemory>(
        path, memory => memory is { Head: not null } && AreKeys(memory.Keys), "what an earlier check wrote with --memory", ct);

    /// <summary>A saved answer of <c>/log/keys</c>.</summary>
    public static async Task<IReadOnlyList<LogKey>> KeysAsync(string path, CancellationToken ct) => (await ReadAsync<LogKeys>(
        path, keys => AreKeys(keys.Keys), "a saved answer of /api/v1/log/keys", ct)).Keys;

    private static bool AreKeys(IReadOnlyList<LogKey>? keys) => keys is not null && keys.All(key => key is { Kid: not null });

    private static async Task<T> ReadAsync<T>(string path, Func<T, bool> isWhole, string what, CancellationToken ct)
        where T : class
    {
        var text = await File.ReadAllTextAsync(path, ct);
        try
        {
            if (JsonSerializer.Deserialize<T>(text, RegistryJson.Options) is { } read && isWhole(read))
            {
                return read;
            }
        }
        catch (JsonException)
        {
        }

        throw new InvalidDataException($"The file {path} is not {what}, or it is damaged.");
    }
}
