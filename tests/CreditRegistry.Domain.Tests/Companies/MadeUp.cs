using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;

namespace CreditRegistry.Domain.Tests.Companies;

/// <summary>Made-up IDs for tests: whole ones, and ones bent in one respect and otherwise consistent.</summary>
internal static class MadeUp
{
    public static IEnumerable<string> Ids(int count) =>
        Enumerable.Range(0, count).Select(i => MadeUpCompanies.At(i * 7919L).RegistrationId.Value);

    public static string Id(long index = 0) => MadeUpCompanies.At(index).RegistrationId.Value;

    /// <summary>Both check characters computed for the first 16.</summary>
    public static string WithChecks(string first16)
    {
        var first17 = first16 + CheckCharacters.OfOrganisationCode(first16.AsSpan(8));
        return first17 + CheckCharacters.OfRegistrationId(first17);
    }

    /// <summary>Character 18 computed, so that only the organisation check can fail.</summary>
    public static string WithLastCheck(string first17) => first17 + CheckCharacters.OfRegistrationId(first17);

    /// <summary>The text with the character at a position, counted from 1, replaced.</summary>
    public static string With(string text, int position, char c) => text[..(position - 1)] + c + text[position..];
}
