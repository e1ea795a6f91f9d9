using System.Globalization;
using CreditRegistry.Api.Http;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Embedded;

namespace CreditRegistry.Api.Hosting;

/// <summary>What an operator sets for the registry itself. A wrong value stops the start with its name and the reason.</summary>
/// <param name="Connection">Of the program's own user; null for the embedded database.</param>
/// <param name="OwnerConnection">Of the database's owner, who migrates; null when that is the same.</param>
/// <param name="StartAt">Where the clock starts; null for the machine's time.</param>
/// <param name="Demo">Whether demo data is wanted; null when only an embedded database gets it.</param>
/// <param name="DemoPassword">Of the demo accounts; null for a random one.</param>
/// <param name="ExportsFolder">Where the nightly exports are kept; null for the default.</param>
internal sealed record RegistrySettings(
    string? Connection,
    string? OwnerConnection,
    DateTimeOffset? StartAt,
    bool? Demo,
    string? DemoPassword,
    string RulesFolder,
    string? ExportsFolder)
{
    public static RegistrySettings Read(IConfiguration configuration) => new(
        NotBlank(configuration.GetConnectionString("Registry")),
        NotBlank(configuration.GetConnectionString("RegistryOwner")),
        Instant(configuration, "Registry:Now"),
        NotBlank(configuration["Registry:Demo"]) is null ? null : configuration.Flag("Registry:Demo"),
        NotBlank(configuration["Registry:DemoPassword"]),
        NotBlank(configuration["Registry:Rules"]) ?? Application.Rules.RuleFolder.Default,
        NotBlank(configuration["Registry:Exports"]));

    /// <summary>Where the files of the night are kept: as set, else beside an embedded database, else nowhere.</summary>
    /// <exception cref="SettingException">Nothing can be kept there.</exception>
    public string? FolderOfExports(RegistryDatabase database)
    {
        if (ExportsFolder is null)
        {
            return database.IsEmbedded ? Path.Combine(new EmbeddedPostgresOptions().DataDirectory, "exports") : null;
        }

        try
        {
            return Directory.CreateDirectory(ExportsFolder).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingException("Registry:Exports", $"names a folder that cannot be made: {exception.Message}");
        }
    }

    private static DateTimeOffset? Instant(IConfiguration configuration, string name) =>
        NotBlank(configuration[name]) is not { } text ? null
        : text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new SettingException(name, "must be an instant such as 2027-03-01T09:00:00+08:00.");

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
