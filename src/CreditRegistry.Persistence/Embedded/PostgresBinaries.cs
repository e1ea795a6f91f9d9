using System.Globalization;
using System.Text.RegularExpressions;

namespace CreditRegistry.Persistence.Embedded;

/// <summary>One PostgreSQL server installation.</summary>
internal sealed partial record PostgresBinaries(string Directory, int Major, string Version)
{
    private const int OldestMajor = 15;

    private static readonly string[] Required = ["initdb", "postgres", "pg_ctl"];

    // Parent, then the pattern of the version folders below it; each has a bin.
    private static readonly (string Parent, string Pattern)[] UsualPlaces =
    [
        ("/usr/lib/postgresql", "*"),
        ("/usr", "pgsql-*"),
        ("/opt/homebrew/opt", "postgresql*"),
        ("/usr/local/opt", "postgresql*"),
        ("/home/linuxbrew/.linuxbrew/opt", "postgresql*"),
        ("/Applications/Postgres.app/Contents/Versions", "*"),
        (Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*"),
    ];

    public string InitDb => Tool(Directory, "initdb");

    public string PgCtl => Tool(Directory, "pg_ctl");

    /// <summary>What the machine has: first what PATH names, then the newest.</summary>
    public static async Task<IReadOnlyList<PostgresBinaries>> FindAsync(string? only, CancellationToken ct)
    {
        var found = new List<PostgresBinaries>();
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (var directory in only is null ? onPath : [Path.GetFullPath(only)])
        {
            await AddAsync(found, directory);
        }

        if (only is null)
        {
            var usual = new List<PostgresBinaries>();
            foreach (var (parent, pattern) in UsualPlaces.Where(place => System.IO.Directory.Exists(place.Parent)))
            {
                foreach (var version in System.IO.Directory.EnumerateDirectories(parent, pattern))
                {
                    await AddAsync(usual, Path.Combine(version, "bin"));
                }
            }

            found.AddRange(usual.OrderByDescending(binaries => binaries.Major));
        }

        return found.Exists(binaries => binaries.Major >= OldestMajor) ? found : throw Missing(only, found);

        async Task AddAsync(List<PostgresBinaries> list, string directory)
        {
            if (Path.IsPathRooted(directory) && Array.TrueForAll(Required, tool => File.Exists(Tool(directory, tool))))
            {
                var (_, output) = await ServerAccount.Own.RunAsync(Tool(directory, "postgres"), ["--version"], ct);
                if (VersionNumber().Match(output) is { Success: true } version)
                {
                    var major = int.Parse(version.Groups["major"].ValueSpan, CultureInfo.InvariantCulture);
                    list.Add(new(directory, major, version.Value));
                }
            }
        }
    }

    /// <summary>The one for a cluster: of the same major version, or for a new one the first that will do.</summary>
    public static PostgresBinaries Choose(IReadOnlyList<PostgresBinaries> found, int? clusterVersion, string cluster)
    {
        var usable = found.Where(binaries => binaries.Major >= OldestMajor).ToList();
        return usable.Find(binaries => clusterVersion is null || binaries.Major == clusterVersion)
            ?? throw new EmbeddedPostgresException(
                $"{cluster} was made by PostgreSQL {clusterVersion}, and this machine has "
                + $"{string.Join(", ", usable.Select(binaries => binaries.Version))}. Install PostgreSQL "
                + $"{clusterVersion} as well, or upgrade the folder with pg_upgrade, or move it away to begin with an empty "
                + "database; nothing was changed.");
    }

    private static EmbeddedPostgresException Missing(string? only, IEnumerable<PostgresBinaries> tooOld) => new(
        $"""
        No PostgreSQL {OldestMajor} or newer was found {(only is null ? "here" : $"in {only}")}{Seen(tooOld)}. What helps:
          install it     apt-get install postgresql | brew install postgresql@18
                         | winget install PostgreSQL.PostgreSQL.18
          point to it    put the folder of initdb, postgres and pg_ctl on PATH
          use a server   set ConnectionStrings__Registry to its connection string
          use containers docker compose up
        """);

    private static string Seen(IEnumerable<PostgresBinaries> tooOld) =>
        string.Concat(tooOld.Select(binaries => $" ({binaries.Directory} has {binaries.Version})"));

    private static string Tool(string directory, string name) =>
        Path.Combine(directory, OperatingSystem.IsWindows() ? name + ".exe" : name);

    [GeneratedRegex(@"(?<major>\d+)[.\w]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionNumber();
}
