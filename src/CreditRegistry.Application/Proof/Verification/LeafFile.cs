using System.Buffers.Binary;
using System.Security.Cryptography;
using CreditRegistry.Domain.Proof;
using Microsoft.Win32.SafeHandles;

namespace CreditRegistry.Application.Proof.Verification;

/// <summary>All leaves of a log in a file that goes with it, so that memory holds half of each at most.</summary>
internal sealed class LeafFile : IDisposable
{
    private readonly FileStream _file;
    private readonly HashSet<UInt128> _known = [];

    private LeafFile(FileStream file) => _file = file;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Takes up to so many leaves of 32 bytes from a stream; fewer when it ends or breaks off before.</summary>
    public static async Task<LeafFile> ReadAsync(Stream content, long most, CancellationToken ct)
    {
        var leaves = new LeafFile(new FileStream(
            Path.GetTempFileName(),
            new FileStreamOptions
            {
                Mode = FileMode.Truncate,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.RandomAccess,
                BufferSize = 1 << 16,
            }));
        await using (content)
        {
            var leaf = new byte[SHA256.HashSizeInBytes];
            try
            {
                while (leaves.Count < most
                    && await content.ReadAtLeastAsync(leaf, leaf.Length, throwOnEndOfStream: false, ct) == leaf.Length)
                {
                    await leaves._file.WriteAsync(leaf, ct);
                    leaves._known.Add(Short(leaf));
                    leaves.Count++;
                }
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException)
            {
                // it breaks off: the leaves that came are those there are
            }
        }

        await leaves._file.FlushAsync(ct);
        return leaves;
    }

    /// <summary>The first half of a commitment: enough to find it by.</summary>
    public static UInt128 Short(ReadOnlySpan<byte> commitment) => BinaryPrimitives.ReadUInt128BigEndian(commitment);

    public bool Has(UInt128 leaf) => _known.Contains(leaf);

    /// <summary>The commitment of a leaf, which is numbered from 0.</summary>
    public byte[] Commitment(long leaf)
    {
        var commitment = new byte[SHA256.HashSizeInBytes];
        RandomAccess.Read(Handle, commitment, leaf * SHA256.HashSizeInBytes);
        return commitment;
    }

    public bool IsMissing(long leaf) => !Commitment(leaf).AsSpan().ContainsAnyExcept((byte)0);

    /// <summary>The leaf's hash in the tree.</summary>
    public byte[] Hash(long leaf) => MerkleTree.HashLeaf(Commitment(leaf));

    /// <summary>The root over a range of leaves.</summary>
    public byte[] Root(LeafRange range)
    {
        var tree = new GrowingTree();
        for (var leaf = range.From; leaf < range.To; leaf++)
        {
            tree.Add(Hash(leaf));
        }

        return tree.Root;
    }

    public void Dispose() => _file.Dispose();

    private SafeFileHandle Handle => _file.SafeFileHandle;
}
