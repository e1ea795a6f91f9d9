using System.CommandLine;
using CreditRegistry.Application;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Rules;
using CreditRegistry.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CreditRegistry.Cli;

/// <summary>The registry as commands use it: an up-to-date database and a clock.</summary>
internal sealed class RegistryHost : IAsyncDisposable
{
    private const string ConnectionVariable = "ConnectionStrings__Registry";

    private readonly RegistryDatabase _database;

    private RegistryHost(RegistryDatabase database) =>
        (_database, Source) = (database, DatabaseServers.PrimaryOf(database.ConnectionString));

    public static Option<string?> Connection { get; } = new("--connection")
    {
        Description = $"PostgreSQL to work on, such as \"Host=localhost;Database=registry;Username=…;Password=…\". Without it "
            + $"the environment variable {ConnectionVariable} counts, and without that the registry's own embedded database "
            + "(in .registry, or REGISTRY_DATA_DIR), which is started when no server runs it.",
        HelpName = "string",
        Recursive = true,
    };

    public NpgsqlDataSource Source { get; }

#pragma warning disable RS0030 // The one place of this program where the machine's clock comes in.
    public static TimeProvider Clock { get; } = new RegistryClock(TimeProvider.System, startAt: null);
#pragma warning restore RS0030

    public static async Task<RegistryHost> StartAsync(ParseResult command, CancellationToken ct)
    {
        var connection = command.GetValue(Connection) ?? Environment.GetEnvironmentVariable(ConnectionVariable);
        return new RegistryHost(await RegistryDatabase.OpenAsync(connection, owner: null, NullLogger.Instance, ct));
    }

    /// <summary>Runs something with the use cases of the registry.</summary>
    public static async Task<int> RunAsync(
        ParseResult command, Func<IServiceProvider, Task<int>> work, CancellationToken ct)
    {
        await using var registry = await StartAsync(command, ct);
        await using var provider = new ServiceCollection()
            .AddLogging()
            .AddRegistry(registry._database.ConnectionString, RuleFolder.Read(RuleFolder.Default), Clock)
            .AddAccountUseCases()
            .BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _database.DisposeAsync();
    }
}
