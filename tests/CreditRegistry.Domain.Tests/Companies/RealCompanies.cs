using System.IO.Compression;

namespace CreditRegistry.Domain.Tests.Companies;

/// <summary>The shared file of real registrations, outside the repository: its licence does not fit here.</summary>
internal static class RealCompanies
{
    private const string FileName = "companies.csv.gz";

    /// <summary>Every row's name and registration ID, dirt included; skips the test where the file is absent.</summary>
    public static IEnumerable<(string Name, string RegistrationId)> ReadOrSkip()
    {
        var file = Find();
        Assert.SkipWhen(
            file is null,
            $"No shared/data/{FileName} above the tests, and REGISTRY_SHARED_DATA names no folder that holds it.");

        return Read(file!);
    }

    private static IEnumerable<(string Name, string RegistrationId)> Read(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        reader.ReadLine(); // header
        while (reader.ReadLine() is { } line)
        {
            var (name, remainder) = FirstField(line);
            yield return (name, FirstField(remainder).Value);
        }
    }

    private static (string Value, string Remainder) FirstField(string line)
    {
        if (!line.StartsWith('"'))
        {
            var comma = line.IndexOf(',');
            return (line[..comma], line[(comma + 1)..]);
        }

        var end = 1;
        while (line[end] != '"' || line[end + 1] == '"')
        {
            end += line[end] == '"' ? 2 : 1;
        }

        return (line[1..end].Replace("\"\"", "\"", StringComparison.Ordinal), line[(end + 2)..]);
    }

    private static string? Find()
    {
        var folders = new List<string>();
        if (Environment.GetEnvironmentVariable("REGISTRY_SHARED_DATA") is { Length: > 0 } named)
        {
            folders.Add(named);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            folders.Add(Path.Combine(folder.FullName, "shared", "data"));
        }

        return folders.Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists);
    }
}
