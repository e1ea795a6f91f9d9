using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditRegistry.Api.Tests.Accounts;

[CollectionDefinition(Name)]
public sealed class AccountCollection : ICollectionFixture<AccountHosts>
{
    public const string Name = "accounts";
}

/// <summary>A database of its own with one organ, three companies and an administrator, and an instance on it.</summary>
public sealed class AccountHosts : IAsyncLifetime
{
    public const string OrganCode = "MSA-TEST";
    public const string Admin = "chief@registry.example";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("registry-");
    private EmbeddedPostgres? _postgres;
    private int _accounts;

    internal static Authority Administrator => new([Role.Administrator], [], []);

    internal static Authority Officer => new([Role.Officer], [OrganCode], []);

    internal static Authority Auditor => new([Role.Auditor], [], []);

    internal AccountsApi Api { get; private set; } = null!;

    internal TestClock Clock { get; } = new();

    internal Guid AdminKey { get; private set; }

    internal Guid[] CompanyIds { get; private set; } = [];

    internal string[] RegistrationIds { get; } =
        [.. Enumerable.Range(0, 3).Select(i => MadeUpCompanies.At(i).RegistrationId.Value).Order(StringComparer.Ordinal)];

    public string Connection => _postgres!.ConnectionString("accounts");

    public string OwnerConnection => _postgres!.OwnerConnectionString("accounts");

    internal string NewEmail() => $"person{Interlocked.Increment(ref _accounts)}@registry.example";

    internal async Task<(string Email, Guid Key)> NewAccountAsync(Authority authority)
    {
        var email = NewEmail();
        return (email, await Api.HasAccountAsync(email, authority));
    }

    internal Task<string> AdminTokenAsync() => Api.TokenAsync(Admin);

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_111_111); // the server's user has to pass
        }

        _postgres = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions
            {
                DataDirectory = Path.Combine(_folder.FullName, "data"),
                Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["fsync"] = "off" },
            },
            NullLogger.Instance);
        await _postgres.CreateDatabaseIfMissingAsync("accounts");
        await DatabaseSetup.PrepareAsync(OwnerConnection, Connection, CancellationToken.None);
        Api = await AccountsApi.StartAsync(Connection, Clock);
        CompanyIds = await Api.QueryAsync(SeedAsync);
        AdminKey = await Api.HasAccountAsync(Admin, Administrator);
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await _postgres!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<Guid[]> SeedAsync(RegistryDbContext db)
    {
        var now = Clock.GetUtcNow();
        db.Organs.Add(Organ.Register(
            Guid.CreateVersion7(now), OrganCode, new LocalText("Test organ", "测试机关"), "four-tier-2024", new(2024, 1, 1)));
        var companies = RegistrationIds.Select(id => Company.Register(
            Guid.CreateVersion7(now), id, new($"Company {id}", null, null, CompanyStatus.Registered, null, null))).ToList();
        db.Companies.AddRange(companies);
        await db.SaveAsync(Actor.Registry, role: null, now, CancellationToken.None);
        return [.. companies.Select(c => c.Id)];
    }
}

internal sealed class TestClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
