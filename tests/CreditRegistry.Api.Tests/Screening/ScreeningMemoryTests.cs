using System.Net;
using CreditRegistry.TestKit;

namespace CreditRegistry.Api.Tests.Screening;

/// <summary>Runs alone: it measures the memory of the whole process.</summary>
[CollectionDefinition(nameof(ScreeningMemoryTests), DisableParallelization = true)]
[Collection(nameof(ScreeningMemoryTests))]
public sealed class ScreeningMemoryTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Fact]
    public async Task OneIdManyTimes_WithoutEnd_LeavesMemoryAndOthersAlone()
    {
        var company = await host.CompanyAsync();
        var copies = string.Concat(Enumerable.Repeat($"\"{company.RegistrationId}\"\n", 5_000));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long lines = 0;
        using var talk = await Talk.StartAsync(host.Address);
        var sending = talk.SendForEverAsync(copies, () => { });
        while (lines < 200_000 && await talk.LineAsync() is not null)
        {
            lines++;
        }

        Assert.Equal(200_000, lines);
        Assert.Equal(HttpStatusCode.OK, (await host.Anyone().AskAsync($"/api/v1/companies/{company.RegistrationId}")).StatusCode);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 50_000_000);

        // The caller leaves in the middle; the server goes on for others.
        talk.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
        Assert.Equal(HttpStatusCode.OK, (await host.Anyone().SendAsync("/api/v1/screenings", new { ids = new[] { "x" } })).StatusCode);
    }
}
