using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Web;

/// <summary>Tells what someone typed into the search box: a number, though perhaps a wrong one, or a name.</summary>
public static class SearchText
{
    public const int MaxLength = 200;

    /// <inheritdoc cref="RegistrationIds.LooksLikeNumber"/>
    public static bool LooksLikeId(string text) => RegistrationIds.LooksLikeNumber(text);
}
