using System.Collections.Concurrent;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence.Ledger;

namespace CreditRegistry.Application.Companies;

/// <summary>An answer about a company, ready to send.</summary>
/// <param name="Until">From this instant on a date changes what it says; null when none does.</param>
public sealed record CompanyAnswer(Guid CompanyId, byte[] Content, string Tag, DateTimeOffset? Until);

/// <summary>
/// Keeps answers for as long as nothing about their company changed: a change ends them by the ledger's tail, a date by
/// itself. Bounded: what was not asked for lately goes first.
/// </summary>
public sealed class CompanyCache
{
    private const int Overhead = 400; // bytes an entry takes beside its content
    private const int LooksRemembered = 256;

    private readonly LedgerTail _tail;
    private readonly TimeProvider _clock;
    private readonly long _half;
    private readonly Lock _generations = new();
    private readonly ConcurrentDictionary<Guid, long> _changed = new();
    private long _allChanged;
    private volatile Generation _young = new();
    private volatile Generation _old = new();

    /// <param name="megabytes">How much memory the answers may take; 0 keeps none.</param>
    public CompanyCache(LedgerTail tail, TimeProvider clock, int megabytes)
    {
        _tail = tail;
        _clock = clock;
        _half = megabytes * 1024L * 1024 / 2;
        tail.Listen(Forget);
    }

    /// <summary>The kept answer, when it may be used.</summary>
    /// <param name="atLeast">A position that the reader has seen the effects of; null when any recent state will do.</param>
    public CompanyAnswer? Find(string registrationId, FeedPosition? atLeast)
    {
        if (!_tail.IsFresh || (atLeast is { } wanted && !_tail.HasSeen(wanted)))
        {
            return null;
        }

        var young = _young;
        if (!young.Answers.TryGetValue(registrationId, out var answer))
        {
            if (!_old.Answers.TryGetValue(registrationId, out answer))
            {
                return null;
            }

            if (young.TryAdd(registrationId, answer) && _changed.ContainsKey(answer.CompanyId))
            {
                // It may have changed while it moved from one generation to the other.
                young.Remove(answer.CompanyId);
                return null;
            }
        }

        return answer.Until <= _clock.GetUtcNow() ? null : answer;
    }

    /// <summary>To be called before an answer is read from the database, for <see cref="Keep"/>.</summary>
    public long BeginReading() => _tail.NextLook;

    /// <summary>Keeps an answer, unless its company changed since it began to be read.</summary>
    public void Keep(string registrationId, CompanyAnswer answer, long begun)
    {
        if (_half == 0 || _tail.NextLook - begun >= LooksRemembered)
        {
            return;
        }

        var young = _young;
        young.TryAdd(registrationId, answer);
        // First kept, then checked; the tail first notes, then removes: whichever is first, a stale answer goes.
        if (Interlocked.Read(ref _allChanged) >= begun
            || (_changed.TryGetValue(answer.CompanyId, out var changed) && changed >= begun))
        {
            young.Remove(answer.CompanyId);
        }

        if (young.Bytes > _half)
        {
            lock (_generations)
            {
                if (_young == young)
                {
                    (_old, _young) = (young, new Generation());
                }
            }
        }
    }

    private void Forget(LedgerLook look, long number)
    {
        foreach (var company in look.Changed)
        {
            _changed[company] = number;
        }

        lock (_generations)
        {
            if (look.ConcernsAll)
            {
                Interlocked.Exchange(ref _allChanged, number);
                (_old, _young) = (new Generation(), new Generation());
            }

            foreach (var company in look.Changed)
            {
                _young.Remove(company);
                _old.Remove(company);
            }
        }

        if (number % (LooksRemembered / 4) == 0)
        {
            foreach (var (company, when) in _changed)
            {
                if (when < number - LooksRemembered)
                {
                    _changed.TryRemove(new(company, when));
                }
            }
        }
    }

    private sealed class Generation
    {
        private readonly ConcurrentDictionary<Guid, string> _ids = new();
        private long _bytes;

        public ConcurrentDictionary<string, CompanyAnswer> Answers { get; } = new(StringComparer.Ordinal);

        public long Bytes => Interlocked.Read(ref _bytes);

        public bool TryAdd(string registrationId, CompanyAnswer answer)
        {
            _ids[answer.CompanyId] = registrationId;
            if (!Answers.TryAdd(registrationId, answer))
            {
                return false;
            }

            Interlocked.Add(ref _bytes, answer.Content.Length + Overhead);
            return true;
        }

        public void Remove(Guid company)
        {
            if (_ids.TryGetValue(company, out var registrationId) && Answers.TryRemove(registrationId, out var answer))
            {
                Interlocked.Add(ref _bytes, -answer.Content.Length - Overhead);
            }
        }
    }
}
