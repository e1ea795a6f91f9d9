using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Persistence;
using CreditRegistry.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CreditRegistry.Api.Tests.Accounts;

/// <summary>One instance of the server, with short ways to ask it as whoever holds a token.</summary>
internal sealed class AccountsApi : IAsyncDisposable
{
    public const string Password = RegistryHost.Password;

    private readonly RegistryHost _host;

    private AccountsApi(RegistryHost host, CapturedLog log) =>
        (_host, Log, Client) = (host, log, new HttpClient { BaseAddress = host.Address });

    public HttpClient Client { get; }

    public CapturedLog Log { get; }

    public static async Task<AccountsApi> StartAsync(
        RegistryCluster cluster, TestDatabase database, TestClock clock, Action<WebApplicationBuilder>? with = null)
    {
        var (host, log) = (new RegistryHost(cluster) { Clock = clock }, new CapturedLog());
        await host.StartAsync(database, builder =>
        {
            builder.Services.AddSingleton<ILoggerProvider>(log);
            with?.Invoke(builder);
        });
        return new(host, log);
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

    public Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> work) => _host.ServeAsync(work);

    public Task<T> QueryAsync<T>(Func<RegistryDbContext, Task<T>> work) => _host.QueryAsync(work);

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
        await _host.DisposeAsync();
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
