using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence;

namespace CreditRegistry.Application.Accounts;

/// <summary>Ledger rows about accounts: the account's key and codes, never a person's data.</summary>
internal static class AccountFacts
{
    public static void NoteAccount(
        this RegistryDbContext db, string kind, Guid account, Actor actor, DateTimeOffset now, params (string, object)[] details)
    {
        var all = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in details)
        {
            all[name] = value;
        }

        db.Note(new LedgerFact(kind, account, CompanyId: null, all, Text: null), actor, ActingRole(actor), now);
    }

    public static Task SaveAccountAsync(this RegistryDbContext db, Actor actor, DateTimeOffset now, CancellationToken ct) =>
        db.SaveAsync(actor, ActingRole(actor), now, ct);

    /// <summary>An account that acts on itself, such as one that signs in.</summary>
    public static Actor Itself(Guid account) => Actor.Registry with { AccountKey = account };

    /// <summary>Administrators manage accounts; an officer opens one for a company whose claim is confirmed.</summary>
    private static Role? ActingRole(Actor actor) =>
        actor.Is(Role.Administrator) ? Role.Administrator
        : actor.Is(Role.Officer) ? Role.Officer
        : null;
}
