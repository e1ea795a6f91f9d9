using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Records;

/// <summary>When a record is published.</summary>
/// <param name="Day">The publication day (Asia/Shanghai); only an import knows an earlier one than today.</param>
/// <param name="Today">The day on which it is stored.</param>
internal readonly record struct PublicationDay(DateOnly Day, DateOnly Today, DateTimeOffset Now);

/// <summary>From what an organ sends to a record: the same for one and for a file of thousands.</summary>
internal static class Publishing
{
    /// <param name="publishedTiers">Tiers of the company's records of the set that are published on the publication day.</param>
    public static Outcome<CreditRecord> Publish(
        RuleSet rules,
        Company company,
        Organ organ,
        PublishRecordInput input,
        PublicationDay on,
        Func<IReadOnlyCollection<RecordTier>> publishedTiers)
    {
        var penalties = input.Penalties ?? [];
        var decision = new Decision(input.Decision.Number.Trim(), input.Decision.DecidedOn!.Value);
        var tier = input.Tier!.Value;
        var summary = input.Summary.Trim();
        if (CreditRecord.CheckTexts(decision.Number, summary) is { } notPublic)
        {
            return notPublic;
        }

        var breaches = PublicationRules.Check(rules, new PublicationFacts(
            company.Status, tier, input.Ground, decision, penalties, on.Day, publishedTiers(), input.Publish));
        return breaches.Count > 0
            ? new RefusedError("RECORD_REFUSED", "The record breaks its rule set and was not stored.", breaches)
            : CreditRecord.Publish(
                Guid.CreateVersion7(on.Now),
                rules,
                new RecordDraft(company.Id, organ.Id, tier, input.Ground, on.Day)
                {
                    Class = PublicationRules.EffectiveClass(rules, tier, input.Ground, penalties),
                    Decision = decision,
                    Summary = summary,
                    Penalties = penalties,
                    Publish = input.Publish,
                },
                on.Today);
    }

    /// <summary>The organ for which an account publishes.</summary>
    /// <param name="code">Needed only by an account bound to several.</param>
    public static async Task<Outcome<Organ>> OwnOrganAsync(
        this RegistryDbContext db, Actor actor, string? code, CancellationToken ct)
    {
        var own = await db.Organs.Where(o => actor.Organs.Contains(o.Id)).ToListAsync(ct);
        if (code is null)
        {
            return own.Count == 1
                ? own[0]
                : InvalidError.Of("ORGAN_REQUIRED", "organ", "Your account is bound to several organs, or none. Name the publishing organ.");
        }

        return own.Find(o => o.Code == code) is { } organ
            ? organ
            : new ForbiddenError("RECORD_OTHER_ORGAN", "Your account does not publish for that organ.");
    }
}
