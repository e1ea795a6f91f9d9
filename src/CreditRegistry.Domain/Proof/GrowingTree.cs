using System.Numerics;

namespace CreditRegistry.Domain.Proof;

/// <summary>The right edge of a tree: all that is needed to add leaves, and to say its root.</summary>
/// <param name="size">Leaves there are.</param>
/// <param name="edge">The hashes of <c>new LeafRange(0, size).Nodes()</c>, in that order.</param>
public sealed class GrowingTree(long size, IEnumerable<byte[]> edge)
{
    private readonly List<byte[]> _edge = [.. edge];

    public GrowingTree()
        : this(0, [])
    {
    }

    /// <summary>Leaves there are.</summary>
    public long Size { get; private set; } = size;

    /// <summary>The root of the tree as it is.</summary>
    public byte[] Root => MerkleTree.Join(_edge);

    /// <summary>Adds a leaf, and gives every subtree that it completes, itself first: what has to be kept for proofs.</summary>
    public IReadOnlyList<(TreeNode Node, byte[] Hash)> Add(byte[] leafHash)
    {
        var completed = new List<(TreeNode, byte[])>(1 + BitOperations.TrailingZeroCount(Size + 1));
        var (node, hash) = (new TreeNode(0, Size), leafHash);
        completed.Add((node, hash));
        while (node.IsRight)
        {
            (node, hash) = (node.Parent, MerkleTree.HashNode(_edge[^1], hash));
            _edge.RemoveAt(_edge.Count - 1);
            completed.Add((node, hash));
        }

        _edge.Add(hash);
        Size++;
        return completed;
    }
}
