using CreditRegistry.Domain.Ledger;
using Npgsql;

namespace CreditRegistry.Persistence.Ledger;

/// <summary>What one look at the end of the ledger found.</summary>
/// <param name="Position">The last position up to which everything was read.</param>
/// <param name="Changed">The companies that new facts concern.</param>
/// <param name="ConcernsAll">A new fact may show in every answer, or the ledger is not the one that was followed.</param>
/// <param name="Unplaced">Ids of committed rows that have no position yet.</param>
/// <param name="IsWhole">False when more is new than one look reads.</param>
public sealed record LedgerLook(
    FeedPosition Position, IReadOnlySet<Guid> Changed, bool ConcernsAll, IReadOnlySet<long> Unplaced, bool IsWhole)
{
    private const int MostRows = 20_000;

    /// <summary>Begins to follow: everything up to the present end counts as changed.</summary>
    public static async Task<LedgerLook> FirstAsync(NpgsqlDataSource primary, CancellationToken ct)
    {
        var head = await LedgerHead.OfAsync(primary, ct);
        return new LedgerLook(head.Position, new HashSet<Guid>(), ConcernsAll: true, new HashSet<long>(), IsWhole: false);
    }

    /// <summary>Reads what was committed after a position, rows without a position included.</summary>
    /// <param name="primary">A standby may lag: what it has not seen would look unchanged.</param>
    public static async Task<LedgerLook> AfterAsync(NpgsqlDataSource primary, FeedPosition after, CancellationToken ct)
    {
        var position = after.Position;
        var changed = new HashSet<Guid>();
        var unplaced = new HashSet<long>();
        var (placed, concernsAll) = (0, false);
        await using var connection = await primary.OpenConnectionAsync(ct);
        // One statement, one snapshot: no row can slip from one half to the other between them.
        await using var command = new NpgsqlCommand(
            $"""
            (select coalesce(max(position), 0), null::uuid, {LedgerHead.Epoch}::bigint, null::bool from ledger)
            union all
            (select position, company_id, id, kind like 'organ.%' from ledger where position > $1 order by position limit $2)
            union all
            (select null, company_id, id, kind like 'organ.%' from ledger where position is null order by id limit $2)
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = after.Position }, new NpgsqlParameter<int> { TypedValue = MostRows } },
        };
        await command.PrepareAsync(ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var head = new FeedPosition((int)reader.GetInt64(2), reader.GetInt64(0));
        if (head.Epoch != after.Epoch || head.Position < after.Position)
        {
            // A standby was promoted that may not have seen the last rows: their numbers are used again for others.
            return new LedgerLook(head, changed, ConcernsAll: true, unplaced, IsWhole: false);
        }

        while (await reader.ReadAsync(ct))
        {
            if (reader.IsDBNull(0))
            {
                unplaced.Add(reader.GetInt64(2));
            }
            else
            {
                position = reader.GetInt64(0);
                placed++;
            }

            if (!reader.IsDBNull(1))
            {
                changed.Add(reader.GetGuid(1));
            }

            concernsAll |= reader.GetBoolean(3);
        }

        return new LedgerLook(after with { Position = position }, changed, concernsAll, unplaced, placed < MostRows && unplaced.Count < MostRows);
    }
}
