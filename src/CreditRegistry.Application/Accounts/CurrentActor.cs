using CreditRegistry.Domain.Accounts;

namespace CreditRegistry.Application.Accounts;

/// <summary>
/// Who is asking in this request, as the account is now; set by whoever authenticates it. Something protected takes an
/// <see cref="Domain.Accounts.Actor"/>; what anyone may call takes this.
/// </summary>
public sealed class CurrentActor
{
    /// <summary>Null for someone without an account.</summary>
    public Actor? Actor { get; set; }

    /// <summary>For what only an account can reach.</summary>
    public Actor Required => Actor
        ?? throw new InvalidOperationException("What takes an Actor must require roles or authorization.");
}
