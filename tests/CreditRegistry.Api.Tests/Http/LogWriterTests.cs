using System.Globalization;
using CreditRegistry.Api.Http;
using Serilog;
using Serilog.Formatting.Display;

namespace CreditRegistry.Api.Tests.Http;

/// <summary>No line is lost or out of order, and a slow output does not hold up who logs.</summary>
public sealed class LogWriterTests
{
    private static readonly MessageTemplateTextFormatter Plain = new("{Message:lj}{NewLine}", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(1)]
    [InlineData(LogWriter.MostWaiting - 1)]
    [InlineData(LogWriter.MostWaiting)]
    [InlineData(LogWriter.MostWaiting + 1)]
    [InlineData(3 * LogWriter.MostWaiting)]
    public void Dispose_EveryLineIsThereInOrder(int lines)
    {
        using var output = new StringWriter();
        using (var log = Log(output))
        {
            for (var i = 0; i < lines; i++)
            {
                log.Information("{Line}", i);
            }
        }

        Assert.Equal(
            Enumerable.Range(0, lines).Select(i => i.ToString(CultureInfo.InvariantCulture)),
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Emit_OutputThatBlocks_HoldsUpNobody()
    {
        using var output = new Blocking();
        using var log = Log(output);
        log.Information("first");
        await output.Begun.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        log.Information("second"); // returns though the first is still being written

        output.Free.Set();
        log.Dispose();
        Assert.Equal(["first", "second"], output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Emit_Fatal_IsWrittenAtOnce()
    {
        using var output = new StringWriter();
        using var log = Log(output);
        log.Information("before");
        log.Fatal("the end");

        Assert.Equal($"before{Environment.NewLine}the end{Environment.NewLine}", output.ToString());
    }

    [Fact]
    public void Emit_OutputThatIsGone_IsNoFailure()
    {
        using var log = Log(new Gone());
        log.Fatal("nobody reads");
        log.Fatal("this either");
    }

    private static Serilog.Core.Logger Log(TextWriter output) =>
        new LoggerConfiguration().WriteTo.Sink(new LogWriter(Plain, output)).CreateLogger();

    private sealed class Blocking : StringWriter
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ManualResetEventSlim Free { get; } = new();

        public override void Flush()
        {
            Begun.TrySetResult();
            Free.Wait();
        }
    }

    private sealed class Gone : StringWriter
    {
        public override void Flush() => throw new IOException("Broken pipe");
    }
}
