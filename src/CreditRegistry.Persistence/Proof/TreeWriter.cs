using System.Security.Cryptography;
using CreditRegistry.Domain.Proof;
using Npgsql;
using NpgsqlTypes;

namespace CreditRegistry.Persistence.Proof;

/// <summary>Adds leaves to the log's tree. Whoever gives out positions does it, in the same transaction and turn.</summary>
internal static class TreeWriter
{
    private const int Batch = 10_000;

    /// <summary>
    /// Adds the leaves that the tree lacks, from the ledger itself: positions that were given out before there was a tree. What
    /// was signed for stays as it was signed.
    /// </summary>
    /// <param name="size">Leaves that the tree has to have.</param>
    /// <exception cref="LogDamagedException">It has more.</exception>
    public static async Task CatchUpAsync(NpgsqlConnection connection, long size, CancellationToken ct)
    {
        var from = await LogTree.SizeAsync(connection, ct);
        if (from > size)
        {
            throw new LogDamagedException();
        }

        for (; from < size; from = Math.Min(from + Batch, size))
        {
            await using var read = new NpgsqlCommand(
                "select commitment from ledger where position > $1 and position <= $2 order by position", connection);
            read.Parameters.Add(new() { Value = from });
            read.Parameters.Add(new() { Value = Math.Min(from + Batch, size) });
            var missing = new List<byte[]>(Batch);
            await using (var reader = await read.ExecuteReaderAsync(ct))
            {
                while (await reader.ReadAsync(ct))
                {
                    missing.Add(reader.GetFieldValue<byte[]>(0));
                }
            }

            await AppendAsync(connection, from, missing, ct);
        }
    }

    /// <param name="size">Leaves that the tree has.</param>
    /// <param name="commitments">The next ones, in the order of their positions.</param>
    /// <exception cref="LogDamagedException">The tree has not so many leaves as the ledger has positions.</exception>
    public static async Task AppendAsync(
        NpgsqlConnection connection, long size, IEnumerable<byte[]> commitments, CancellationToken ct)
    {
        var edge = await EdgeAsync(connection, size, ct);
        var changed = new Dictionary<(int Level, long Index), byte[]>();
        foreach (var commitment in commitments)
        {
            var hash = MerkleTree.HashLeaf(commitment);
            for (var level = 0; ; level++)
            {
                if (level == edge.Count)
                {
                    edge.Add(new Edge(0, 0));
                }

                var tile = edge[level];
                hash.CopyTo(tile.Hashes, tile.Count++ * SHA256.HashSizeInBytes);
                if (tile.Count < LogTile.Width)
                {
                    break;
                }

                changed[(level, tile.Index)] = tile.Hashes;
                hash = TileHashes.Root(tile.Hashes);
                edge[level] = new Edge(tile.Index + 1, 0);
            }
        }

        foreach (var (level, tile) in edge.Index().Where(tile => tile.Item.Count > 0))
        {
            changed[(level, tile.Index)] = tile.Hashes[..(tile.Count * SHA256.HashSizeInBytes)];
        }

        await using var write = new NpgsqlCommand(
            """
            insert into log_tiles (level, index, hashes) select * from unnest($1, $2, $3)
            on conflict (level, index) do update set hashes = excluded.hashes
            """,
            connection);
        write.Parameters.Add(new() { Value = changed.Keys.Select(key => key.Level).ToArray() });
        write.Parameters.Add(new() { Value = changed.Keys.Select(key => key.Index).ToArray() });
        write.Parameters.Add(new() { Value = changed.Values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        await write.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The last tile of each level, as far as it is filled.</summary>
    private static async Task<List<Edge>> EdgeAsync(NpgsqlConnection connection, long size, CancellationToken ct)
    {
        var edge = new List<Edge>();
        for (var count = size; count > 0; count >>= LogTile.Height)
        {
            edge.Add(new Edge(count / LogTile.Width, (int)(count % LogTile.Width)));
        }

        var tiles = await TileHashes.ReadAsync(
            connection, edge.Index().Where(tile => tile.Item.Count > 0).Select(tile => (tile.Index, tile.Item.Index)), ct);
        foreach (var (level, tile) in edge.Index().Where(tile => tile.Item.Count > 0))
        {
            if (!tiles.TryGetValue((level, tile.Index), out var hashes) || hashes.Length != tile.Count * SHA256.HashSizeInBytes)
            {
                throw new LogDamagedException();
            }

            hashes.CopyTo(tile.Hashes, 0);
        }

        return edge;
    }

    private sealed class Edge(long index, int count)
    {
        public long Index => index;

        public int Count { get; set; } = count;

        public byte[] Hashes { get; } = new byte[LogTile.Width * SHA256.HashSizeInBytes];
    }
}

/// <summary>The tree of the log lacks leaves, or has more than the ledger has positions: somebody changed it by hand.</summary>
public sealed class LogDamagedException() : Exception(
    "The tree of the log does not fit the ledger: one of them was changed by hand. Find where by `registry verify`, and restore "
    + "the database from its last good backup.");
