using System.Text;
using Serilog.Events;
using Serilog.Formatting;

namespace CreditRegistry.Api.Http;

/// <summary>
/// Leaves out what may repeat a caller's words: the path in the framework's log scopes, and exception messages
/// ("The input string '…' was not in a correct format"). Types, stack traces and SQL states stay.
/// </summary>
internal sealed class DiscreetFormatter(ITextFormatter inner, bool exceptionMessages) : ITextFormatter
{
    private static readonly string[] Typed = ["RequestPath", "Path", "PathBase", "QueryString", "Uri"];

    public void Format(LogEvent logEvent, TextWriter output)
    {
        if (logEvent.Exception is null && !Array.Exists(Typed, logEvent.Properties.ContainsKey))
        {
            inner.Format(logEvent, output);
            return;
        }

        var properties = logEvent.Properties
            .Where(p => !Typed.Contains(p.Key, StringComparer.Ordinal))
            .Select(p => new LogEventProperty(p.Key, p.Value))
            .ToList();
        if (logEvent.Exception is { } exception)
        {
            var failure = exceptionMessages ? exception.ToString() : Outline(exception);
            properties.Add(new("Failure", new ScalarValue(failure + Environment.NewLine)));
        }

        inner.Format(
            new LogEvent(logEvent.Timestamp, logEvent.Level, exception: null, logEvent.MessageTemplate, properties),
            output);
    }

    private static string Outline(Exception exception)
    {
        var text = new StringBuilder();
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            text.Append(cause.GetType().FullName);
            if (cause is Npgsql.PostgresException database)
            {
                text.Append(' ').Append(database.SqlState).Append(' ').Append(database.ConstraintName);
            }

            text.AppendLine().AppendLine(cause.StackTrace);
        }

        return text.ToString().TrimEnd();
    }
}
