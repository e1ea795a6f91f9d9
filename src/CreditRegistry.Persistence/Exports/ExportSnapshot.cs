using System.Data;
using System.Globalization;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence.Ledger;
using Npgsql;

namespace CreditRegistry.Persistence.Exports;

/// <summary>What is exported.</summary>
public enum ExportSubject
{
    Companies = 1,
    Records,
}

/// <summary>How it is written.</summary>
public enum ExportFormat
{
    Ndjson = 1,
    Csv,
}

/// <summary>
/// The register as it stood at one moment, and the position of the feed at that moment: what is read from it, and the
/// changes after that position, make the present.
/// </summary>
public sealed class ExportSnapshot : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;

    /// <remarks>No JSON has these characters, so that nothing is ever quoted: each row comes as it is, one a line.</remarks>
    private const string AsLines = """format csv, quote E'\x01', delimiter E'\x02'""";

    private const string Companies =
        """
        select registration_id as "registrationId", name, english_name as "englishName", former_names as "formerNames",
            company_type as "companyType", status, registered_on as "registeredOn", region_code as "regionCode"
        from companies
        """;

    private readonly NpgsqlConnection _connection;

    private ExportSnapshot(NpgsqlConnection connection, FeedPosition position) =>
        (_connection, Position) = (connection, position);

    public FeedPosition Position { get; }

    /// <summary>Takes the snapshot; it is held until this is disposed.</summary>
    /// <param name="turn">An advisory lock to hold along with it, or null.</param>
    /// <returns>Null when somebody else holds the lock.</returns>
    public static async Task<ExportSnapshot?> TakeAsync(NpgsqlDataSource source, long? turn, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            if (turn is not null)
            {
                await using var tryLock = new NpgsqlCommand($"select pg_try_advisory_lock({turn})", connection);
                if (await tryLock.ExecuteScalarAsync(ct) is not true)
                {
                    await connection.DisposeAsync();
                    return null;
                }
            }

            await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            return new ExportSnapshot(connection, (await LedgerFeed.HistoryAsync(connection, ct)).Head);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes all companies, or all records in publication on that day; a CSV begins with its column names.</summary>
    /// <returns>How many lines were written; a value of a CSV may have several.</returns>
    public async Task<long> CopyAsync(ExportSubject subject, ExportFormat format, DateOnly today, Stream target, CancellationToken ct)
    {
        var rows = subject is ExportSubject.Companies ? Companies : Records(today);
        var copy = format is ExportFormat.Csv
            ? $"copy ({rows}) to stdout (format csv, header)"
            : $"copy (select row_to_json(r) from ({rows}) r) to stdout ({AsLines})";
        var reader = await _connection.BeginTextExportAsync(copy, ct);
        try
        {
            var lines = await CopyAsync(((StreamReader)reader).BaseStream, target, ct);
            reader.Dispose();
            return lines;
        }
        catch
        {
            await StopAsync(reader);
            throw;
        }
    }

    /// <summary>Also gives up the lock, and whatever is still being copied.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_connection.FullState is ConnectionState.Open)
            {
                // The pool resets the session with the next use only; the lock must not wait for that.
                await using var unlock = new NpgsqlCommand("rollback; select pg_advisory_unlock_all()", _connection);
                await unlock.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
        finally
        {
            await _connection.DisposeAsync();
        }
    }

    /// <remarks>Codes and what the register itself holds: titles and laws of a code are in its rule set.</remarks>
    private static string Records(DateOnly today)
    {
        var day = string.Create(CultureInfo.InvariantCulture, $"date '{today:yyyy-MM-dd}'"); // COPY takes no parameters
        return $"""
            select r.id, c.registration_id as "registrationId", r.tier, r.class, r.ground, o.code as organ,
                r.decision_number as "decisionNumber", r.decided_on as "decidedOn", r.summary, r.penalties,
                r.published_on as "publishedOn", r.repairable_from as "repairableFrom", r.lapses_on as "lapsesOn",
                r.repair_pending as "repairPending", r.contested_since as "contestedSince", r.company_statement as "companyStatement",
                r.notice_shown_on as "noticeShownOn",
                case when r.barred_until >= {day} then r.barred_until end as "barredUntil",
                r.rule_set_id as "ruleSet", r.escalated_from_id as "escalatedFrom", r.version,
                to_char(r.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "loggedAt",
                encode(substring(r.proof for 32), 'hex') as salt, encode(substring(r.proof from 33), 'hex') as private
            from records r
            join companies c on c.id = r.company_id
            join organs o on o.id = r.organ_id
            where r.state = 'published' and r.shielded_since is null
                and r.published_on <= {day} and (r.lapses_on is null or r.lapses_on >= {day})
            """;
    }

    /// <summary>Without this the rest of the rows would be read to their end, for nobody.</summary>
    private static async Task StopAsync(NpgsqlCopyTextReader reader)
    {
        try
        {
            await reader.CancelAsync();
            reader.Dispose();
        }
        catch (Exception exception) when (exception is NpgsqlException or ObjectDisposedException or InvalidOperationException)
        {
            // the server says that it stopped, or the connection is gone already
        }
    }

    /// <summary>The server sends a row at a time; what is compressed or sent on should be more.</summary>
    private static async Task<long> CopyAsync(Stream rows, Stream target, CancellationToken ct)
    {
        var buffer = new byte[BufferSize];
        var lines = 0L;
        while (true)
        {
            var count = await rows.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
            if (count == 0)
            {
                return lines;
            }

            lines += buffer.AsSpan(0, count).Count((byte)'\n');
            await target.WriteAsync(buffer.AsMemory(0, count), ct);
        }
    }
}
