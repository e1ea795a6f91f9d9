using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Persistence;
using CreditRegistry.TestKit;
using Microsoft.AspNetCore.Builder;

namespace CreditRegistry.Api.Tests.Accounts;

[CollectionDefinition(Name)]
public sealed class AccountCollection : ICollectionFixture<AccountHosts>
{
    public const string Name = "accounts";
}

/// <summary>A database of its own with one organ, three companies and an administrator, and an instance on it.</summary>
public sealed class AccountHosts(RegistryCluster cluster) : IAsyncLifetime
{
    public const string OrganCode = "MSA-TEST";
    public const string Admin = "chief@registry.example";

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

    internal TestDatabase Database { get; private set; } = null!;

    internal string NewEmail() => $"person{Interlocked.Increment(ref _accounts)}@registry.example";

    internal async Task<(string Email, Guid Key)> NewAccountAsync(Authority authority)
    {
        var email = NewEmail();
        return (email, await Api.HasAccountAsync(email, authority));
    }

    internal Task<string> AdminTokenAsync() => Api.TokenAsync(Admin);

    public async ValueTask InitializeAsync()
    {
        Database = await cluster.NewDatabaseAsync();
        Api = await AccountsApi.StartAsync(cluster, Database, Clock);
        CompanyIds = await Api.QueryAsync(SeedAsync);
        AdminKey = await Api.HasAccountAsync(Admin, Administrator);
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    /// <summary>Another instance on the same database.</summary>
    internal Task<AccountsApi> StartAnotherAsync(Action<WebApplicationBuilder>? with = null) =>
        AccountsApi.StartAsync(cluster, Database, Clock, with);

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
