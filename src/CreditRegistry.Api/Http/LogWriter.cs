using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace CreditRegistry.Api.Http;

/// <summary>
/// Writes log lines in a thread of its own, many at once: a disk that is busy for a moment must not hold up requests. Lines
/// are written within a twentieth of a second, those of a failure that ends the process at once; when too many wait, whoever
/// logs writes them.
/// </summary>
public sealed class LogWriter : ILogEventSink, IDisposable
{
    public const int MostWaiting = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ITextFormatter _formatter;
    private readonly TextWriter _output;
    private readonly ConcurrentQueue<LogEvent> _waiting = new();
    private readonly Lock _writing = new();
    private volatile bool _ended;

    public LogWriter(ITextFormatter formatter, TextWriter output)
    {
        (_formatter, _output) = (formatter, output);
        AppDomain.CurrentDomain.ProcessExit += OnEnd;
        AppDomain.CurrentDomain.UnhandledException += OnEnd;
        new Thread(Run) { IsBackground = true, Name = "log" }.Start();
    }

    /// <summary>Standard output, in blocks.</summary>
    public static TextWriter Console() => new StreamWriter(System.Console.OpenStandardOutput(), bufferSize: 1 << 16);

    public void Emit(LogEvent logEvent)
    {
        _waiting.Enqueue(logEvent);
        if (_ended || logEvent.Level is LogEventLevel.Fatal || _waiting.Count >= MostWaiting)
        {
            Write();
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnEnd;
        AppDomain.CurrentDomain.UnhandledException -= OnEnd;
        OnEnd(this, EventArgs.Empty);
    }

    private void OnEnd(object? sender, EventArgs ending)
    {
        _ended = true;
        Write();
    }

    private void Run()
    {
        while (!_ended)
        {
            Thread.Sleep(Pause);
            Write();
        }
    }

    private void Write()
    {
        lock (_writing)
        {
            try
            {
                var any = false;
                while (_waiting.TryDequeue(out var line))
                {
                    _formatter.Format(line, _output);
                    any = true;
                }

                if (any)
                {
                    _output.Flush();
                }
            }
            catch (IOException)
            {
                // Nobody reads it any more: no reason to stop the registry.
            }
        }
    }
}
