using System.Globalization;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;

namespace CreditRegistry.Benchmarks;

/// <summary>Verdicts a second of one core, against <see cref="BaselineVerdict"/> in the same run.</summary>
internal static class RegistrationIdBenchmark
{
    private const int Inputs = 20_000;

    public static void Run()
    {
        string[] valid = [.. Enumerable.Range(0, Inputs).Select(i => MadeUpCompanies.At(i).RegistrationId.Value)];
        string[] wrong = [.. valid.Select(id => id[..17] + (id[17] == '8' ? '9' : '8'))];
        string[] dirty = [.. valid.Select(Dirty)];

        Console.WriteLine($"{"verdicts a second",-24}{"baseline",14}{"ours",14}{"ratio",8}");
        Compare("valid", valid);
        Compare("wrong check character", wrong);
        Compare("mixed dirty input", dirty);

        var companies = Rate.Of([.. Enumerable.Range(0, Inputs)], i => MadeUpCompanies.At(i).Name.Length > 0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nmade-up companies a second: {companies:N0}"));
    }

    private static void Compare(string title, string[] inputs)
    {
        if (inputs.Any(input => BaselineVerdict.Check(input).IsValid != RegistrationIds.Check(input).IsValid))
        {
            throw new InvalidOperationException("The baseline disagrees.");
        }

        var baseline = Rate.Of(inputs, input => BaselineVerdict.Check(input).IsValid);
        var ours = Rate.Of(inputs, input => RegistrationIds.Check(input).IsValid);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{title,-24}{baseline,14:N0}{ours,14:N0}{ours / baseline,8:N1}"));
    }

    /// <summary>As people paste IDs: a third clean, the rest spaced, in lower case, full-width, cut short or with O for 0.</summary>
    private static string Dirty(string id, int i) => (i % 9) switch
    {
        0 => $" {id[..4]} {id[4..8]} {id[8..]}\t",
        1 => id.ToLowerInvariant(),
        2 => new string([.. id.Select(c => (char)(c + 0xFEE0))]),
        3 => id[..15],
        4 => id.Replace('0', 'O'),
        5 => "92" + id[2..],
        _ => id,
    };
}
