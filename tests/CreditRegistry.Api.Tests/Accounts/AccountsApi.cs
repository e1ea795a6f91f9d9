using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CreditRegistry.Api.Accounts;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CreditRegistry.Api.Tests.Accounts;

/// <summary>One instance of the accounts part, on a real Kestrel, with a few endpoints that need roles.</summary>
internal sealed class AccountsApi : IAsyncDisposable
{
    public const string Password = "a fine long pass phrase";

    private readonly WebApplication _app;

    private AccountsApi(WebApplication app, CapturedLog log) =>
        (_app, Log, Client) = (app, log, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    public HttpClient Client { get; }

    public CapturedLog Log { get; }

    public static async Task<AccountsApi> StartAsync(
        string connection, TimeProvider clock, Action<WebApplicationBuilder>? with = null)
    {
        var log = new CapturedLog();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(clock);
        builder.Services.AddDbContext<RegistryDbContext>(options => options.UseNpgsql(connection));
        builder.AddRegistryHttp();
        builder.AddRegistryAccounts();
        builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000); // tests sign in often
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = options.ValidateScopes = true);
        with?.Invoke(builder);

        var app = builder.Build();
        app.UseRegistryHttp();
        var api = app.MapGroup("/api/v1").WithRegistryConventions();
        api.MapAccounts();
        api.MapGet("/probe/officer", (Actor actor) => TypedResults.Ok(actor.Organs.Count)).RequireRoles(Role.Officer);
        api.MapGet("/probe/policy", () => TypedResults.Ok()).RequireAuthorization(Policies.Auditor);
        api.MapGet("/probe/anyone", (CurrentActor current) => TypedResults.Ok(current.Actor is null)).Public();
        await app.StartAsync();
        return new(app, log);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        request.Content = body is null ? null : JsonContent.Create(body);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, null, token);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null, string? token = null) =>
        SendAsync(HttpMethod.Post, path, body, token);

    public Task<HttpResponseMessage> LogInAsync(string email, string password = Password, string? code = null) =>
        PostAsync("/account/login", code is null ? (object)new { email, password } : new { email, password, twoFactorCode = code });

    /// <summary>Signs in; the access token and the refresh token.</summary>
    public async Task<(string Access, string Refresh)> TokensAsync(string email)
    {
        var response = await LogInAsync(email);
        Assert.Equal(StatusCodes.Status200OK, (int)response.StatusCode);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return (body.GetProperty("accessToken").GetString()!, body.GetProperty("refreshToken").GetString()!);
    }

    public async Task<string> TokenAsync(string email) => (await TokensAsync(email)).Access;

    public async Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public Task<T> QueryAsync<T>(Func<RegistryDbContext, Task<T>> work) =>
        RunAsync(services => work(services.GetRequiredService<RegistryDbContext>()));

    /// <summary>An account with the test password.</summary>
    public async Task<Guid> HasAccountAsync(string email, Authority authority)
    {
        var outcome = await RunAsync(services => services.GetRequiredService<EnsureAccount>()
            .RunAsync(email, Password, authority, TestContext.Current.CancellationToken));
        Assert.Null(outcome.Error);
        return outcome.Value;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>Everything that was logged, at every level.</summary>
internal sealed class CapturedLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Lines.Enqueue($"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
