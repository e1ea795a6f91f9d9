using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CreditRegistry.Persistence.Embedded;

/// <summary>The folder of an embedded cluster: what lies where, and who is using it.</summary>
/// <remarks>
/// <c>lock</c> is held alone while someone starts or stops the server. <c>members</c> is held, shared, by everyone who
/// uses it, so whoever can hold it alone is the last one. Both are locks of the operating system and vanish with their
/// process, <c>kill -9</c> included; the files themselves mean nothing and are never deleted.
/// </remarks>
internal sealed class DataFolder(string path)
{
    // EWOULDBLOCK of Linux and of macOS, and Windows' sharing violation; anything else is a real fault.
    private static readonly int[] HeldBySomebody = [11, 35, unchecked((int)0x80070020)];

    public string Root { get; } = Path.GetFullPath(path);

    public string Cluster => Path.Combine(Root, "cluster");

    public string StartLog => Path.Combine(Root, "start.log");

    public string PortFile => Path.Combine(Root, "port");

    private string LockFile => Path.Combine(Root, "lock");

    private string MembersFile => Path.Combine(Root, "members");

    /// <summary>The PostgreSQL major version that wrote the cluster, or null while there is none.</summary>
    public int? ClusterVersion()
    {
        if (!Directory.Exists(Cluster))
        {
            return null;
        }

        var versionFile = Path.Combine(Cluster, "PG_VERSION");
        return File.Exists(versionFile)
            && int.TryParse(File.ReadAllText(versionFile), CultureInfo.InvariantCulture, out var major)
            ? major
            : throw new EmbeddedPostgresException(
                $"{Cluster} is not a PostgreSQL cluster that this program can read. "
                + "Move it away, or set REGISTRY_DATA_DIR to another folder; nothing was changed.");
    }

    /// <summary>Makes the folder, unless it is there; refuses one that holds somebody else's files.</summary>
    public void Create()
    {
        // The lock is the first file of a new folder, so it is looked for last: two may be making the folder at once.
        if ((File.Exists(Root) || (Directory.Exists(Root) && Directory.EnumerateFileSystemEntries(Root).Any()))
            && !File.Exists(LockFile))
        {
            throw new EmbeddedPostgresException(
                $"{Root} is not empty and not made by this program. Set REGISTRY_DATA_DIR to a new or empty folder.");
        }

        if (Path.GetDirectoryName(Root) is { } parent)
        {
            Directory.CreateDirectory(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Root);
        }
        else if (!Directory.Exists(Root))
        {
            Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A folder for a new cluster; renamed when complete, so that a half-made one is never used.</summary>
    public string NewCluster() => $"{Cluster}.new-{Path.GetRandomFileName()}";

    /// <summary>Removes what an initdb left that was killed half-way.</summary>
    public void RemoveUnfinishedClusters()
    {
        foreach (var unfinished in Directory.EnumerateDirectories(Root, "cluster.new-*"))
        {
            try
            {
                Directory.Delete(unfinished, recursive: true);
            }
            catch (IOException)
            {
                // That initdb outlived its program and still writes there; the next start removes it.
            }
        }
    }

    /// <summary>Waits until nobody else starts or stops the server.</summary>
    public async Task<FileStream> LockAsync(CancellationToken ct)
    {
        while (true)
        {
            if (TryHold(LockFile, FileAccess.ReadWrite, FileShare.None) is { } held)
            {
                return held;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), ct);
        }
    }

    /// <summary>True when no process uses the server. Ask it under the lock.</summary>
    public bool IsUnused()
    {
        using var alone = TryHold(MembersFile, FileAccess.ReadWrite, FileShare.None);
        return alone is not null;
    }

    /// <summary>Counts the caller among the users of the server until the stream is closed.</summary>
    public FileStream Join() => new(MembersFile, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);

    /// <summary>Reads a role's password, or makes a new one that only this account can read.</summary>
    public string Password(string role)
    {
        if (!File.Exists(PasswordFile(role)))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            // Renamed when it is on disk, so that a crash cannot leave an empty password.
            var unfinished = PasswordFile(role) + ".new";
            File.Delete(unfinished);
            using (var stream = new FileStream(unfinished, options))
            {
                stream.Write(Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(48, lowercase: true)));
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, PasswordFile(role));
        }

        return File.ReadAllText(PasswordFile(role));
    }

    public string PasswordFile(string role) => Path.Combine(Root, $"{role}.password");

    private static FileStream? TryHold(string file, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, access, share);
        }
        catch (IOException held) when (HeldBySomebody.Contains(held.HResult))
        {
            return null;
        }
    }
}
