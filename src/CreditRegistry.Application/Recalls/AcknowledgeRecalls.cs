using System.Text.Json.Serialization;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Ledger;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Recalls;

/// <param name="Acknowledged">How many recalls this acknowledged; those acknowledged before are not among them.</param>
/// <param name="Note">That the position was before every recall, and may be one of another kind; absent otherwise.</param>
public sealed record AcknowledgedRecalls(
    int Acknowledged, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note = null);

/// <summary>An account says that what was recalled is gone. The first time counts.</summary>
public sealed class AcknowledgeRecalls(RegistryDbContext db, ReadRecalls read, LedgerFeed feed, TimeProvider clock)
{
    /// <summary>Which position all recalls may be acknowledged up to.</summary>
    public const string WhichPosition =
        "Use the `position` of a recall, as GET /api/v1/recalls has it; positions of a watch list's events count separately.";

    public async Task<Outcome<RecallView>> OneAsync(Actor actor, Guid record, CancellationToken ct)
    {
        await RunAsync(actor, record, upTo: long.MaxValue, ct);
        return await db.Recalls.AnyAsync(r => r.AccountId == actor.AccountKey && r.RecordId == record, ct)
            ? await read.OneAsync(actor, record, ct)
            : ReadRecalls.NotFound;
    }

    /// <summary>All whose record left at or before that position of the change feed.</summary>
    public async Task<Outcome<AcknowledgedRecalls>> AllAsync(Actor actor, FeedPosition upTo, CancellationToken ct)
    {
        var history = await feed.HistoryAsync(ct);
        if (history.Check(upTo, "upTo", WhichPosition) is { } refusal)
        {
            return refusal;
        }

        var acknowledged = await RunAsync(actor, record: null, upTo.Position, ct);
        var first = acknowledged > 0 ? null
            : await db.Recalls.Where(r => r.AccountId == actor.AccountKey).MinAsync(r => (long?)r.Position, ct);
        return new AcknowledgedRecalls(acknowledged, first > upTo.Position
            ? $"Your first recall is at {history.Head with { Position = first.Value }}, after {upTo}. {WhichPosition}"
            : null);
    }

    private async Task<int> RunAsync(Actor actor, Guid? record, long upTo, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var acknowledged = await db.Database.SqlQuery<int>(
            $"""
            with done as (
                update recalls set acknowledged_at = {now}, company_id = null
                where account_id = {actor.AccountKey} and acknowledged_at is null and position <= {upTo}
                    and ({record}::uuid is null or record_id = {record})
                returning account_id, (recalled_at at time zone 'Asia/Shanghai')::date as day,
                    extract(epoch from {now} - recalled_at) / 86400 as days
            ), counted as (
                insert into recall_days (account_id, day, made, within_one_day, within_three_days, within_seven_days)
                select coalesce(account_id, '00000000-0000-0000-0000-000000000000'), day, 0, count(*) filter (where days <= 1),
                    count(*) filter (where days <= 3), count(*) filter (where days <= 7)
                from done group by grouping sets ((account_id, day), (day))
                on conflict (account_id, day) do update set
                    within_one_day = recall_days.within_one_day + excluded.within_one_day,
                    within_three_days = recall_days.within_three_days + excluded.within_three_days,
                    within_seven_days = recall_days.within_seven_days + excluded.within_seven_days
            )
            select count(*)::int as "Value" from done
            """).ToListAsync(ct);
        return acknowledged[0];
    }
}
