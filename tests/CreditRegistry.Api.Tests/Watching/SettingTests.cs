using CreditRegistry.Api.Http;
using CreditRegistry.Api.Watching;
using CreditRegistry.Application.Watching;
using Microsoft.Extensions.Configuration;

namespace CreditRegistry.Api.Tests.Watching;

public sealed class SettingTests
{
    [Theory]
    [InlineData("Registry:Watch:ListsPerAccount", "0")]
    [InlineData("Registry:Watch:CompaniesPerAccount", "many")]
    [InlineData("Registry:Watch:EventDays", "60")]
    [InlineData("Registry:Recalls:HoldDays", "0")]
    [InlineData("Registry:Webhooks:AllowHttp", "perhaps")]
    [InlineData("Registry:Webhooks:AllowedNetworks", "10.0.0.0/8,here")]
    [InlineData("Registry:Webhooks:RetrySeconds", "5,0")]
    [InlineData("Registry:Webhooks:AtATime", "-1")]
    public void Setting_ThatIsWrong_StopsTheStartWithItsName(string name, string value)
    {
        var stopped = Assert.Throws<SettingException>(() => Read((name, value)));

        Assert.Contains(name, stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_ThatAreRight_AreTaken()
    {
        var read = Read(
            ("Registry:Watch:EventDays", "61"),
            ("Registry:Webhooks:AllowedNetworks", "10.1.0.0/16, fd00::/8"),
            ("Registry:Webhooks:RetrySeconds", "1,2"),
            ("Registry:Webhooks:GiveUpHours", "5"));

        Assert.Equal(61, read.EventDays);
        Assert.Equal(["10.1.0.0/16", "fd00::/8"], read.AllowedNetworks.Select(n => n.ToString()));
        Assert.Equal([1, 2], read.Retries.Select(r => r.TotalSeconds));
        Assert.Equal(TimeSpan.FromHours(5), read.GiveUpAfter);
        Assert.False(read.AllowHttp);
    }

    private static WatchSettings Read(params (string Name, string Value)[] settings) => WatchSettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value)).Build());
}
