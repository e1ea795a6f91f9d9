using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Watching;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Watching;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Watching;

/// <summary>What an account says of a list.</summary>
/// <param name="DaysBefore">Null for the default.</param>
/// <param name="Url">Where events are sent; null when they are fetched only.</param>
public sealed record WatchListDraft(string Name, IReadOnlyList<WatchRule> Rules, int? DaysBefore, string? Url);

/// <summary>An account's watch lists: nobody else sees them. No ledger row tells of them, for they change nothing in the register.</summary>
public sealed class ManageWatchLists(RegistryDbContext db, WebhookSender sender, WatchSettings settings, TimeProvider clock)
{
    /// <summary>Of a list that is not there, or another's.</summary>
    public static readonly NotFoundError NotFound = new(
        "WATCH_LIST_NOT_FOUND", "You have no watch list of that id. GET /api/v1/watch-lists has yours.");

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly ConflictError WithoutWebhook = new(
        "WATCH_LIST_WITHOUT_WEBHOOK", "Nothing is sent for this list. Give it delivery `webhook` and a url first.");

    /// <summary>Makes a list without companies. A webhook's secret is in the answer, this once.</summary>
    public async Task<Outcome<WatchListView>> CreateAsync(Actor actor, WatchListDraft draft, CancellationToken ct)
    {
        if (Check(draft) is { } refusal)
        {
            return refusal;
        }

        var account = actor.AccountKey!.Value;
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        await db.Database.ExecuteSqlAsync($"select 1 from accounts where id = {account} for no key update", ct);
        if (await db.WatchLists.CountAsync(l => l.AccountId == account, ct) >= settings.ListsPerAccount)
        {
            return new ConflictError(
                "WATCH_LISTS_FULL", $"An account has at most {settings.ListsPerAccount} watch lists. Delete one, or add to one.");
        }

        var now = clock.GetUtcNow();
        var list = new WatchList
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account,
            Name = draft.Name.Trim(),
            Rules = Names(draft.Rules),
            DaysBefore = draft.DaysBefore ?? WatchLimits.DefaultDaysBefore,
            Version = 1,
            CreatedAt = now,
        };
        var secret = SetUrl(list, draft.Url, now);
        db.WatchLists.Add(list);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return WatchListView.Of(list, secret);
    }

    /// <summary>An account's lists, oldest first.</summary>
    public async Task<IReadOnlyList<WatchListView>> ListAsync(Actor actor, Guid? after, int fetch, CancellationToken ct) =>
        [.. (await db.WatchLists.AsNoTracking()
            .Where(l => l.AccountId == actor.AccountKey && (after == null || l.Id > after))
            .OrderBy(l => l.Id).Take(fetch).ToListAsync(ct)).Select(l => WatchListView.Of(l))];

    public async Task<Outcome<WatchListView>> FindAsync(Actor actor, Guid id, CancellationToken ct) =>
        await RowAsync(actor, id, ct) is { } list ? WatchListView.Of(list) : NotFound;

    /// <summary>Replaces what the list says of itself. A new address begins anew, and gets what waits.</summary>
    /// <param name="seen">The version that the caller saw; null for any.</param>
    public Task<Outcome<WatchListView>> ChangeAsync(Actor actor, Guid id, WatchListDraft draft, int? seen, CancellationToken ct) =>
        WriteAsync(actor, id, ct, list =>
        {
            if (seen is { } version && version != list.Version)
            {
                return new StaleError(
                    "VERSION_STALE",
                    "It changed since you read it. Look at `current`, then send again with the current ETag in If-Match.",
                    list.Version)
                {
                    Current = WatchListView.Of(list),
                };
            }

            if (Check(draft) is { } refusal)
            {
                return refusal;
            }

            (list.Name, list.Rules) = (draft.Name.Trim(), Names(draft.Rules));
            list.DaysBefore = draft.DaysBefore ?? WatchLimits.DefaultDaysBefore;
            var secret = list.Url == draft.Url ? null : SetUrl(list, draft.Url, clock.GetUtcNow());
            list.Version++;
            return WatchListView.Of(list, secret);
        });

    /// <summary>With its companies, events and attempts of delivery. Who was told of a record stays known, for its recall.</summary>
    public async Task<RegistryError?> DeleteAsync(Actor actor, Guid id, CancellationToken ct) =>
        await db.WatchLists.Where(l => l.Id == id && l.AccountId == actor.AccountKey).ExecuteDeleteAsync(ct) == 1 ? null : NotFound;

    /// <summary>A new secret, in the answer this once; the one before signs beside it for a day.</summary>
    public Task<Outcome<WatchListView>> RotateSecretAsync(Actor actor, Guid id, CancellationToken ct) =>
        WriteAsync(actor, id, ct, list =>
        {
            if (list.Url is null)
            {
                return WithoutWebhook;
            }

            var (shown, stored) = sender.NewSecret();
            (list.PreviousSecret, list.PreviousUntil) = (list.Secret, clock.GetUtcNow() + settings.SecretOverlap);
            list.Secret = stored;
            list.Version++;
            return WatchListView.Of(list, shown);
        });

    /// <summary>Sends what waits, at once and in order, also when it was paused or disabled.</summary>
    public Task<Outcome<WatchListView>> ResumeAsync(Actor actor, Guid id, CancellationToken ct) =>
        WriteAsync(actor, id, ct, list =>
        {
            if (list.Url is null)
            {
                return WithoutWebhook;
            }

            var now = clock.GetUtcNow();
            if (list.State is not WebhookState.Active)
            {
                (list.State, list.StateSince, list.Failure) = (WebhookState.Active, now, null);
                list.Version++;
            }

            BeginAgain(list, now);
            return WatchListView.Of(list);
        });

    /// <summary>Sends the events after a position again, each with the id that it had.</summary>
    public async Task<Outcome<WatchListView>> ReplayAsync(
        Actor actor, Guid id, FeedPosition after, WatchFeed feed, CancellationToken ct)
    {
        if ((await feed.HistoryAsync(ct)).Check(
            after, "after", "Use the `position` of an event of this list, or `next`, as GET …/events has them.") is { } refusal)
        {
            return await RowAsync(actor, id, ct) is null ? NotFound : refusal;
        }

        return await WriteAsync(actor, id, ct, list =>
        {
            if (list.State is not WebhookState.Active)
            {
                return list.Url is null
                    ? WithoutWebhook
                    : new ConflictError("WATCH_LIST_NOT_ACTIVE", "The sending is paused or disabled. Resume it first, then replay.");
            }

            list.Delivered = Math.Min(after.Position, list.LastEvent);
            BeginAgain(list, clock.GetUtcNow());
            return WatchListView.Of(list);
        });
    }

    /// <summary>Sends a test event now and says how it went.</summary>
    public async Task<Outcome<WatchDeliveryView>> PingAsync(Actor actor, Guid id, DeliverWebhooks deliver, CancellationToken ct) =>
        await RowAsync(actor, id, ct) is not { } list ? NotFound
        : list.Url is null ? WithoutWebhook
        : await deliver.PingAsync(list, ct);

    /// <summary>Attempts of delivery, newest first; null when there is no such list.</summary>
    public async Task<IReadOnlyList<(long Id, WatchDeliveryView Delivery)>?> DeliveriesAsync(
        Actor actor, Guid id, long? before, int fetch, CancellationToken ct)
    {
        if (await RowAsync(actor, id, ct) is null)
        {
            return null;
        }

        var rows = await db.Set<WatchDelivery>().AsNoTracking()
            .Where(d => d.ListId == id && (before == null || d.Id < before))
            .OrderByDescending(d => d.Id).Take(fetch).ToListAsync(ct);
        return [.. rows.Select(d => (d.Id, WatchDeliveryView.Of(d)))];
    }

    /// <summary>Companies on the list, by registration ID; null when there is no such list.</summary>
    public async Task<IReadOnlyList<string>?> CompaniesAsync(Actor actor, Guid id, string? after, int fetch, CancellationToken ct) =>
        await RowAsync(actor, id, ct) is null
            ? null
            : await db.Set<WatchedCompany>()
                .Where(c => c.ListId == id && string.Compare(c.RegistrationId, after ?? "") > 0)
                .OrderBy(c => c.RegistrationId).Take(fetch).Select(c => c.RegistrationId).ToListAsync(ct);

    internal Task<WatchList?> LockAsync(Actor actor, Guid id, CancellationToken ct) => db.WatchLists
        .FromSql($"select * from watch_lists where id = {id} and account_id = {actor.AccountKey} for update")
        .SingleOrDefaultAsync(ct);

    private async Task<Outcome<WatchListView>> WriteAsync(
        Actor actor, Guid id, CancellationToken ct, Func<WatchList, Outcome<WatchListView>> write)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        if (await LockAsync(actor, id, ct) is not { } list)
        {
            return NotFound;
        }

        var outcome = write(list);
        if (outcome.Error is null)
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        return outcome;
    }

    private Task<WatchList?> RowAsync(Actor actor, Guid id, CancellationToken ct) =>
        db.WatchLists.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id && l.AccountId == actor.AccountKey, ct);

    private RegistryError? Check(WatchListDraft draft)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!RecordText.IsLine(draft.Name) || draft.Name.Trim().Length > WatchLimits.NameMaxLength)
        {
            errors["name"] = [$"Name the list in one line of at most {WatchLimits.NameMaxLength} characters."];
        }

        if (draft.Rules.Count == 0)
        {
            errors["rules"] = [$"Choose at least one of {string.Join(", ", Names(Enum.GetValues<WatchRule>()))}."];
        }

        if (draft.DaysBefore is < 1 or > WatchLimits.MaxDaysBefore)
        {
            errors["daysBefore"] = [$"Must be from 1 to {WatchLimits.MaxDaysBefore}."];
        }

        return errors.Count > 0
            ? new InvalidError("VALIDATION_FAILED", "Some fields are missing or wrong. The errors name each of them.", errors)
            : draft.Url is null ? null : sender.Check(draft.Url);
    }

    /// <returns>The secret, where one was made.</returns>
    private string? SetUrl(WatchList list, string? url, DateTimeOffset now)
    {
        list.Url = url;
        (list.PreviousSecret, list.PreviousUntil, list.Failure) = (null, null, null);
        if (url is null)
        {
            (list.Secret, list.State, list.StateSince, list.DueAt, list.HeartbeatAt) = (null, null, null, null, null);
            (list.Lease, list.LeaseUntil, list.FailingSince, list.Attempts) = (null, null, null, 0);
            return null;
        }

        if (list.State is null)
        {
            list.Delivered = list.LastEvent;
        }

        // Another receiver gets another secret: the one before knows the old.
        var (shown, stored) = sender.NewSecret();
        list.Secret = stored;
        (list.State, list.StateSince, list.HeartbeatAt) = (WebhookState.Active, now, now + Day);
        BeginAgain(list, now);
        return shown;
    }

    /// <summary>Takes the list from whoever is sending, too.</summary>
    private static void BeginAgain(WatchList list, DateTimeOffset now)
    {
        (list.Attempts, list.FailingSince, list.Lease, list.LeaseUntil) = (0, null, null, null);
        list.DueAt = list.LastEvent > list.Delivered ? now : list.HeartbeatAt;
    }

    private static string[] Names(IEnumerable<WatchRule> rules) => [.. rules.Distinct().Order().Select(EnumText.Name)];
}
