using System.Globalization;

namespace CreditRegistry.Domain.Companies.MadeUp;

/// <summary>
/// An endless-looking, repeatable supply of made-up companies: the same index is the same company for ever, and no two
/// indexes share an ID. Organisation codes begin with YY, which no code among three million real ones does.
/// </summary>
public static class MadeUpCompanies
{
    /// <summary>31^6: every organisation code that begins with YY.</summary>
    public const long Count = 887_503_681;

    // Not a multiple of 31, so that index * Stride mod Count visits every code once, and neighbours look unlike.
    private const long Stride = 548_531_443;

    private const int OneCooperativeIn = 12;

    private static readonly DateOnly FirstDay = new(1992, 1, 1);
    private static readonly DateOnly FirstCooperativeDay = new(2007, 7, 1); // Farmers' Cooperatives Law in force
    private static readonly DateOnly EndDay = new(2026, 1, 1);

    private static readonly string[] Provinces =
        [.. Regions.All.Select(region => region.Code).Where(code => code is not "100000" && code[0] < '7')];

    /// <exception cref="ArgumentOutOfRangeException">The index is not 0 to <see cref="Count"/> − 1.</exception>
    public static MadeUpCompany At(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);

        var dice = new Dice((ulong)index);
        var isCooperative = dice.Roll(OneCooperativeIn) == 0;
        var region = dice.Pick(Provinces);
        var form = isCooperative ? MadeUpNames.Cooperative : dice.Pick(MadeUpNames.Forms);
        var trade = dice.Pick(isCooperative ? MadeUpNames.FarmTrades : MadeUpNames.Trades);
        var place = dice.Pick(MadeUpNames.Places);
        var word = Word(ref dice);
        var firstDay = isCooperative ? FirstCooperativeDay : FirstDay;

        return new MadeUpCompany(
            new RegistrationId(Id(index, isCooperative, region)),
            string.Concat(place.Zh, word.Zh, string.Concat(trade.Zh, form.Zh)),
            string.Create(CultureInfo.InvariantCulture, $"{place.En} {word.En} {trade.En} {form.En}"),
            form.CompanyType,
            firstDay.AddDays(dice.Roll(EndDay.DayNumber - firstDay.DayNumber)),
            region,
            dice.Roll(20) switch
            {
                0 => CompanyStatus.Revoked,
                1 or 2 => CompanyStatus.Deregistered,
                _ => CompanyStatus.Registered,
            });
    }

    private static string Id(long index, bool isCooperative, string region)
    {
        Span<char> id = stackalloc char[RegistrationId.Length];
        id[0] = '9';
        id[1] = isCooperative ? '3' : '1';
        region.CopyTo(id[2..]);
        id[8] = id[9] = 'Y';

        var serial = index * Stride % Count;
        for (var i = 15; i >= 10; i--)
        {
            (serial, var digit) = Math.DivRem(serial, CheckCharacters.Alphabet.Length);
            id[i] = CheckCharacters.Alphabet[(int)digit];
        }

        id[16] = CheckCharacters.OfOrganisationCode(id[8..16]);
        id[17] = CheckCharacters.OfRegistrationId(id);
        return id.ToString();
    }

    /// <summary>Two to four syllables, capitalised in English.</summary>
    private static NamePiece Word(ref Dice dice)
    {
        var (zh, en) = dice.Pick(MadeUpNames.Syllables);
        en = char.ToUpperInvariant(en[0]) + en[1..];
        for (var more = 1 + (dice.Roll(8) / 5) + (dice.Roll(8) / 7); more > 0; more--)
        {
            var syllable = dice.Pick(MadeUpNames.Syllables);
            (zh, en) = (zh + syllable.Zh, en + syllable.En);
        }

        return new NamePiece(zh, en);
    }

    /// <summary>SplitMix64: repeatable on every machine and version, which System.Random does not promise.</summary>
    private struct Dice(ulong seed)
    {
        private ulong _state = seed;

        public int Roll(int sides)
        {
            var mixed = _state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed >> 33) % (uint)sides);
        }

        public T Pick<T>(T[] from) => from[Roll(from.Length)];
    }
}
