using CreditRegistry.Api.Hosting;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Rules;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Embedded;
using Npgsql;

try
{
    await using var registry = await RegistryApp.CreateAsync(args);
    await registry.RunAsync();
    return 0;
}
catch (Exception expected) when (expected is SettingException or InvalidRulesException or EmbeddedPostgresException
    or DatabaseVersionException or NpgsqlException)
{
    await Console.Error.WriteLineAsync(expected.Message);
    return 1;
}
