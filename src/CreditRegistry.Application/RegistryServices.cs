using CreditRegistry.Application.Audit;
using CreditRegistry.Application.Claims;
using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Exports;
using CreditRegistry.Application.Feed;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Application.Organs;
using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Application.Screening;
using CreditRegistry.Application.Statistics;
using CreditRegistry.Application.TimePassing;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using CreditRegistry.Persistence.Ledger;
using CreditRegistry.Persistence.Statistics;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Application;

/// <summary>Everything a host of the registry needs: the API, the Cli and the tests are composed of the same parts.</summary>
public static class RegistryServices
{
    /// <summary>The database, the rules, the clock and the use cases.</summary>
    /// <param name="connectionString">Of the program's own user, which may append to the ledger and no more.</param>
    public static IServiceCollection AddRegistry(
        this IServiceCollection services, string connectionString, RuleBook book, TimeProvider clock)
    {
        services.AddSingleton(clock);
        services.AddSingleton(book);
        services.AddSingleton(_ => new DatabaseServers(connectionString));
        services.AddSingleton(provider => provider.GetRequiredService<DatabaseServers>().Primary);
        services.AddScoped<ReadRoute>();
        services.AddDbContext<RegistryDbContext>((provider, options) =>
            DatabaseServers.Use(options, provider.GetRequiredService<ReadRoute>().Server));

        services.AddSingleton(new NameSearchOptions());
        services.AddSingleton<GramStatistics>();
        services.AddScoped(provider => new NameSearch(
            provider.GetRequiredService<ReadRoute>().Server,
            provider.GetRequiredService<GramStatistics>(),
            provider.GetRequiredService<NameSearchOptions>()));
        services.AddSingleton<LedgerTail>();
        services.AddSingleton<Standbys>();
        services.AddSingleton<CompanyLookUps>();
        services.AddScoped<ReadCompanies>();
        services.AddScoped<SearchCompanies>();
        services.AddScoped<SuggestCompanies>();
        services.AddScoped<ExplainNoMatch>();
        services.AddSingleton<StandingLookup>();
        services.AddSingleton<ScreenCompanies>();
        services.AddScoped<ReadRecords>();
        services.AddScoped<WriteRecords>();
        services.AddScoped<ReadRepairs>();
        services.AddScoped<ApplyForRepair>();
        services.AddScoped<RepairDocuments>();
        services.AddScoped<ReadClaims>();
        services.AddScoped<ClaimCompany>();
        services.AddScoped<DecideClaims>();
        services.AddScoped<ReviewQueue>();
        services.AddScoped<ReviewCases>();
        services.AddScoped<ReadDesk>();
        services.AddScoped<ReadWorkload>();
        services.AddScoped<ReadLedger>();
        services.AddScoped<ManageOrgans>();
        services.AddSingleton<ImportCompanies>();
        services.AddSingleton<ImportRecords>();
        services.AddSingleton<PassTime>();
        services.AddSingleton<Sequencer>();
        // Rows and what they tell of come from one server: a standby that lacks a record would seem to have nothing to tell.
        services.AddScoped(provider => new LedgerFeed(provider.GetRequiredService<ReadRoute>().Server));
        services.AddScoped<ReadChanges>();
        services.AddSingleton<FeedWatch>();
        services.AddSingleton<StatisticsStore>();
        services.AddScoped<ReadStatistics>();
        services.AddSingleton(new ExportSettings(Folder: null));
        services.AddSingleton<RegistryExports>();
        return services;
    }

    /// <summary>What goes on by itself while a server runs.</summary>
    public static IServiceCollection AddRegistryWorkers(this IServiceCollection services)
    {
        services.AddHostedService<SequencerWorker>();
        services.AddHostedService<LedgerTailWorker>();
        services.AddHostedService<TimeWorker>();
        services.AddHostedService<StatisticsWorker>();
        services.AddHostedService<ExportWorker>();
        return services;
    }
}
