using CreditRegistry.Application.Audit;
using CreditRegistry.Application.Claims;
using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Exports;
using CreditRegistry.Application.Feed;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Organs;
using CreditRegistry.Application.Past;
using CreditRegistry.Application.Proof;
using CreditRegistry.Application.Proof.Printing;
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
using CreditRegistry.Persistence.Recalls;
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
        services.AddSingleton<PastLookUps>();
        services.AddSingleton(new PastListOptions());
        services.AddScoped<ReadPast>();
        services.AddScoped<ReadCompanies>();
        services.AddScoped<SearchCompanies>();
        services.AddScoped<SuggestCompanies>();
        services.AddScoped<ExplainNoMatch>();
        services.AddSingleton<StandingLookup>();
        services.AddSingleton<RecallHolds>();
        services.AddSingleton<ScreenCompanies>();
        services.AddScoped<ReadRecords>();
        services.AddScoped<WriteRecords>();
        services.AddScoped<ReadRepairs>();
        services.AddScoped<ApplyForRepair>();
        services.AddScoped<CaseDocuments>();
        services.AddScoped<RepairDocuments>();
        services.AddScoped<ReadObjections>();
        services.AddScoped<FileObjections>();
        services.AddScoped<ObjectionDocuments>();
        services.AddScoped<DecideObjections>();
        services.AddScoped<ReadClaims>();
        services.AddScoped<ClaimCompany>();
        services.AddScoped<DecideClaims>();
        services.AddScoped<ReviewQueue>();
        services.AddScoped<ReviewCases>();
        services.AddScoped<ReadDesk>();
        services.AddScoped<ReadWorkload>();
        services.AddScoped<ReadLedger>();
        services.AddScoped<NameLedger>();
        services.AddScoped<ManageOrgans>();
        services.AddSingleton<ImportCompanies>();
        services.AddSingleton<ImportRecords>();
        services.AddSingleton<PassTime>();
        services.AddSingleton<Sequencer>();
        // Rows and what they tell of come from one server: a standby that lacks a record would seem to have nothing to tell.
        services.AddScoped(provider => new LedgerFeed(provider.GetRequiredService<ReadRoute>().Server));
        services.AddScoped<ReadChanges>();
        services.AddSingleton<FeedWatch>();
        services.AddScoped<PublishKeys>();
        services.AddScoped<ReadLog>();
        services.AddScoped<CheckCertificate>();
        services.AddScoped<DescribeCertified>();
        services.AddSingleton<StatisticsStore>();
        services.AddScoped<ReadStatistics>();
        services.AddSingleton(new ExportSettings(Folder: null));
        services.AddSingleton<RegistryExports>();
        return services;
    }

    /// <summary>What is said under the registry's signature.</summary>
    /// <param name="certificateFont">A TrueType file to print certificates with; null for Debian's.</param>
    public static IServiceCollection AddRegistrySignatures(
        this IServiceCollection services, SigningKeys keys, string? certificateFont)
    {
        services.AddSingleton(_ => keys);
        services.AddScoped<SignHeads>();
        services.AddScoped<IssueCertificate>();
        services.AddSingleton(new CertificateFonts(certificateFont));
        services.AddScoped<PrintCertificate>();
        services.AddHostedService<SignHeadsWorker>();
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
