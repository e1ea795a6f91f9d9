using CreditRegistry.Persistence.Ledger;
using Microsoft.Extensions.Logging;

namespace CreditRegistry.Application.Ledger;

/// <summary>Keeps the sequencer going: a committed ledger row has its position within 200 ms.</summary>
public sealed class SequencerWorker(Sequencer sequencer, TimeProvider clock, ILogger<SequencerWorker> logger) : RegistryWorker(
    TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), "The ledger could not be sequenced", clock, logger)
{
    protected override async Task WorkAsync(CancellationToken ct)
    {
        while (await sequencer.PlaceAsync(ct) > 0)
        {
            // more may wait
        }
    }
}
