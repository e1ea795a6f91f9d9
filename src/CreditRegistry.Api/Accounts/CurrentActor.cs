using CreditRegistry.Domain.Accounts;

namespace CreditRegistry.Api.Accounts;

/// <summary>
/// Who is asking in this request, as the account is now. A protected handler takes an <see cref="Actor"/> as a parameter;
/// one that anyone may call takes this.
/// </summary>
public sealed class CurrentActor
{
    /// <summary>Null for someone without an account.</summary>
    public Actor? Actor { get; internal set; }

    internal Actor Required => Actor
        ?? throw new InvalidOperationException("An endpoint that takes an Actor must require roles or authorization.");
}
