using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Proof;
using CreditRegistry.Persistence.Ledger;
using Npgsql;

namespace CreditRegistry.Persistence.Proof;

/// <summary>Reads the log's tree: its size, its root at any size, and proofs. Each takes two statements, whatever the size.</summary>
public sealed class LogTree(NpgsqlDataSource source)
{
    private static readonly string Size =
        $"select index * {LogTile.Width} + length(hashes) / 32 from log_tiles where level = 0 order by index desc limit 1";

    /// <summary>The life that the database is in, and how many leaves there are.</summary>
    public async Task<FeedPosition> HeadAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await HeadAsync(connection, ct);
    }

    /// <inheritdoc cref="HeadAsync(CancellationToken)"/>
    public static async Task<FeedPosition> HeadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select {LedgerHead.Epoch}, coalesce(({Size}), 0)", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new FeedPosition(reader.GetInt32(0), reader.GetInt64(1));
    }

    /// <summary>How many leaves there are: the last position of the ledger.</summary>
    public async Task<long> SizeAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await SizeAsync(connection, ct);
    }

    internal static async Task<long> SizeAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Size, connection);
        return await command.ExecuteScalarAsync(ct) is long size ? size : 0;
    }

    /// <summary>The root of the tree as it was when it had so many leaves.</summary>
    /// <exception cref="LogDamagedException">It has not so many.</exception>
    public async Task<byte[]> RootAsync(long size, CancellationToken ct) => (await HashesAsync([new LeafRange(0, size)], ct))[0];

    /// <inheritdoc cref="RootAsync(long, CancellationToken)"/>
    public static async Task<byte[]> RootAsync(NpgsqlConnection connection, long size, CancellationToken ct) =>
        (await HashesAsync(connection, [new LeafRange(0, size)], ct))[0];

    /// <summary>The hash of each of these ranges of leaves.</summary>
    /// <exception cref="LogDamagedException">The tree has not all of them.</exception>
    public async Task<IReadOnlyList<byte[]>> HashesAsync(IReadOnlyList<LeafRange> ranges, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await HashesAsync(connection, ranges, ct);
    }

    private static async Task<IReadOnlyList<byte[]>> HashesAsync(
        NpgsqlConnection connection, IReadOnlyList<LeafRange> ranges, CancellationToken ct)
    {
        var tiles = await TileHashes.ReadAsync(connection, ranges.SelectMany(range => range.Nodes()).Select(TileHashes.TileOf), ct);
        return [.. ranges.Select(range => MerkleTree.Join([.. range.Nodes().Select(node => HashOf(node, tiles))]))];
    }

    private static byte[] HashOf(TreeNode node, Dictionary<(int Level, long Index), byte[]> tiles) =>
        (tiles.TryGetValue(TileHashes.TileOf(node), out var tile) ? TileHashes.Of(node, tile) : null) ?? throw new LogDamagedException();
}
