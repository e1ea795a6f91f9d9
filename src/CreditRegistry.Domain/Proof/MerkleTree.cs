using System.Numerics;
using System.Security.Cryptography;

namespace CreditRegistry.Domain.Proof;

/// <summary>
/// A subtree all of whose leaves are there: at level 0 a leaf, at level 1 two, and so on. It covers the leaves from
/// <c>Index · 2^Level</c> up to, not including, <c>(Index + 1) · 2^Level</c>.
/// </summary>
/// <param name="Level">Its height, 0 for a leaf.</param>
/// <param name="Index">Its number among those of its level, from the left, from 0.</param>
public readonly record struct TreeNode(int Level, long Index)
{
    public TreeNode Parent => new(Level + 1, Index >> 1);

    public bool IsRight => (Index & 1) is 1;
}

/// <summary>Leaves next to each other: from one up to, not including, another.</summary>
public readonly record struct LeafRange(long From, long To)
{
    /// <summary>
    /// The complete subtrees that make up the hash of these leaves, from the left; at most 63. The range is one that a proof
    /// of RFC 9162 names: it starts where a complete subtree of its length, rounded up to a power of two, may start.
    /// </summary>
    public IEnumerable<TreeNode> Nodes()
    {
        for (var from = From; from < To;)
        {
            var level = BitOperations.Log2((ulong)(To - from));
            yield return new(level, from >> level);
            from += 1L << level;
        }
    }
}

/// <summary>
/// The Merkle tree of RFC 9162, section 2.1, over SHA-256: which hashes a root and a proof are made of, whatever keeps them,
/// and how a proof is checked. Every hash is 32 bytes.
/// </summary>
public static class MerkleTree
{
    /// <summary>The root of a tree without leaves: the hash of nothing.</summary>
    public static byte[] EmptyRoot { get; } = SHA256.HashData([]);

    /// <summary>The hash of a leaf, which no node can have (section 2.1.1: leaves begin with 0, nodes with 1).</summary>
    public static byte[] HashLeaf(ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    /// <summary>The hash of a node from those of its two halves.</summary>
    public static byte[] HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> both = stackalloc byte[1 + (2 * SHA256.HashSizeInBytes)];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + SHA256.HashSizeInBytes)..]);
        return SHA256.HashData(both);
    }

    /// <summary>The hash of a range from its complete subtrees, in the order of <see cref="LeafRange.Nodes"/>.</summary>
    public static byte[] Join(IReadOnlyList<byte[]> nodes)
    {
        if (nodes.Count is 0)
        {
            return EmptyRoot;
        }

        var hash = nodes[^1];
        for (var i = nodes.Count - 2; i >= 0; i--)
        {
            hash = HashNode(nodes[i], hash);
        }

        return hash;
    }

    /// <summary>What proves that a leaf is in the tree: the ranges whose hashes are sent, from the leaf up (section 2.1.3.1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree of that size has no such leaf.</exception>
    public static IReadOnlyList<LeafRange> Inclusion(long leaf, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leaf);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(leaf, size);
        var path = new List<LeafRange>();
        for (var all = new LeafRange(0, size); all.To - all.From > 1;)
        {
            var (left, right) = Halves(all);
            (var taken, all) = leaf < left.To ? (right, left) : (left, right);
            path.Add(taken);
        }

        path.Reverse();
        return path;
    }

    /// <summary>
    /// What proves that the tree of one size is the beginning of that of another: the ranges whose hashes are sent
    /// (section 2.1.4.1). None when the sizes are the same, or when the first tree is empty.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The first size is negative, or greater than the second.</exception>
    public static IReadOnlyList<LeafRange> Consistency(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        var path = new List<LeafRange>();
        if (first is 0 || first == second)
        {
            return path;
        }

        var all = new LeafRange(0, second);
        while (all.To != first)
        {
            var (left, right) = Halves(all);
            (var taken, all) = first <= left.To ? (right, left) : (left, right);
            path.Add(taken);
        }

        if (all.From > 0)
        {
            path.Add(all); // else it is the first tree itself, whose root the asker has
        }

        path.Reverse();
        return path;
    }

    /// <summary>Does that path lead from the leaf's hash to the root (section 2.1.3.2)?</summary>
    public static bool ProvesInclusion(
        ReadOnlySpan<byte> leafHash, long leaf, long size, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (leaf < 0 || leaf >= size || path.Any(IsNoHash))
        {
            return false;
        }

        var (node, last, hash) = (leaf, size - 1, leafHash.ToArray());
        foreach (var sent in path)
        {
            if (last is 0)
            {
                return false; // more was sent than there are levels
            }

            if ((node & 1) is 1 || node == last)
            {
                hash = HashNode(sent, hash);
                while ((node & 1) is 0 && node is not 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                hash = HashNode(hash, sent);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last is 0 && root.SequenceEqual(hash);
    }

    /// <summary>Does that path show that the first tree is the beginning of the second (section 2.1.4.2)?</summary>
    public static bool ProvesConsistency(
        long first, ReadOnlySpan<byte> firstRoot, long second, ReadOnlySpan<byte> secondRoot, IReadOnlyList<byte[]> path)
    {
        if (first < 0 || first > second || path.Any(IsNoHash))
        {
            return false;
        }

        if (first == second)
        {
            return path.Count is 0 && firstRoot.SequenceEqual(secondRoot);
        }

        if (first is 0)
        {
            return path.Count is 0 && firstRoot.SequenceEqual(EmptyRoot);
        }

        var hashes = new Queue<byte[]>(path);
        if (BitOperations.IsPow2(first))
        {
            hashes = new([firstRoot.ToArray(), .. path]);
        }

        if (!hashes.TryDequeue(out var start))
        {
            return false;
        }

        var (node, last) = (first - 1, second - 1);
        while ((node & 1) is 1)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        var (old, now) = (start, start);
        foreach (var sent in hashes)
        {
            if (last is 0)
            {
                return false;
            }

            if ((node & 1) is 1 || node == last)
            {
                (old, now) = (HashNode(sent, old), HashNode(sent, now));
                while ((node & 1) is 0 && node is not 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                now = HashNode(now, sent);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last is 0 && firstRoot.SequenceEqual(old) && secondRoot.SequenceEqual(now);
    }

    // The left half is the greatest complete subtree that leaves something to the right (section 2.1.1).
    private static (LeafRange Left, LeafRange Right) Halves(LeafRange all)
    {
        var middle = all.From + (1L << BitOperations.Log2((ulong)(all.To - all.From - 1)));
        return (all with { To = middle }, all with { From = middle });
    }

    private static bool IsNoHash(byte[] hash) => hash.Length is not SHA256.HashSizeInBytes;
}
