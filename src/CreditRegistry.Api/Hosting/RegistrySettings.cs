using System.Globalization;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Proof;
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
/// <param name="SigningKeysFolder">Where the private keys are that sign for the registry; null for the default.</param>
/// <param name="LostSigningKey">The key that signed last, when it is lost for good; null when it is not.</param>
/// <param name="CertificateFont">A TrueType file to print certificates with; null for Debian's.</param>
internal sealed record RegistrySettings(
    string? Connection,
    string? OwnerConnection,
    DateTimeOffset? StartAt,
    bool? Demo,
    string? DemoPassword,
    string RulesFolder,
    string? ExportsFolder,
    string? SigningKeysFolder,
    string? LostSigningKey,
    string? CertificateFont)
{
    public const string SigningKeysName = "Registry:SigningKeys";

    public static RegistrySettings Read(IConfiguration configuration) => new(
        NotBlank(configuration.GetConnectionString("Registry")),
        NotBlank(configuration.GetConnectionString("RegistryOwner")),
        Instant(configuration, "Registry:Now"),
        NotBlank(configuration["Registry:Demo"]) is null ? null : configuration.Flag("Registry:Demo"),
        NotBlank(configuration["Registry:DemoPassword"]),
        NotBlank(configuration["Registry:Rules"]) ?? Application.Rules.RuleFolder.Default,
        NotBlank(configuration["Registry:Exports"]),
        NotBlank(configuration["Registry:SigningKeys"]),
        NotBlank(configuration["Registry:LostSigningKey"]),
        NotBlank(configuration["Registry:CertificateFont"]));

    /// <summary>Where the files of the night are kept: as set, else beside an embedded database, else nowhere.</summary>
    /// <exception cref="SettingException">Nothing can be kept there.</exception>
    public string? FolderOfExports(RegistryDatabase database)
    {
        if (ExportsFolder is null)
        {
            return Beside(database, "exports");
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

    /// <summary>The private keys of the registry: in the folder that is set, else beside an embedded database.</summary>
    /// <exception cref="SettingException">No folder is set, or what is in it cannot be used.</exception>
    public SigningKeys OpenSigningKeys(RegistryDatabase database)
    {
        var folder = SigningKeysFolder
            ?? Beside(database, "signing-keys")
            ?? throw new SettingException(
                SigningKeysName,
                "must name a folder that outlives this machine's restarts and that only the program reads: the keys are kept there "
                + "with which the registry signs its log. The first key is made there by itself.");
        try
        {
            return new SigningKeys(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingException(SigningKeysName, $"names a folder that cannot be used: {exception.Message}");
        }
        catch (SigningKeyException exception)
        {
            throw new SettingException(SigningKeysName, $"names a folder with a file that is no key. {exception.Message}");
        }
    }

    private static string? Beside(RegistryDatabase database, string folder) =>
        database.IsEmbedded ? Path.Combine(new EmbeddedPostgresOptions().DataDirectory, folder) : null;

    private static DateTimeOffset? Instant(IConfiguration configuration, string name) =>
        NotBlank(configuration[name]) is not { } text ? null
        : text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new SettingException(name, "must be an instant such as 2027-03-01T09:00:00+08:00.");

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
