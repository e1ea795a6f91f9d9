using System.Collections.Concurrent;
using System.Net;
using CreditRegistry.Api.Http;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Mappings;
using CreditRegistry.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Http;

public sealed class IdempotencyTests(RegistryCluster cluster) : IAsyncLifetime
{
    private const string Notes = "/api/v1/notes";
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _held = new(StringComparer.Ordinal);
    private readonly TestClock _clock = new();
    private readonly string _account = Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString();
    private SampleApi _api = null!;

    [Fact]
    public async Task Post_SameKeyAndBody_IsReplayedByteForByte()
    {
        var first = await PostAsync("k1", "华 one");
        var second = await PostAsync("k1", "华 one");

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await BytesAsync(first), await BytesAsync(second));
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(["true"], second.Headers.GetValues("Idempotency-Replayed"));
        Assert.Equal(1, await CountAsync("华 one"));
    }

    [Fact]
    public async Task Post_WithoutKey_CreatesEachTime()
    {
        await PostAsync(null, "twice");
        await PostAsync(null, "twice");

        Assert.Equal(2, await CountAsync("twice"));
    }

    [Fact]
    public async Task Post_SameKeyAnotherBody_IsRefused()
    {
        await PostAsync("k2", "a2");

        await (await PostAsync("k2", "b2")).ProblemAsync(422, "IDEMPOTENCY_KEY_REUSED");
        Assert.Equal(0, await CountAsync("b2"));
    }

    [Fact]
    public async Task Post_SameKeyOfAnotherAccount_IsAnotherKey()
    {
        await PostAsync("k3", "a3");

        var other = await PostAsync("k3", "b3", Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString());

        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
    }

    [Fact]
    public async Task Post_RefusedFirst_MayBeRepeatedUntilItSucceeds()
    {
        await (await PostAsync("k4", "refuse once")).ProblemAsync(409, "NOTE_REFUSED");
        Assert.Equal(0, await CountAsync("refuse once"));

        var again = await PostAsync("k4", "refuse once");

        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.False(again.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task Post_FailedAfterSaving_LeavesNothing()
    {
        await (await PostAsync("k5", "fail")).ProblemAsync(500, "INTERNAL_ERROR");

        Assert.Equal(0, await CountAsync("fail"));
    }

    [Fact]
    public async Task Post_SameKeyInFlight_IsAConflict()
    {
        var hold = _held.GetOrAdd("slow", _ => new());
        var first = PostAsync("k6", "slow");
        while (!_held.ContainsKey("entered slow"))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await (await PostAsync("k6", "slow")).ProblemAsync(409, "IDEMPOTENCY_KEY_IN_FLIGHT");
        hold.SetResult();

        Assert.Equal(HttpStatusCode.Created, (await first).StatusCode);
        Assert.Equal(1, await CountAsync("slow"));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task Post_SameKeyAroundADayLater_IsReplayedUntilThen(int seconds, bool replayed)
    {
        var key = $"k7{seconds}";
        await PostAsync(key, "day");
        _clock.Advance(IdempotentAnswer.KeptFor + TimeSpan.FromSeconds(seconds));

        var later = await PostAsync(key, "day");

        Assert.Equal(replayed, later.Headers.Contains("Idempotency-Replayed"));
    }

    [Theory]
    [InlineData(255, HttpStatusCode.Created)]
    [InlineData(256, HttpStatusCode.BadRequest)]
    public async Task Post_KeyAroundItsLimit_IsReadOrRefused(int length, HttpStatusCode status)
    {
        Assert.Equal(status, (await PostAsync(new string('k', length), "long")).StatusCode);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    public async Task Post_KeyOfOtherCharacters_IsInvalid(string key)
    {
        await (await PostAsync(key, "x")).ProblemAsync(400, "IDEMPOTENCY_KEY_INVALID");
    }

    [Fact]
    public async Task Post_KeyWithoutAccount_SaysThatItNeedsOne()
    {
        var response = await _api.PostAsync(Notes, "{\"text\":\"x\"}", ("Idempotency-Key", "k8"));

        await response.ProblemAsync(400, "IDEMPOTENCY_KEY_NEEDS_ACCOUNT");
    }

    [Fact]
    public async Task Post_LargeBody_IsHashedToItsEnd()
    {
        var text = new string('x', 200_000);
        await PostAsync("k9", text + "a");

        await (await PostAsync("k9", text + "b")).ProblemAsync(422, "IDEMPOTENCY_KEY_REUSED");
        Assert.True((await PostAsync("k9", text + "a")).Headers.Contains("Idempotency-Replayed"));
    }

    public async ValueTask InitializeAsync()
    {
        var database = (await cluster.NewEmptyDatabaseAsync()).OwnerConnection;
        _api = await SampleApi.StartAsync(
            with: builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(_clock);
                builder.Services.AddDbContext<NotesContext>(options => options.UseNpgsql(database));
                builder.Services.AddScoped<DbContext>(services => services.GetRequiredService<NotesContext>());
            },
            map: app => app.MapGroup("/api/v1").WithRegistryConventions()
                .MapPost("/notes", WriteAsync).Public().Creates().WithName("WriteNote"));
        await using var scope = _api.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NotesContext>();
        await db.Database.EnsureCreatedAsync();
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private async Task<IResult> WriteAsync(Note note, NotesContext db, CancellationToken ct)
    {
        db.Add(note);
        await db.SaveChangesAsync(ct);
        if (note.Text is "fail")
        {
            throw new InvalidOperationException("after saving");
        }

        if (note.Text is "refuse once" && _held.TryAdd(note.Text, new()))
        {
            return new Domain.ConflictError("NOTE_REFUSED", "Not yet.").ToProblem();
        }

        if (_held.TryGetValue(note.Text, out var hold) && note.Text is "slow")
        {
            _held["entered slow"] = hold;
            await hold.Task;
        }

        return TypedResults.Created($"/notes/{note.Id}", new SampleResponse(note.Id, SampleTier.Minor, note.Text, default, 1));
    }

    private Task<HttpResponseMessage> PostAsync(string? key, string text, string? account = null) => _api.PostAsync(
        Notes,
        System.Text.Json.JsonSerializer.Serialize(new { text }),
        key is null
            ? [("Authorization", $"Bearer {account ?? _account}")]
            : [("Authorization", $"Bearer {account ?? _account}"), ("Idempotency-Key", key)]);

    private async Task<int> CountAsync(string text)
    {
        await using var scope = _api.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<NotesContext>().Set<Note>().CountAsync(n => n.Text == text);
    }

    private static Task<byte[]> BytesAsync(HttpResponseMessage response) =>
        response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    public sealed class Note
    {
        public int Id { get; init; }

        public required string Text { get; init; }
    }

    public sealed class NotesContext(DbContextOptions<NotesContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.ApplyConfiguration(new IdempotentAnswerMapping()).Entity<Note>();
    }
}
