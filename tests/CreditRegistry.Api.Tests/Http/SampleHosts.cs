namespace CreditRegistry.Api.Tests.Http;

/// <summary>One host in each environment, shared by the tests that change nothing in it.</summary>
public sealed class SampleHosts : IAsyncLifetime
{
    internal SampleApi Production { get; private set; } = null!;

    internal SampleApi Development { get; private set; } = null!;

    internal SampleApi In(string environment) => environment is "Development" ? Development : Production;

    public async ValueTask InitializeAsync()
    {
        Production = await SampleApi.StartAsync();
        Development = await SampleApi.StartAsync("Development");
    }

    public async ValueTask DisposeAsync()
    {
        await Production.DisposeAsync();
        await Development.DisposeAsync();
    }
}
