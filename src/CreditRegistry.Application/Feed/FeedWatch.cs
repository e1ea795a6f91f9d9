using CreditRegistry.Application.Ledger;
using CreditRegistry.Domain.Ledger;

namespace CreditRegistry.Application.Feed;

/// <summary>Wakes whoever waits on this instance for new positions, as the ledger's tail finds them.</summary>
public sealed class FeedWatch
{
    private readonly TimeProvider _clock;
    private volatile State _state = new(Head: null);

    public FeedWatch(LedgerTail tail, TimeProvider clock)
    {
        _clock = clock;
        tail.Listen((look, _) => Move(look.Position));
    }

    /// <summary>Waits until the feed is known to have gone on from that position, or the time is over.</summary>
    public async Task WaitAsync(FeedPosition seen, TimeSpan most, CancellationToken ct)
    {
        var state = _state;
        if (state.Head is { } head && (head.Epoch, head.Position).CompareTo((seen.Epoch, seen.Position)) > 0)
        {
            return;
        }

        try
        {
            await state.Moved.Task.WaitAsync(most, _clock, ct);
        }
        catch (TimeoutException)
        {
            // nothing happened, which is what the caller waited to know
        }
    }

    private void Move(FeedPosition head)
    {
        if (_state.Head != head)
        {
            Interlocked.Exchange(ref _state, new State(head)).Moved.SetResult();
        }
    }

    private sealed record State(FeedPosition? Head)
    {
        public TaskCompletionSource Moved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
