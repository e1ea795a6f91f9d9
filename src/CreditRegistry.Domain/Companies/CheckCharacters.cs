namespace CreditRegistry.Domain.Companies;

/// <summary>The arithmetic of check characters. Spans hold normalised text of the length each method names.</summary>
public static class CheckCharacters
{
    /// <summary>Of registration IDs (GB 32100-2015): no I, O, S, V, Z. A character's value is its index.</summary>
    public const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly byte[] Values = BuildValues();

    // 3^i mod 31 (GB 32100-2015).
    private static ReadOnlySpan<byte> IdWeights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    // GB 11714-1997.
    private static ReadOnlySpan<byte> OrganisationWeights => [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Character 18 of a registration ID, from the first 17, all of the alphabet (mod 31).</summary>
    public static char OfRegistrationId(ReadOnlySpan<char> first17)
    {
        var weights = IdWeights;
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += Values[first17[i]] * weights[i];
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }

    /// <summary>Character 9 of an organisation code, from the first 8 digits or capital letters (mod 11).</summary>
    /// <remarks>Letters count A = 10 … Z = 35, not by the alphabet of registration IDs.</remarks>
    public static char OfOrganisationCode(ReadOnlySpan<char> first8)
    {
        var weights = OrganisationWeights;
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var c = first8[i];
            sum += (c <= '9' ? c - '0' : c - 'A' + 10) * weights[i];
        }

        return "0X987654321"[sum % 11];
    }

    /// <summary>Digit 15 of an old registration number, from the first 14 digits (ISO 7064 mod 11,10).</summary>
    public static char OfRegistrationNumber(ReadOnlySpan<char> first14)
    {
        var carry = 10;
        for (var i = 0; i < 14; i++)
        {
            carry = (carry + first14[i] - '0') % 10;
            carry = (carry == 0 ? 10 : carry) * 2 % 11;
        }

        return (char)('0' + ((11 - carry) % 10));
    }

    private static byte[] BuildValues()
    {
        var values = new byte['Y' + 1];
        for (var i = 0; i < Alphabet.Length; i++)
        {
            values[Alphabet[i]] = (byte)i;
        }

        return values;
    }
}
