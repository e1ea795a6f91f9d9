using CreditRegistry.Api.Accounts;
using CreditRegistry.Api.Audit;
using CreditRegistry.Api.Claims;
using CreditRegistry.Api.Companies;
using CreditRegistry.Api.Exports;
using CreditRegistry.Api.Feed;
using CreditRegistry.Api.Http;
using CreditRegistry.Api.Imports;
using CreditRegistry.Api.Objections;
using CreditRegistry.Api.Proof;
using CreditRegistry.Api.Recalls;
using CreditRegistry.Api.Records;
using CreditRegistry.Api.Repairs;
using CreditRegistry.Api.Reviews;
using CreditRegistry.Api.Rules;
using CreditRegistry.Api.Screening;
using CreditRegistry.Api.Statistics;
using CreditRegistry.Api.Watching;
using CreditRegistry.Application;
using CreditRegistry.Application.Exports;
using CreditRegistry.Application.Proof;
using CreditRegistry.Application.Rules;
using CreditRegistry.Application.Watching;
using CreditRegistry.Persistence;
using CreditRegistry.Web;
using Microsoft.AspNetCore.Connections;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration.Memory;

namespace CreditRegistry.Api.Hosting;

/// <summary>The whole server: made by the program, and by tests that start one or several.</summary>
public sealed class RegistryApp : IAsyncDisposable
{
    private readonly RegistryDatabase _database;

    private RegistryApp(WebApplication web, RegistryDatabase database) => (Web, _database) = (web, database);

    public WebApplication Web { get; }

    /// <summary>True when the server runs a database of its own.</summary>
    public bool IsEmbedded => _database.IsEmbedded;

    /// <summary>Opens the database, reads the rules, and composes the server, ready to start.</summary>
    /// <param name="adjust">What a test changes before the server is built.</param>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    /// <exception cref="InvalidRulesException">A rule file is broken.</exception>
    public static async Task<RegistryApp> CreateAsync(
        string[] args, Action<WebApplicationBuilder>? adjust = null, CancellationToken ct = default)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(RegistryApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        ServeLocallyByDefault(builder.Configuration);
        builder.WebHost.UseStaticWebAssets();
        var settings = RegistrySettings.Read(builder.Configuration);
        var book = RuleFolder.Read(settings.RulesFolder);
        using var logs = LoggerFactory.Create(logging => logging.AddConsole());
        var database = await RegistryDatabase.OpenAsync(
            settings.Connection, settings.OwnerConnection, logs.CreateLogger("CreditRegistry.Database"), ct);
        try
        {
            var clock = await RegistryTime.StartAsync(settings, database, builder.Environment, ct);
            await DemoLoader.LoadAsync(settings, database, book, clock, ct);
            builder.Host.UseDefaultServiceProvider(options => (options.ValidateOnBuild, options.ValidateScopes) = (true, true));
            builder.Services.AddRegistry(database.ConnectionString, book, clock);
            builder.Services.AddRegistryWorkers();
            builder.Services.AddRegistrySignatures(settings.OpenSigningKeys(database), settings.CertificateFont);
            builder.Services.AddCompanyPages(builder.Configuration);
            builder.Services.AddValidatorsOf<RegistryClock>();
            builder.Services.AddScoped<DbContext>(services => services.GetRequiredService<RegistryDbContext>());
            builder.AddRegistryHttp();
            builder.AddRegistryAccounts();
            builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database");
            builder.Services.AddSingleton(new ExportSettings(settings.FolderOfExports(database)));
            builder.Services.AddSingleton(FeedSettings.Read(builder.Configuration));
            builder.Services.AddSingleton<ChangeStream>();
            builder.Services.AddSingleton(WatchSettingsReader.Read(builder.Configuration));
            builder.Services.AddWatching();
            builder.Services.AddRegistryWeb();
            adjust?.Invoke(builder);

            var web = builder.Build();
            await PublishKeysAsync(web.Services, settings, ct);
            web.UseRegistryHttp(before =>
            {
                before.UseMiddleware<PlainLookUps>();
                before.UseRegistryWeb();
            });
            web.UseRegistryPositions();
            MapApi(web);
            web.MapRegistryWeb();
            return new RegistryApp(web, database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Serves until it is told to stop, and says where.</summary>
    /// <exception cref="SettingException">An address that it should listen on is taken.</exception>
    public async Task RunAsync()
    {
        try
        {
            await Web.StartAsync();
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await Web.StopAsync();
            throw new SettingException(
                "ASPNETCORE_URLS", $"names an address that another program uses. {taken.Message} Stop that one, or choose another.");
        }

        foreach (var address in Web.Urls)
        {
            await Console.Out.WriteLineAsync($"CreditRegistry listens on {address} (API pages: {address}/swagger)");
        }

        await Web.WaitForShutdownAsync();
    }

    /// <summary>Stops the server first and its database last.</summary>
    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <remarks>Not in appsettings.json, which would win over ASPNETCORE_URLS.</remarks>
    private static void ServeLocallyByDefault(ConfigurationManager configuration) =>
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new(WebHostDefaults.ServerUrlsKey, "http://localhost:8080"),
                new("ReloadStaticAssetsAtRuntime", "false"), // else what the build compressed is sent at full length
            ],
        });

    /// <exception cref="SettingException">The registry cannot sign with the keys it has.</exception>
    private static async Task PublishKeysAsync(IServiceProvider services, RegistrySettings settings, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var publish = scope.ServiceProvider.GetRequiredService<PublishKeys>();
        if (await publish.RunAsync(services.GetRequiredService<SigningKeys>(), settings.LostSigningKey, ct) is { } refusal)
        {
            throw new SettingException(RegistrySettings.SigningKeysName, refusal.Message);
        }
    }

    private static void MapApi(WebApplication web)
    {
        var api = web.MapGroup("/api/v1").WithRegistryConventions();
        api.MapRegistrationIds();
        api.MapCompanies();
        api.MapScreenings();
        api.MapRecords();
        api.MapRepairs();
        api.MapObjections();
        api.MapClaims();
        api.MapReviews();
        api.MapRules();
        api.MapOrgans();
        api.MapAccounts();
        api.MapAudit();
        api.MapImports();
        api.MapFeed();
        api.MapExports();
        api.MapLog();
        api.MapCertificates();
        api.MapStatistics();
        api.MapWatchLists();
        api.MapRecalls();
    }
}
