using System.Globalization;
using System.Text;
using CreditRegistry.Api.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace CreditRegistry.Api.Tests.Http;

public sealed class LogTests
{
    private const string Account = "01890000-0000-7000-8000-00000000000a";

    [Theory]
    [InlineData("Production", "json")]
    [InlineData("Production", "text")]
    [InlineData("Development", "json")]
    public async Task Log_OfAnyRequest_RepeatsNothingTyped(string environment, string format)
    {
        var log = new Captured(format);
        await using (var api = await StartAsync(log, environment))
        {
            var token = ("Authorization", $"Bearer {Account} typedrole");
            await api.GetAsync("/api/v1/samples/1717171717", token);
            await api.GetAsync("/api/v1/samples?name=typedname", token);
            await api.GetAsync("/api/v1/samples?typedname=typedname", token);
            await api.GetAsync("/api/v1/samples/typedpath", token);
            await api.GetAsync("/typedpath?typedname=1", token);
            await api.GetAsync("/api/v1/samples/fails?secret=typedsecret", token);
            await api.GetAsync("/api/v1/samples/%zz?typedname=1", token);
            await api.PostAsync("/api/v1/samples", "{\"typedbody\":\"typedbody\"}", token);
            await api.PostAsync("/api/v1/samples", "typedbody", token);
            await api.SendAsync(new HttpMethod("TYPEDVERB"), "/api/v1/samples/1717171717", null, token);
        }

        var text = log.ToString();
        Assert.Contains("/api/v1/samples/{id:int}", text, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidOperationException), text, StringComparison.Ordinal);
        Assert.DoesNotContain("typed", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("1717171717", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_OfARequest_IsOneLineWithRouteStatusTraceAndAccount()
    {
        var log = new Captured("text");
        string trace;
        await using (var api = await StartAsync(log))
        {
            var response = await api.GetAsync("/api/v1/samples/101", ("Authorization", $"Bearer {Account}"));
            trace = (await response.JsonAsync()).GetProperty("traceId").GetString()!;
        }

        var line = Assert.Single(log.ToString().Split('\n'), l => l.Contains("/samples", StringComparison.Ordinal));
        Assert.Contains("GET /api/v1/samples/{id:int} 404", line, StringComparison.Ordinal);
        Assert.Contains(trace, line, StringComparison.Ordinal);
        Assert.Contains(Account, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_OfAFailure_NamesTheRouteAnd500()
    {
        var log = new Captured("text");
        await using (var api = await StartAsync(log))
        {
            await api.GetAsync("/api/v1/samples/fails");
        }

        Assert.Contains("GET /api/v1/samples/fails 500", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnknownLogFormat_NamesTheSetting()
    {
        var failure = await Assert.ThrowsAsync<SettingException>(
            () => SampleApi.StartAsync(settings: ("Registry:Logs:Format", "xml")));

        Assert.Contains("Registry:Logs:Format", failure.Message, StringComparison.Ordinal);
    }

    private static Task<SampleApi> StartAsync(Captured log, string environment = "Production") =>
        SampleApi.StartAsync(environment, builder => builder.Services.AddSingleton<ILogEventSink>(log));

    private sealed class Captured(string format) : ILogEventSink
    {
        private readonly StringBuilder _text = new();

        private readonly ITextFormatter _formatter = RegistryLogs.Formatter(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Registry:Logs:Format", format)]).Build());

        public void Emit(LogEvent logEvent)
        {
            lock (_text)
            {
                using var writer = new StringWriter(_text, CultureInfo.InvariantCulture);
                _formatter.Format(logEvent, writer);
            }
        }

        public override string ToString() => _text.ToString();
    }
}
