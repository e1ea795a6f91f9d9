using Microsoft.Extensions.Logging;

namespace CreditRegistry.Application.Ledger;

/// <summary>Keeps the lease of <see cref="LedgerTail"/> while the primary answers, and asks the standbys how far they are.</summary>
public sealed class LedgerTailWorker(LedgerTail tail, Standbys standbys, TimeProvider clock, ILogger<LedgerTailWorker> logger)
    : RegistryWorker(
        LedgerTail.Every, TimeSpan.Zero, "The end of the ledger cannot be read, and look-ups read through", clock, logger)
{
    protected override async Task WorkAsync(CancellationToken ct)
    {
        try
        {
            while (!(await tail.LookAsync(ct)).IsWhole)
            {
                // more is new than one look reads
            }
        }
        finally
        {
            // Also while the primary is gone.
            await standbys.LookAsync(ct);
        }
    }
}
