using System.Collections.Concurrent;
using System.Globalization;
using Serilog.Core;
using Serilog.Events;

namespace CreditRegistry.TestKit;

/// <summary>Keeps what a server logs, in place of the console.</summary>
public sealed class TestLog : ILogEventSink
{
    private readonly ConcurrentQueue<LogEvent> _events = new();

    public IReadOnlyCollection<LogEvent> Events => _events;

    public string Text => string.Join('\n', _events.Select(e =>
        $"{e.RenderMessage(CultureInfo.InvariantCulture)} {string.Join(' ', e.Properties)} {e.Exception}"));

    public void Emit(LogEvent logEvent) => _events.Enqueue(logEvent);
}
