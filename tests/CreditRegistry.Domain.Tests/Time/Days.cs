using System.Globalization;
using CreditRegistry.Domain.Time;
using FsCheck;
using FsCheck.Fluent;

namespace CreditRegistry.Domain.Tests.Time;

/// <summary>Days and lengths for tests, written or drawn.</summary>
internal static class Days
{
    /// <summary>Any day from 2023 to 2028: known years in the middle, unknown ones on both sides.</summary>
    public static Arbitrary<DateOnly> Any { get; } =
        Gen.Choose(0, (6 * 365) - 1).Select(offset => new DateOnly(2023, 1, 1).AddDays(offset)).ToArbitrary();

    public static Arbitrary<int> Small { get; } = Gen.Choose(0, 40).ToArbitrary();

    /// <summary>A length of 1 to 40 of any unit but years.</summary>
    public static Arbitrary<Period> Lengths { get; } = (
        from length in Gen.Choose(1, 40)
        from unit in Gen.Elements(PeriodUnit.Days, PeriodUnit.WorkingDays, PeriodUnit.Months)
        select new Period(unit is PeriodUnit.Months ? 1 + (length / 8) : length, unit)).ToArbitrary();

    public static DateOnly Of(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Period Period(string text) =>
        PeriodText.TryParse(text, out var period) ? period : throw new ArgumentException($"'{text}' is no period.", nameof(text));
}
