using CreditRegistry.Domain.Ledger;
using Npgsql;

namespace CreditRegistry.Persistence.Watching;

/// <summary>An event of a list as it may be told now.</summary>
/// <param name="Written">The epoch in which it was written.</param>
/// <param name="IsShown">Whether the record it names is in publication.</param>
public sealed record StoredWatchEvent(
    long Number, int Written, string Rule, string? RegistrationId, Guid? RecordId, DateOnly? Day, DateTimeOffset At, bool IsShown);

/// <summary>Reads what lists are told, by number.</summary>
public sealed class WatchFeed(NpgsqlDataSource source)
{
    private const string History =
        """
        select array(select from_number from watch_epochs order by epoch), coalesce((select number from watch_progress), 0)
        """;

    /// <summary>Numbers and epochs of events, as positions of a feed of their own.</summary>
    public async Task<FeedHistory> HistoryAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(History);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new FeedHistory(reader.GetFieldValue<long[]>(0), reader.GetInt64(1), IsBehind: false);
    }

    /// <summary>The events of a list after a number, in order.</summary>
    public Task<IReadOnlyList<StoredWatchEvent>> EventsAsync(
        Guid list, long after, int take, DateOnly today, CancellationToken ct) =>
        ReadAsync("number > $2 order by number", list, after, take, today, ct);

    /// <summary>The other way: the newest events of a list.</summary>
    public Task<IReadOnlyList<StoredWatchEvent>> LatestAsync(Guid list, int take, DateOnly today, CancellationToken ct) =>
        ReadAsync("number > $2 order by number desc", list, 0, take, today, ct);

    private async Task<IReadOnlyList<StoredWatchEvent>> ReadAsync(
        string which, Guid list, long after, int take, DateOnly today, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"""
            select number, epoch, rule, registration_id, record_id, day, at, exists (
                select 1 from records
                where id = record_id and state = 'published' and shielded_since is null
                    and published_on <= $4 and (lapses_on is null or lapses_on >= $4))
            from watch_events where list_id = $1 and {which} limit $3
            """);
        command.Parameters.Add(new() { Value = list });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = take });
        command.Parameters.Add(new() { Value = today });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var events = new List<StoredWatchEvent>();
        while (await reader.ReadAsync(ct))
        {
            events.Add(new StoredWatchEvent(
                reader.GetInt64(0),
                reader.GetInt32(1),
                reader.GetString(2),
                await reader.IsDBNullAsync(3, ct) ? null : reader.GetString(3),
                await reader.IsDBNullAsync(4, ct) ? null : reader.GetGuid(4),
                await reader.IsDBNullAsync(5, ct) ? null : reader.GetFieldValue<DateOnly>(5),
                reader.GetFieldValue<DateTimeOffset>(6),
                reader.GetBoolean(7)));
        }

        return events;
    }
}
