using CreditRegistry.Domain;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CreditRegistry.Web.Parts;

/// <summary>A secret that a page shows once.</summary>
/// <param name="Until">Until when it works, in words; null when it has no end.</param>
public sealed record HandedOver(LocalText What, string Secret, string? Until = null);

/// <summary>Hands a secret to the page that a form is answered by; between the two it is sealed in a cookie.</summary>
public static class HandingOver
{
    /// <param name="owner">What the secret is of: no other page shows it.</param>
    public static void HandOver(this ITempDataDictionary next, Guid owner, HandedOver secret) =>
        next[KeyOf(owner)] = new[] { secret.What.En, secret.What.Zh, secret.Secret, secret.Until ?? "" };

    /// <summary>What was handed over; null when nothing, or when it was shown already.</summary>
    public static HandedOver? TakeOver(this ITempDataDictionary before, Guid owner) =>
        before[KeyOf(owner)] is string[] { Length: 4 } secret
            ? new HandedOver(new LocalText(secret[0], secret[1]), secret[2], secret[3] is "" ? null : secret[3])
            : null;

    private static string KeyOf(Guid owner) => $"secret {owner}";
}
