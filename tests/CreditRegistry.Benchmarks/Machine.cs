namespace CreditRegistry.Benchmarks;

internal static class Machine
{
#pragma warning disable RS0030 // Benchmarks run in real time.
    public static TimeProvider Clock => TimeProvider.System;
#pragma warning restore RS0030
}
