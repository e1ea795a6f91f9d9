using CreditRegistry.Domain.Watching;
using Npgsql;

namespace CreditRegistry.Persistence.Watching;

/// <summary>A list whose next delivery is due, held by one worker until its lease ends.</summary>
public sealed record WebhookTurn(
    Guid ListId,
    Guid Lease,
    string Url,
    string Secret,
    string? PreviousSecret,
    DateTimeOffset? PreviousUntil,
    long Delivered,
    int Attempts,
    DateTimeOffset? FailingSince,
    DateTimeOffset HeartbeatAt);

/// <summary>
/// Hands lists with something to deliver to workers of any instance, one worker a list. What a worker writes counts only
/// while it has the lease: a list that was changed, paused or taken over meanwhile stays as it is.
/// </summary>
public sealed class WebhookQueue(NpgsqlDataSource source)
{
    /// <summary>The list that has waited longest; null when none is due that nobody else has.</summary>
    public async Task<WebhookTurn?> TakeAsync(DateTimeOffset now, TimeSpan lease, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            update watch_lists set lease = $2, lease_until = $3
            where id = (
                select id from watch_lists l
                where due_at <= $1 and (lease_until is null or lease_until <= $1)
                    and exists (select 1 from accounts where id = l.account_id and disabled_at is null)
                order by due_at limit 1 for update skip locked)
            returning id, url, secret, previous_secret, previous_until, delivered, attempts, failing_since, heartbeat_at
            """);
        var mine = Guid.CreateVersion7(now);
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = mine });
        command.Parameters.Add(new() { Value = now + lease });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new WebhookTurn(
                reader.GetGuid(0),
                mine,
                reader.GetString(1),
                reader.GetString(2),
                await reader.IsDBNullAsync(3, ct) ? null : reader.GetString(3),
                await reader.IsDBNullAsync(4, ct) ? null : reader.GetFieldValue<DateTimeOffset>(4),
                reader.GetInt64(5),
                reader.GetInt32(6),
                await reader.IsDBNullAsync(7, ct) ? null : reader.GetFieldValue<DateTimeOffset>(7),
                reader.GetFieldValue<DateTimeOffset>(8))
            : null;
    }

    /// <summary>An event was taken: the next may follow at once.</summary>
    /// <returns>False when the lease is no longer this worker's.</returns>
    public Task<bool> DeliveredAsync(WebhookTurn turn, long number, DateTimeOffset leaseUntil, CancellationToken ct) => WriteAsync(
        turn,
        "delivered = greatest(delivered, @number), attempts = 0, failing_since = null, lease_until = @leaseUntil",
        ct,
        ("number", number),
        ("leaseUntil", leaseUntil));

    /// <summary>The heartbeat was taken.</summary>
    public Task<bool> BeatAsync(WebhookTurn turn, DateTimeOffset next, CancellationToken ct) => WriteAsync(
        turn, "heartbeat_at = @next, attempts = 0, failing_since = null", ct, ("next", next));

    /// <summary>It failed: tried again at that instant.</summary>
    public Task<bool> FailedAsync(WebhookTurn turn, DateTimeOffset since, DateTimeOffset next, CancellationToken ct) => WriteAsync(
        turn,
        "attempts = attempts + 1, failing_since = @since, due_at = @next, lease = null, lease_until = null",
        ct,
        ("since", since),
        ("next", next));

    /// <summary>Nothing more is sent until the account resumes it.</summary>
    public Task<bool> StopAsync(WebhookTurn turn, WebhookState state, string failure, DateTimeOffset now, CancellationToken ct) =>
        WriteAsync(
            turn,
            """
            state = @state, state_since = @now, failure = @failure, due_at = null, lease = null, lease_until = null,
            version = version + 1
            """,
            ct,
            ("state", EnumText.Name(state)),
            ("failure", failure),
            ("now", now));

    /// <summary>Ends the turn; with more to deliver it is due again at once, else with the next heartbeat.</summary>
    public Task<bool> EndAsync(WebhookTurn turn, DateTimeOffset now, CancellationToken ct) => WriteAsync(
        turn,
        "due_at = case when last_event > delivered then @now else heartbeat_at end, lease = null, lease_until = null",
        ct,
        ("now", now));

    private async Task<bool> WriteAsync(
        WebhookTurn turn, string change, CancellationToken ct, params (string Name, object Value)[] parameters)
    {
        await using var command = source.CreateCommand(
            $"update watch_lists set {change} where id = @list and lease = @lease and state = 'active'");
        command.Parameters.AddWithValue("list", turn.ListId);
        command.Parameters.AddWithValue("lease", turn.Lease);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return await command.ExecuteNonQueryAsync(ct) == 1;
    }
}
