using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Application.Past;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;

namespace CreditRegistry.Application.Screening;

/// <summary>Writes verdicts in the format of the list. No field ever needs a quote: none repeats what was typed.</summary>
internal sealed class ScreeningWriter(ListFormat format)
{
    private static readonly string[] Verdicts =
        ["", .. Enum.GetValues<ScreeningVerdict>().Select(EnumText.Name)];

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 18);

    public void Header()
    {
        if (format is ListFormat.Csv)
        {
            Text("line,registration_id,verdict,present_id,standing,records,next_end_on,reason,position,suggestion\n");
        }
    }

    public void Add(in Screened result)
    {
        if (format is ListFormat.Csv)
        {
            AddCsv(result);
        }
        else
        {
            AddJson(result);
        }
    }

    /// <summary>The last line of a whole answer: without it, the answer was cut off.</summary>
    /// <param name="instant">What was asked about the past, or null.</param>
    public void End(ScreeningCounts counts, DateTimeOffset asOf, PastInstant? instant) =>
        Last("end", counts, reason: null, asOf, instant);

    /// <summary>The last line of an answer that could not be finished.</summary>
    public void Fail(ScreeningCounts counts, string reason) => Last("failed", counts, reason, asOf: null, instant: null);

    public async Task SendAsync(Stream output, CancellationToken ct)
    {
        await output.WriteAsync(_buffer.WrittenMemory, ct);
        await output.FlushAsync(ct);
        _buffer.ResetWrittenCount();
    }

    private void AddCsv(in Screened result)
    {
        Number(result.Line);
        Field(result.RegistrationId);
        Field(Verdicts[(int)result.Verdict]);
        Field(result.PresentId);
        Field(result.Standing);
        Text(",");
        if (result.Standing is not null)
        {
            Number(result.Records);
        }

        Field(result.NextEndOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Field(result.Reason);
        Text(",");
        if (result.Position is { } position)
        {
            Number(position);
        }

        Field(result.Suggestion);
        Text("\n");
    }

    private void AddJson(in Screened result)
    {
        Text("{\"line\":");
        Number(result.Line);
        Member(",\"registrationId\":", result.RegistrationId);
        Member(",\"verdict\":", Verdicts[(int)result.Verdict]);
        Member(",\"presentId\":", result.PresentId);
        Member(",\"standing\":", result.Standing);
        if (result.Standing is not null)
        {
            Text(",\"records\":");
            Number(result.Records);
        }

        Member(",\"nextEndOn\":", result.NextEndOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Member(",\"reason\":", result.Reason);
        if (result.Position is { } position)
        {
            Text(",\"position\":");
            Number(position);
        }

        Member(",\"suggestion\":", result.Suggestion);
        Text("}\n");
    }

    private void Last(string verdict, ScreeningCounts counts, string? reason, DateTimeOffset? asOf, PastInstant? instant)
    {
        if (format is ListFormat.Csv)
        {
            Number(counts.Total);
            Text(",,");
            Text(verdict);
            Text(",,,,,");
            // A table has no other place to say which question it answers.
            Text(reason ?? (instant is null ? "" : $"{EnumText.Name(instant.Question)}={instant.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}"));
            Text(",,\n");
            return;
        }

        using (var json = new Utf8JsonWriter(_buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("verdict", verdict);
            json.WriteNumber("lines", counts.Total);
            json.WriteNumber("clear", counts.Clear);
            json.WriteNumber("listed", counts.Listed);
            json.WriteNumber("notFound", counts.NotFound);
            json.WriteNumber("invalid", counts.Invalid);
            json.WriteNumber("alias", counts.Alias);
            if (reason is not null)
            {
                json.WriteString("reason", reason);
            }

            if (asOf is { } answered)
            {
                json.WriteString("asOf", answered.UtcDateTime);
            }

            if (instant is not null)
            {
                json.WriteStartObject("instant");
                json.WriteString(EnumText.Name(instant.Question), instant.At.UtcDateTime);
                json.WriteString("note", InstantView.LeavesOut.En);
                json.WriteString("noteZh", InstantView.LeavesOut.Zh);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        Text("\n");
    }

    private void Field(string? text)
    {
        Text(",");
        Text(text ?? "");
    }

    /// <summary>Nothing where there is nothing to say. The values are codes, dates and IDs: nothing to escape.</summary>
    private void Member(string name, string? value)
    {
        if (value is not null)
        {
            Text(name);
            Text("\"");
            Text(value);
            Text("\"");
        }
    }

    private void Text(string text) => _buffer.Advance(Encoding.UTF8.GetBytes(text, _buffer.GetSpan(text.Length * 3)));

    private void Number(long number)
    {
        var span = _buffer.GetSpan(20);
        number.TryFormat(span, out var written, provider: CultureInfo.InvariantCulture);
        _buffer.Advance(written);
    }
}
