using CreditRegistry.Domain.Proof;

namespace CreditRegistry.Domain.Tests.Proof;

/// <summary>Against the published vectors of Certificate Transparency, and against the definition of RFC 9162, section 2.1.1.</summary>
public class MerkleTreeTests
{
    private const int Most = 70;

    private static readonly string[] Leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    public static TheoryData<int, string> Roots { get; } = new()
    {
        { 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { 1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" },
        { 2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125" },
        { 3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77" },
        { 4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7" },
        { 5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4" },
        { 6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef" },
        { 7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c" },
        { 8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" },
    };

    [Theory]
    [MemberData(nameof(Roots))]
    public void Root_OfThePublishedLeaves_IsThePublishedOne(int size, string root)
    {
        var tree = new GrowingTree();
        foreach (var leaf in Leaves.Take(size))
        {
            tree.Add(MerkleTree.HashLeaf(Convert.FromHexString(leaf)));
        }

        Assert.Equal(root, Convert.ToHexStringLower(tree.Root));
    }

    [Fact]
    public void Root_OfAGrowingTree_IsThatOfTheDefinition_WhereverItGoesOn()
    {
        var kept = Keep(Most, out var hashes);
        for (var size = 0; size <= Most; size++)
        {
            var edge = new LeafRange(0, size).Nodes().Select(node => kept[node]);
            Assert.Equal(Defined(hashes[..size]), new GrowingTree(size, edge).Root);
        }
    }

    [Fact]
    public void Inclusion_OfEachLeafInEachTree_IsProved_AndNothingElseIs()
    {
        var kept = Keep(Most, out var hashes);
        for (var size = 1; size <= Most; size++)
        {
            var root = Defined(hashes[..size]);
            for (var leaf = 0; leaf < size; leaf++)
            {
                var path = Read(kept, MerkleTree.Inclusion(leaf, size));
                Assert.True(MerkleTree.ProvesInclusion(hashes[leaf], leaf, size, path, root));
                Assert.False(MerkleTree.ProvesInclusion(hashes[leaf], leaf, size, [.. path, root], root));
                Assert.False(MerkleTree.ProvesInclusion(hashes[(leaf + 1) % Most], leaf, size, path, root));
                Assert.False(MerkleTree.ProvesInclusion(hashes[leaf], leaf, size, path, hashes[leaf == 0 && size == 1 ? 1 : leaf]) && size > 1);
                if (path.Length > 0)
                {
                    Assert.False(MerkleTree.ProvesInclusion(hashes[leaf], leaf, size, path[1..], root));
                    Assert.False(MerkleTree.ProvesInclusion(hashes[leaf], leaf, size, [Flipped(path[0]), .. path[1..]], root));
                    Assert.False(MerkleTree.ProvesInclusion(hashes[leaf], leaf ^ 1, size, path, root));
                }
            }
        }
    }

    [Fact]
    public void Consistency_OfEachPairOfTrees_IsProved_AndNothingElseIs()
    {
        var kept = Keep(Most, out var hashes);
        for (var second = 0; second <= Most; second++)
        {
            var after = Defined(hashes[..second]);
            for (var first = 0; first <= second; first++)
            {
                var before = Defined(hashes[..first]);
                var path = Read(kept, MerkleTree.Consistency(first, second));
                Assert.True(MerkleTree.ProvesConsistency(first, before, second, after, path));
                Assert.False(MerkleTree.ProvesConsistency(first, before, second, after, [.. path, after]));
                Assert.False(MerkleTree.ProvesConsistency(first, Flipped(before), second, after, path));
                if (path.Length > 0)
                {
                    Assert.False(MerkleTree.ProvesConsistency(first, before, second, Flipped(after), path));
                    Assert.False(MerkleTree.ProvesConsistency(first, before, second, after, path[1..]));
                    Assert.False(MerkleTree.ProvesConsistency(first, before, second, after, [.. path[..^1], Flipped(path[^1])]));
                }
            }
        }
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    public void Inclusion_OfALeafThatIsNotThere_IsRefused(long leaf, long size)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.Inclusion(leaf, size));
        Assert.False(MerkleTree.ProvesInclusion(MerkleTree.EmptyRoot, leaf, size, [], MerkleTree.EmptyRoot));
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void Consistency_Backwards_IsRefused(long first, long second)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.Consistency(first, second));
        Assert.False(MerkleTree.ProvesConsistency(first, MerkleTree.EmptyRoot, second, MerkleTree.EmptyRoot, []));
    }

    [Fact]
    public void Proofs_OfALargeTree_NeedFewNodes()
    {
        const long size = 10_000_019;
        foreach (var leaf in (long[])[0, 1, 4_999_999, size - 2, size - 1])
        {
            Assert.InRange(MerkleTree.Inclusion(leaf, size).Sum(range => range.Nodes().Count()), 1, 48);
            Assert.InRange(MerkleTree.Consistency(leaf + 1, size).Sum(range => range.Nodes().Count()), 0, 72);
        }
    }

    private static Dictionary<TreeNode, byte[]> Keep(int size, out byte[][] hashes)
    {
        var tree = new GrowingTree();
        hashes = [.. Enumerable.Range(0, size).Select(i => MerkleTree.HashLeaf([(byte)i]))];
        return hashes.SelectMany(tree.Add).ToDictionary(added => added.Node, added => added.Hash);
    }

    private static byte[][] Read(Dictionary<TreeNode, byte[]> kept, IReadOnlyList<LeafRange> path) =>
        [.. path.Select(range => MerkleTree.Join([.. range.Nodes().Select(node => kept[node])]))];

    private static byte[] Defined(byte[][] leaves)
    {
        if (leaves.Length < 2)
        {
            return leaves is [var only] ? only : MerkleTree.EmptyRoot;
        }

        var half = 1;
        while (half * 2 < leaves.Length)
        {
            half *= 2;
        }

        return MerkleTree.HashNode(Defined(leaves[..half]), Defined(leaves[half..]));
    }

    private static byte[] Flipped(byte[] hash) => [(byte)(hash[0] ^ 1), .. hash[1..]];
}
