namespace CreditRegistry.Domain.Companies;

/// <summary>Letters typed for digits: O/0, I/1, S/5, Z/2, B/8. Only B can stand in a registration ID itself.</summary>
internal static class LookAlikes
{
    public static char DigitFor(char c) => c switch
    {
        'O' => '0',
        'I' => '1',
        'S' => '5',
        'Z' => '2',
        'B' => '8',
        _ => c,
    };

    /// <summary>
    /// The one company ID that 18 refused characters become when every letter that cannot stand where it does is read as
    /// its digit and, if that is not enough, one B or 8 as the other. Null when there is none that passes both checks.
    /// </summary>
    /// <remarks>
    /// There are never two: a single replacement always breaks mod 31, and of two replacements by 3 only the pair 16 and
    /// 18 cancels there, where the organisation check then differs.
    /// </remarks>
    public static RegistrationId? Repair(ReadOnlySpan<char> code)
    {
        if (PersonNumber.Resembles(code))
        {
            return null;
        }

        Span<char> repaired = stackalloc char[RegistrationId.Length];
        for (var i = 0; i < repaired.Length; i++)
        {
            repaired[i] = code[i] == 'B' && i is < 2 or >= 8 ? 'B' : DigitFor(code[i]);
        }

        if (!RegistrationIds.HasCompanyShape(repaired))
        {
            return null;
        }

        if (RegistrationIds.PassesBothChecks(repaired))
        {
            return new RegistrationId(repaired.ToString());
        }

        for (var i = 8; i < repaired.Length; i++)
        {
            var typed = repaired[i];
            if (typed is not ('B' or '8'))
            {
                continue;
            }

            repaired[i] = typed == 'B' ? '8' : 'B';
            if (RegistrationIds.PassesBothChecks(repaired))
            {
                return new RegistrationId(repaired.ToString());
            }

            repaired[i] = typed;
        }

        return null;
    }
}
