using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CreditRegistry.Api.Hosting;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Application.TimePassing;
using CreditRegistry.Application.Watching;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Ledger;
using CreditRegistry.Persistence.Watching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using Xunit;

namespace CreditRegistry.TestKit;

/// <summary>A server on a database of its own, reached over HTTP, with a clock that the test sets.</summary>
public sealed class RegistryHost(RegistryCluster cluster) : IAsyncLifetime
{
    public const string Password = "a long Passphrase 42";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10); // a slow and busy machine takes longer than people would wait

    private RegistryApp? _app;
    private int _accounts;

    public TestClock Clock { get; init; } = new();

    public TestDatabase Database { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public TestLog Log { get; } = new();

    /// <summary>Is shown every answer to the clients of this host, before they get it.</summary>
    public Func<HttpResponseMessage, Task>? OnAnswer { get; set; }

    public IServiceProvider Services => _app!.Web.Services;

    public async ValueTask InitializeAsync() => await StartAsync(await cluster.NewDatabaseAsync());

    /// <summary>Starts on that database, as a second instance does; time passes, and lists are told, only when a test says so.</summary>
    /// <param name="settings">As on a command line; they win.</param>
    public async Task StartAsync(
        TestDatabase database, Action<WebApplicationBuilder>? adjust = null, params string[] settings)
    {
        Database = database;
        _app = await RegistryApp.CreateAsync(
            [
                "--urls", "http://127.0.0.1:0",
                "--ConnectionStrings:Registry", database.Connection,
                "--Registry:SigningKeys", database.SigningKeys,
                "--Registry:Demo", "false",
                "--Registry:RateLimit:SignIns", "100000",
                "--Registry:RateLimit:Claims", "100000",
                "--Registry:RateLimit:Reads", "10000000",
                "--Registry:RateLimit:Writes", "10000000",
                .. settings,
            ],
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(Clock);
                foreach (var worker in (Type[])[typeof(TimeWorker), typeof(WatchWorker), typeof(WebhookWorker)])
                {
                    builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == worker));
                }

                builder.Services.AddSingleton<ILogEventSink>(Log);
                builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
                adjust?.Invoke(builder);
            });
        await _app.Web.StartAsync();
        Address = new Uri(_app.Web.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.Web.StopAsync();
            await _app.DisposeAsync();
        }
    }

    /// <summary>Someone without an account. Redirects are answers, not followed.</summary>
    public HttpClient Anyone() => new(new Shown(this)) { BaseAddress = Address, Timeout = Patience };

    /// <summary>Someone signed in with these roles and bindings; stays signed in when the clock moves on.</summary>
    /// <param name="organs">Organ codes.</param>
    /// <param name="companies">Registration IDs.</param>
    public async Task<TestAccount> SignInAsync(Role[] roles, string[]? organs = null, string[]? companies = null)
    {
        var email = $"person{Interlocked.Increment(ref _accounts)}@registry.example";
        var key = await ServeAsync(async services =>
        {
            var ensured = await services.GetRequiredService<EnsureAccount>().RunAsync(
                email, Password, new Authority(roles, organs ?? [], companies ?? []), CancellationToken.None);
            return ensured.Error is { } error ? throw new InvalidOperationException(error.Message) : ensured.Value;
        });
        return new TestAccount(key, email, new HttpClient(new SignedIn(this, email)) { BaseAddress = Address, Timeout = Patience });
    }

    /// <summary>Runs something with the server's own services, in a scope of its own.</summary>
    public async Task<T> ServeAsync<T>(Func<IServiceProvider, Task<T>> run)
    {
        await using var scope = Services.CreateAsyncScope();
        return await run(scope.ServiceProvider);
    }

    public Task<T> QueryAsync<T>(Func<RegistryDbContext, Task<T>> query) =>
        ServeAsync(services => query(services.GetRequiredService<RegistryDbContext>()));

    /// <summary>Does what is due by now, as the worker would.</summary>
    public async Task<int> PassTimeAsync()
    {
        var done = await Services.GetRequiredService<PassTime>().RunAsync(CancellationToken.None);
        await SeeAsync();
        return done;
    }

    /// <summary>Lets the server see now, not within its quarter of a second, what was written behind its back.</summary>
    public Task SeeAsync() => Services.GetRequiredService<LedgerTail>().LookAsync(CancellationToken.None);

    /// <summary>Every committed ledger row has its place, as within 200 ms by the server's own sequencer.</summary>
    public async Task PlaceLedgerAsync()
    {
        do
        {
            await Services.GetRequiredService<Sequencer>().PlaceAsync(CancellationToken.None);
        }
        while (await QueryAsync(db => db.Ledger.AnyAsync(l => l.Position == null))); // the server's own may be at it
    }

    /// <summary>Matches everything that is committed with the watch lists, as the worker would within a second.</summary>
    public async Task MatchAsync()
    {
        await Services.GetRequiredService<LedgerTail>().CatchUpAsync(CancellationToken.None);
        var matcher = Services.GetRequiredService<WatchMatcher>();
        var retention = Services.GetRequiredService<WatchSettings>().Retention;
        while (await matcher.AdvanceAsync(Clock.GetUtcNow(), Clock.Today, retention, CancellationToken.None))
        {
        }
    }

    /// <summary>Delivers what is due now, as the worker would.</summary>
    /// <returns>How many turns that took.</returns>
    public async Task<int> DeliverAsync()
    {
        var deliver = Services.GetRequiredService<DeliverWebhooks>();
        var turns = 0;
        while (await deliver.TakeAsync(CancellationToken.None) is { } turn)
        {
            await deliver.RunAsync(turn, CancellationToken.None);
            turns++;
        }

        return turns;
    }

    private sealed class Shown(RegistryHost host) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (host.OnAnswer is { } show)
            {
                await show(answer);
            }

            return answer;
        }
    }

    /// <summary>Signs in again whenever the hour of a token may be over by the server's clock.</summary>
    private sealed class SignedIn(RegistryHost host, string email) : DelegatingHandler(new Shown(host))
    {
        private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(50);

        // More than five sign-ins of one account at once are refused.
        private readonly SemaphoreSlim _signingIn = new(1);
        private string? _token;
        private DateTimeOffset _since;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await _signingIn.WaitAsync(cancellationToken);
            try
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(cancellationToken));
            }
            finally
            {
                _signingIn.Release();
            }

            return await base.SendAsync(request, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            _signingIn.Dispose();
            base.Dispose(disposing);
        }

        private async Task<string?> TokenAsync(CancellationToken ct)
        {
            var now = host.Clock.GetUtcNow();
            if (_token is null || now - _since > Fresh)
            {
                using var anyone = host.Anyone();
                var answer = await anyone.PostAsJsonAsync("/api/v1/account/login", new { email, password = Password }, ct);
                answer.EnsureSuccessStatusCode();
                var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
                (_token, _since) = (tokens.GetProperty("accessToken").GetString(), now);
            }

            return _token;
        }
    }
}

/// <summary>Somebody with an account, and a client that is signed in as them.</summary>
public sealed record TestAccount(Guid Key, string Email, HttpClient Client);
