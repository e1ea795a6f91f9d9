using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Accounts;
using CreditRegistry.Persistence.Recalls;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Recalls;

/// <summary>How recalls were answered.</summary>
/// <param name="AsOf">The instant of which the figures tell.</param>
/// <param name="Since">The first day that is counted.</param>
/// <param name="Total">Of all consumers with an account.</param>
/// <param name="Consumers">
/// Of those who agreed to be named, still act for whom they are named after, and have had recalls; most recalls first.
/// </param>
public sealed record RecallStatistics(
    DateTimeOffset AsOf, DateOnly Since, RecallFigures Total, IReadOnlyList<ConsumerFigures> Consumers);

/// <summary>Recalls, and how many of those old enough were acknowledged within so many days.</summary>
/// <param name="Made">How many were made.</param>
public sealed record RecallFigures(long Made, RecallShare WithinOneDay, RecallShare WithinThreeDays, RecallShare WithinSevenDays);

/// <param name="Of">Recalls so old that the days are over.</param>
/// <param name="Acknowledged">How many of them were acknowledged in those days.</param>
/// <param name="Share">The part, from 0 to 1; null without any.</param>
public sealed record RecallShare(long Of, long Acknowledged, double? Share);

/// <summary>A company or organ that agreed to be named, with all its accounts that did.</summary>
public sealed record ConsumerFigures(string? RegistrationId, string? Organ, string Name, string NameZh, RecallFigures Recalls);

/// <summary>Reads how recalls were answered in the last year.</summary>
public sealed class ReadRecallStatistics(RegistryDbContext db, TimeProvider clock)
{
    private const int Days = 366;
    private const int MostConsumers = 100;

    public async Task<RecallStatistics> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = LegalDates.DateOf(now);
        var since = today.AddDays(-Days);
        var total = await db.Set<RecallDay>().AsNoTracking().Where(d => d.AccountId == Guid.Empty && d.Day >= since).ToListAsync(ct);
        var named = await (
            from n in db.Set<NamedConsumer>()
            join d in db.Set<RecallDay>() on n.AccountId equals d.AccountId
            join c in db.Companies on n.CompanyId equals c.Id into companies
            from company in companies.DefaultIfEmpty()
            join o in db.Organs on n.OrganId equals o.Id into organs
            from organ in organs.DefaultIfEmpty()
            where d.Day >= since && db.Users.Any(a => a.Id == n.AccountId && a.DisabledAt == null)
                && (db.Set<AccountCompany>().Any(b => b.AccountId == n.AccountId && b.CompanyId == n.CompanyId)
                    || db.Set<AccountOrgan>().Any(b => b.AccountId == n.AccountId && b.OrganId == n.OrganId))
            select new
            {
                company.RegistrationId,
                Organ = organ.Code,
                Name = company != null ? company.Name : organ.Name,
                NameZh = company != null ? company.Name : organ.NameZh,
                Day = d,
            }).AsNoTracking().ToListAsync(ct);
        return new RecallStatistics(
            now,
            since,
            Figures(total, today),
            [
                .. named.GroupBy(n => (n.RegistrationId, n.Organ, n.Name, n.NameZh))
                    .Select(g => new ConsumerFigures(
                        g.Key.RegistrationId, g.Key.Organ, g.Key.Name, g.Key.NameZh, Figures([.. g.Select(n => n.Day)], today)))
                    .OrderByDescending(c => c.Recalls.Made).ThenBy(c => c.RegistrationId ?? c.Organ, StringComparer.Ordinal)
                    .Take(MostConsumers),
            ]);
    }

    private static RecallFigures Figures(IReadOnlyList<RecallDay> days, DateOnly today)
    {
        return new RecallFigures(
            days.Sum(d => (long)d.Made),
            Share(1, d => d.WithinOneDay),
            Share(3, d => d.WithinThreeDays),
            Share(7, d => d.WithinSevenDays));

        RecallShare Share(int within, Func<RecallDay, int> acknowledged)
        {
            // A day after its last hour: whatever was recalled on it has had its time.
            var old = days.Where(d => d.Day.AddDays(within) < today).ToList();
            var (of, done) = (old.Sum(d => (long)d.Made), old.Sum(d => (long)acknowledged(d)));
            return new RecallShare(of, done, of == 0 ? null : Math.Round((double)done / of, 4));
        }
    }
}
