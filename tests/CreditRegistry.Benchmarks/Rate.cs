namespace CreditRegistry.Benchmarks;

/// <summary>Calls per second of processor time (a busy machine hardly matters): the median after a warm-up.</summary>
internal static class Rate
{
    private const int Rounds = 9;
    private static readonly TimeSpan RoundLength = TimeSpan.FromMilliseconds(300);

    public static double Of<T>(T[] inputs, Func<T, bool> call)
    {
        for (var warmUp = 0; warmUp < 3; warmUp++)
        {
            Round(inputs, call);
        }

        var rates = Enumerable.Range(0, Rounds).Select(_ => Round(inputs, call)).Order().ToList();
        return rates[Rounds / 2];
    }

    private static double Round<T>(T[] inputs, Func<T, bool> call)
    {
        var calls = 0L;
        var yes = 0L;
        var start = Environment.CpuUsage.TotalTime;
        TimeSpan spent;
        do
        {
            foreach (var input in inputs)
            {
                yes += call(input) ? 1 : 0;
            }

            calls += inputs.Length;
            spent = Environment.CpuUsage.TotalTime - start;
        }
        while (spent < RoundLength);

        GC.KeepAlive(yes);
        return calls / spent.TotalSeconds;
    }
}
