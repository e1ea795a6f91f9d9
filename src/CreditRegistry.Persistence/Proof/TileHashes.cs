using System.Security.Cryptography;
using CreditRegistry.Domain.Proof;
using Npgsql;

namespace CreditRegistry.Persistence.Proof;

/// <summary>Tiles as they are stored, and the hashes of the tree that can be computed from one.</summary>
internal static class TileHashes
{
    public static async Task<Dictionary<(int Level, long Index), byte[]>> ReadAsync(
        NpgsqlConnection connection, IEnumerable<(int Level, long Index)> tiles, CancellationToken ct)
    {
        var asked = tiles.Distinct().ToList();
        var found = new Dictionary<(int, long), byte[]>(asked.Count);
        if (asked.Count is 0)
        {
            return found;
        }

        await using var command = new NpgsqlCommand(
            "select level, index, hashes from unnest($1, $2) asked (level, index) join log_tiles using (level, index)", connection);
        command.Parameters.Add(new() { Value = asked.Select(tile => tile.Level).ToArray() });
        command.Parameters.Add(new() { Value = asked.Select(tile => tile.Index).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            found.Add((reader.GetInt32(0), reader.GetInt64(1)), reader.GetFieldValue<byte[]>(2));
        }

        return found;
    }

    /// <summary>The tile that a subtree's hash is in, or is computed from.</summary>
    public static (int Level, long Index) TileOf(TreeNode node) =>
        (node.Level / LogTile.Height, (node.Index << (node.Level % LogTile.Height)) / LogTile.Width);

    /// <summary>The hash of a complete subtree, from its tile; null when the tile is too short.</summary>
    public static byte[]? Of(TreeNode node, byte[] tile)
    {
        var leaves = 1 << (node.Level % LogTile.Height);
        var first = (int)(node.Index * leaves % LogTile.Width) * SHA256.HashSizeInBytes;
        var length = leaves * SHA256.HashSizeInBytes;
        return first + length > tile.Length ? null : Root(tile.AsSpan(first, length));
    }

    /// <summary>The hash over a power of two of hashes.</summary>
    public static byte[] Root(ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length is SHA256.HashSizeInBytes)
        {
            return hashes.ToArray();
        }

        var half = hashes.Length / 2;
        return MerkleTree.HashNode(Root(hashes[..half]), Root(hashes[half..]));
    }
}
