using System.Text.Json.Serialization;
using CreditRegistry.Application.Feed;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Watching;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Ledger;
using CreditRegistry.Persistence.Recalls;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Recalls;

/// <summary>A record that the account holds left publication: each copy of it has to go.</summary>
/// <param name="Position">Of the change feed: where it left.</param>
/// <param name="RegistrationId">
/// Only where a screening showed the company to the account, which then knows no record; gone once acknowledged.
/// </param>
/// <param name="State">Why it is no longer shown.</param>
/// <param name="LeftOn">The first day (Asia/Shanghai) on which it was no longer shown.</param>
/// <param name="Because">How the account came to hold it.</param>
/// <param name="ToDo">What to do.</param>
public sealed record RecallView(
    Guid RecordId,
    FeedPosition Position,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RegistrationId,
    TombstoneState State,
    DateOnly LeftOn,
    IReadOnlyList<RecallReason> Because,
    DateTimeOffset RecalledAt,
    DateTimeOffset? AcknowledgedAt,
    string ToDo);

/// <summary>Lists an account's recalls in the order in which the records left.</summary>
public sealed class ReadRecalls(RegistryDbContext db, LedgerFeed feed)
{
    /// <summary>Of a recall that is not there, or another's.</summary>
    public static readonly NotFoundError NotFound = new(
        "RECALL_NOT_FOUND", "No recall of that record is addressed to you. GET /api/v1/recalls has yours.");

    private const string ToDo =
        "Delete the record, and whatever was concluded from it, wherever you keep it or passed it on; then acknowledge. "
        + "Look the company up again where its standing matters.";

    /// <param name="acknowledged">Only those acknowledged, or only the others; null for all.</param>
    public async Task<IReadOnlyList<RecallView>> ListAsync(
        Actor actor, bool? acknowledged, (long Position, Guid RecordId)? after, int fetch, CancellationToken ct)
    {
        var recalls = db.Recalls.AsNoTracking().Where(r => r.AccountId == actor.AccountKey);
        if (acknowledged is { } wanted)
        {
            recalls = wanted ? recalls.Where(r => r.AcknowledgedAt != null) : recalls.Where(r => r.AcknowledgedAt == null);
        }

        if (after is var (position, record))
        {
            recalls = recalls.Where(r => r.Position > position || (r.Position == position && r.RecordId > record));
        }

        return await ViewsAsync(recalls.OrderBy(r => r.Position).ThenBy(r => r.RecordId).Take(fetch), ct);
    }

    /// <summary>How many wait to be acknowledged.</summary>
    /// <param name="most">Where to stop counting.</param>
    public Task<int> CountOpenAsync(Actor actor, int most, CancellationToken ct) => db.Recalls
        .Where(r => r.AccountId == actor.AccountKey && r.AcknowledgedAt == null).Take(most).CountAsync(ct);

    internal async Task<RecallView> OneAsync(Actor actor, Guid record, CancellationToken ct) =>
        (await ViewsAsync(db.Recalls.AsNoTracking().Where(r => r.AccountId == actor.AccountKey && r.RecordId == record), ct))[0];

    private async Task<IReadOnlyList<RecallView>> ViewsAsync(IQueryable<Recall> recalls, CancellationToken ct)
    {
        var epoch = (await feed.HistoryAsync(ct)).Head.Epoch;
        var rows = await recalls
            .Select(r => new
            {
                Recall = r,
                RegistrationId = db.Companies.Where(c => c.Id == r.CompanyId).Select(c => c.RegistrationId).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return
        [
            .. rows.Select(row => new RecallView(
                row.Recall.RecordId,
                new FeedPosition(epoch, row.Recall.Position),
                row.RegistrationId,
                Enum.Parse<TombstoneState>(row.Recall.State, ignoreCase: true),
                row.Recall.LeftOn,
                [.. row.Recall.Because.Select(reason => Enum.Parse<RecallReason>(reason, ignoreCase: true)).Order()],
                row.Recall.RecalledAt,
                row.Recall.AcknowledgedAt,
                ToDo)),
        ];
    }
}
