using System.Text.Json;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Proof;

/// <summary>A certified record in words. Titles and laws follow from it by the rules; they are not certified themselves.</summary>
/// <param name="LegalBasis">Of the ground.</param>
/// <param name="CompanyStatement">What the company says to a record that it contests; null when it says nothing.</param>
/// <param name="LapsesOn">Last day on which it is shown; null when it does not end by itself.</param>
public sealed record CertifiedView(
    Guid Id,
    RecordTier Tier,
    LocalText TierName,
    LocalText Ground,
    LocalText LegalBasis,
    LocalText Organ,
    string? DecisionNumber,
    DateOnly? DecidedOn,
    IReadOnlyList<NamedPenalty> Penalties,
    DateOnly PublishedOn,
    DateOnly? LapsesOn,
    IReadOnlyList<LocalText> Marks,
    string? CompanyStatement,
    string Summary);

/// <summary>Says in words what a certificate says of records.</summary>
public sealed class DescribeCertified(RegistryDbContext db, RuleBook book)
{
    public async Task<IReadOnlyList<CertifiedView>> RunAsync(IEnumerable<CertifiedRecord> records, CancellationToken ct)
    {
        var facts = records.Select(record => (record.Id, record.Content.Deserialize<Facts>(RegistryJson.Options)!)).ToList();
        var codes = facts.Select(record => record.Item2.Organ).Distinct().ToList();
        var organs = await db.Organs.AsNoTracking().Where(o => codes.Contains(o.Code))
            .ToDictionaryAsync(o => o.Code, o => new LocalText(o.Name, o.NameZh), ct);
        return facts.ConvertAll(record => ViewOf(record.Id, record.Item2, organs));
    }

    private CertifiedView ViewOf(Guid id, Facts facts, Dictionary<string, LocalText> organs)
    {
        var rules = book.Get(facts.RuleSet);
        var ground = rules.FindGround(facts.Ground)!;
        return new(
            id,
            facts.Tier,
            rules.For(facts.Tier).Name,
            ground.Title,
            ground.LegalBasis,
            organs[facts.Organ],
            facts.DecisionNumber,
            facts.DecidedOn,
            NamedPenalty.Of(facts.Penalties, rules),
            facts.PublishedOn,
            facts.LapsesOn,
            [
                .. facts.RepairPending ? [MarkTexts.RepairPending] : Array.Empty<LocalText>(),
                .. facts.ContestedSince is null ? Array.Empty<LocalText>() : [MarkTexts.Contested],
                .. facts.NoticeShownOn is null ? Array.Empty<LocalText>() : [MarkTexts.Escalates],
            ],
            facts.CompanyStatement,
            facts.Summary);
    }

    /// <summary>See <see cref="Domain.Proof.RecordContent"/>.</summary>
    private sealed record Facts(
        RecordTier Tier,
        string Ground,
        string RuleSet,
        string Organ,
        string? DecisionNumber,
        DateOnly? DecidedOn,
        IReadOnlyList<Penalty> Penalties,
        DateOnly PublishedOn,
        DateOnly? LapsesOn,
        bool RepairPending,
        DateOnly? ContestedSince,
        string? CompanyStatement,
        DateOnly? NoticeShownOn,
        string Summary);
}
