using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

namespace CreditRegistry.Api.Http;

/// <summary>Logs on the console, as text or JSON, that hold nothing a caller typed.</summary>
public static class RegistryLogs
{
    private const string Text =
        "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {Message:lj}{NewLine}{Failure:l}";

    internal static void AddRegistryLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<Serilog.ILogger>(services =>
            Create(builder.Configuration, services.GetServices<ILogEventSink>()));
        builder.Services.AddSingleton<ILoggerProvider>(services =>
            new SerilogLoggerProvider(services.GetRequiredService<Serilog.ILogger>()));
    }

    /// <summary>What the console prints, for a host that registers an <see cref="ILogEventSink"/> in its place.</summary>
    public static ITextFormatter Formatter(IConfiguration configuration) => new DiscreetFormatter(
        configuration["Registry:Logs:Format"] switch
        {
            null or "text" => new MessageTemplateTextFormatter(Text, CultureInfo.InvariantCulture),
            "json" => new JsonFormatter(),
            _ => throw new SettingException("Registry:Logs:Format", "must be text or json."),
        },
        configuration.Flag("Registry:Logs:ExceptionMessages"));

    private static Logger Create(IConfiguration configuration, IEnumerable<ILogEventSink> sinks)
    {
        var logs = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .ReadFrom.Configuration(configuration);
        var console = Formatter(configuration);
        var others = sinks.ToList();
        if (others.Count is 0)
        {
            logs.WriteTo.Sink(new LogWriter(console, LogWriter.Console()));
        }

        others.ForEach(sink => logs.WriteTo.Sink(sink));
        return logs.CreateLogger();
    }
}
