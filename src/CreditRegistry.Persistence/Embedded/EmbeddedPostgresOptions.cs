namespace CreditRegistry.Persistence.Embedded;

/// <summary>How the program runs a PostgreSQL of its own. The defaults suit a server, its Cli and a laptop.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Holds the cluster, its passwords and locks; processes that name the same folder share a server.</summary>
    public string DataDirectory { get; init; } = DefaultDataDirectory();

    /// <summary>The folder of <c>initdb</c>, <c>postgres</c> and <c>pg_ctl</c>; null looks around.</summary>
    public string? BinariesDirectory { get; init; }

    /// <summary>Who runs a new cluster if the program is root; null: <c>postgres</c>, then <c>nobody</c>.</summary>
    public string? RunAsUser { get; init; }

    /// <summary>Settings of <c>postgresql.conf</c> that replace or join ours, from the server's next start.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long a start may take, recovery after a crash included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary><c>REGISTRY_DATA_DIR</c>, or else <c>.registry</c> in the checkout or the current folder.</summary>
    private static string DefaultDataDirectory()
    {
        if (Environment.GetEnvironmentVariable("REGISTRY_DATA_DIR") is { Length: > 0 } configured)
        {
            return configured;
        }

        // Server and Cli started from different folders of one checkout must find the same cluster.
        var current = new DirectoryInfo(Environment.CurrentDirectory);
        var root = current;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "CreditRegistry.sln")))
        {
            root = root.Parent;
        }

        return Path.Combine((root ?? current).FullName, ".registry");
    }
}
