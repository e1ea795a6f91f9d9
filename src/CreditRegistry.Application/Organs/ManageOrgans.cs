using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Organs;

/// <summary>An organ with the rule sets that it follows and from when.</summary>
public sealed record OrganDetails(string Code, string Name, string NameZh, IReadOnlyList<RuleSetAdoption> RuleSets)
{
    public static OrganDetails Of(Organ organ) => new(organ.Code, organ.Name, organ.NameZh, organ.Adoptions);
}

/// <summary>Registers organs and the rule sets that they adopt.</summary>
public sealed class ManageOrgans(RegistryDbContext db, RuleBook book, TimeProvider clock)
{
    public const int CodeMaxLength = 40;
    public const int NameMaxLength = 200;

    private const string OneByCode = "ux_organs_code";

    /// <summary>Organs by code, at most that many after that code.</summary>
    public async Task<IReadOnlyList<OrganDetails>> ListAsync(string? after, int take, CancellationToken ct)
    {
        var organs = await db.Organs.AsNoTracking()
            .Where(o => after == null || string.Compare(o.Code, after) > 0)
            .OrderBy(o => o.Code)
            .Take(take)
            .ToListAsync(ct);
        return organs.ConvertAll(OrganDetails.Of);
    }

    /// <summary>The organs that an account works for, by code.</summary>
    public async Task<IReadOnlyList<OrganDetails>> OwnAsync(Actor actor, CancellationToken ct)
    {
        var organs = await db.Organs.AsNoTracking()
            .Where(o => actor.Organs.Contains(o.Id)).OrderBy(o => o.Code).ToListAsync(ct);
        return organs.ConvertAll(OrganDetails.Of);
    }

    /// <summary>One organ; null when there is none of that code.</summary>
    public async Task<OrganDetails?> FindAsync(string code, CancellationToken ct) =>
        await db.Organs.AsNoTracking().SingleOrDefaultAsync(o => o.Code == code, ct) is { } organ ? OrganDetails.Of(organ) : null;

    /// <param name="code">Capital letters, digits and hyphens; never changed.</param>
    /// <param name="from">First day (Asia/Shanghai) on which its records follow the set; null for today.</param>
    public async Task<Outcome<OrganDetails>> RegisterAsync(
        string code, LocalText name, string ruleSet, DateOnly? from, Actor actor, CancellationToken ct)
    {
        if (code.Length is 0 or > CodeMaxLength || !code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '-'))
        {
            return InvalidError.Of(
                "ORGAN_CODE", "code", $"Use 1 to {CodeMaxLength} capital letters, digits and hyphens, such as MSA-LANAN.");
        }

        if (new[] { name.En, name.Zh }.Any(n => !RecordText.IsLine(n) || n.Length > NameMaxLength))
        {
            return InvalidError.Of("ORGAN_NAME", "name", $"Give both names, at most {NameMaxLength} characters each.");
        }

        var now = clock.GetUtcNow();
        var day = from ?? LegalDates.DateOf(now);
        if (CheckSet(ruleSet, day) is { } wrong)
        {
            return wrong;
        }

        if (await db.Organs.AnyAsync(o => o.Code == code, ct))
        {
            return Exists;
        }

        var organ = Organ.Register(Guid.CreateVersion7(now), code, name, ruleSet, day);
        db.Organs.Add(organ);
        try
        {
            await SaveAsync(actor, now, ct);
        }
        catch (DbUpdateException exception) when (exception.Broke(OneByCode))
        {
            return Exists; // another administrator was quicker
        }

        return OrganDetails.Of(organ);
    }

    /// <summary>From that day on, new records of the organ follow the set; those already published keep theirs.</summary>
    public async Task<Outcome<OrganDetails>> AdoptAsync(
        string code, string ruleSet, DateOnly from, Actor actor, CancellationToken ct)
    {
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        // Two adoptions at once do not overtake each other.
        var organ = await db.Organs.FromSql($"select * from organs where code = {code} for no key update").SingleOrDefaultAsync(ct);
        if (organ is null)
        {
            return new NotFoundError("ORGAN_NOT_FOUND", "There is no organ of that code.");
        }

        var now = clock.GetUtcNow();
        if ((CheckSet(ruleSet, from) ?? organ.Adopt(ruleSet, from, LegalDates.DateOf(now))) is { } refusal)
        {
            return refusal;
        }

        await SaveAsync(actor, now, ct);
        await transaction.CommitAsync(ct);
        return OrganDetails.Of(organ);
    }

    private static ConflictError Exists => new("ORGAN_EXISTS", "An organ of that code is registered. Choose another code.");

    private Task SaveAsync(Actor actor, DateTimeOffset now, CancellationToken ct) =>
        db.SaveAsync(actor, actor.Is(Role.Administrator) ? Role.Administrator : null, now, ct);

    private InvalidError? CheckSet(string id, DateOnly from) =>
        book.Find(id) is not { } set
            ? InvalidError.Of("RULE_SET_UNKNOWN", "ruleSet", $"Use one of: {string.Join(", ", book.All.Select(s => s.Id))}.")
            : from < set.EffectiveFrom || set.EffectiveTo < from
                ? InvalidError.Of("RULE_SET_NOT_IN_FORCE", "from", $"{set.Id} can be adopted from {set.EffectiveFrom:yyyy-MM-dd}.")
                : null;
}
