namespace CreditRegistry.Domain.Companies;

/// <summary>Recognises what may be a natural person's number, so that it is neither kept nor given back.</summary>
/// <remarks>
/// A citizen's number begins with 1 to 8. A foreign resident's (GA 2102-2023) is 9, a province, a country, a birth date:
/// those of Beijing to Inner Mongolia begin with 91 and those of Shanghai to Shandong with 93, like companies' IDs.
/// </remarks>
internal static class PersonNumber
{
    /// <summary>18 characters: 17 digits and a digit or X, of which 7–14 make a plausible date.</summary>
    public static bool MayBe(ReadOnlySpan<char> code) => HasPlausibleDate(code) && HasItsShape(code);

    /// <summary>
    /// Wider than <see cref="MayBe"/>: look-alike letters count as the digits they stand for, and no date is needed
    /// where the number does not begin with 9.
    /// </summary>
    public static bool Resembles(ReadOnlySpan<char> code)
    {
        Span<char> digits = stackalloc char[RegistrationId.Length];
        for (var i = 0; i < digits.Length; i++)
        {
            digits[i] = LookAlikes.DigitFor(code[i]);
        }

        return HasItsShape(digits) && (digits[0] != '9' || HasPlausibleDate(digits));
    }

    /// <summary>15 digits of which 7–12 make a plausible date (yyMMdd), as citizens' numbers did until 1999.</summary>
    public static bool MayBeOld(ReadOnlySpan<char> digits) =>
        IsDate(1900 + Number(digits[6..8]), digits[8..12]);

    private static bool HasItsShape(ReadOnlySpan<char> code) =>
        !code[..17].ContainsAnyExceptInRange('0', '9') && (char.IsAsciiDigit(code[17]) || code[17] == 'X');

    private static bool HasPlausibleDate(ReadOnlySpan<char> code) =>
        code[6..8] is "19" or "20"
        && !code[8..14].ContainsAnyExceptInRange('0', '9')
        && IsDate(Number(code[6..10]), code[10..14]);

    private static bool IsDate(int year, ReadOnlySpan<char> monthAndDay)
    {
        var month = Number(monthAndDay[..2]);
        var day = Number(monthAndDay[2..]);
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            number = (number * 10) + digit - '0';
        }

        return number;
    }
}
