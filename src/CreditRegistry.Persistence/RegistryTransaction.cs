using Microsoft.EntityFrameworkCore.Storage;

namespace CreditRegistry.Persistence;

/// <summary>A transaction of one's own, or a part in the one that is already open (a request with an idempotency key).</summary>
public sealed class RegistryTransaction : IAsyncDisposable
{
    private readonly IDbContextTransaction? _own;

    private RegistryTransaction(IDbContextTransaction? own) => _own = own;

    public static async Task<RegistryTransaction> BeginAsync(RegistryDbContext db, CancellationToken ct) =>
        new(db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null);

    public Task CommitAsync(CancellationToken ct) => _own?.CommitAsync(ct) ?? Task.CompletedTask;

    /// <summary>Without a commit, what was done is undone.</summary>
    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
