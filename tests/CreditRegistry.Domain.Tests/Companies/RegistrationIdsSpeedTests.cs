using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Domain.Tests.Companies;

/// <summary>Runs alone: it counts the processor time of the whole process.</summary>
[CollectionDefinition(nameof(RegistrationIdsSpeedTests), DisableParallelization = true)]
[Collection(nameof(RegistrationIdsSpeedTests))]
public class RegistrationIdsSpeedTests
{
    /// <summary>The target is one second of one core in a release build; three leave room for a debug build.</summary>
    [Fact]
    public void Check_AMillionTimes_TakesLessThanThreeSeconds()
    {
        string[] ids = [.. MadeUp.Ids(1000).SelectMany(id => new[] { id, id[..17] + (id[17] == '8' ? '9' : '8') })];

        var best = Enumerable.Range(0, 5).Min(_ => SpentOn(ids, 200_000)) * 5;

        Assert.True(best < TimeSpan.FromSeconds(3), $"A million verdicts take {best}.");
    }

    private static TimeSpan SpentOn(string[] ids, int count)
    {
        var valid = 0;
        var start = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < count; i++)
        {
            valid += RegistrationIds.Check(ids[i % ids.Length]).IsValid ? 1 : 0;
        }

        Assert.Equal(count / 2, valid);
        return Environment.CpuUsage.TotalTime - start;
    }
}
