using CreditRegistry.Benchmarks;

// Usage: dotnet run -c Release --project tests/CreditRegistry.Benchmarks -- <benchmark>
var benchmarks = new Dictionary<string, Action>(StringComparer.Ordinal)
{
    ["registration-ids"] = RegistrationIdBenchmark.Run,
};

if (args is not [var name, ..] || !benchmarks.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"Name one of: {string.Join(", ", benchmarks.Keys)}");
    return 1;
}

#if DEBUG
Console.Error.WriteLine("A debug build measures nothing of use; add -c Release.");
#endif
run();
return 0;
