namespace CreditRegistry.Persistence;

/// <summary>
/// Answers many askers with few commands, one at a time: who asks while one is under way is answered by the next, together
/// with all who came meanwhile, so that under load many cost little more than one. An answer is never older than its
/// question.
/// </summary>
/// <param name="read">Answers for all the keys; a key it leaves out has none.</param>
internal sealed class AskedTogether<TKey, TAnswer>(Func<TKey[], Task<Dictionary<TKey, TAnswer>>> read)
    where TKey : notnull
    where TAnswer : class
{
    private const int Most = 128;

    private readonly Lock _lock = new();
    private List<Question> _waiting = [];
    private bool _running;

    /// <summary>The answer, or null when there is none. A failed command fails everyone it was for.</summary>
    public Task<TAnswer?> FindAsync(TKey key, CancellationToken ct)
    {
        var question = new Question(key);
        lock (_lock)
        {
            _waiting.Add(question);
            if (_running)
            {
                return question.Answer.Task.WaitAsync(ct);
            }

            _running = true;
        }

        // What it does for others must not appear in the trace of whoever came first.
        using (ExecutionContext.SuppressFlow())
        {
            _ = RunAsync();
        }

        return question.Answer.Task.WaitAsync(ct);
    }

    private async Task RunAsync()
    {
        while (Take() is { } together)
        {
            try
            {
                var answers = await read([.. together.Select(question => question.Key).Distinct()]);
                together.ForEach(question => question.Answer.SetResult(answers.GetValueOrDefault(question.Key)));
            }
            catch (Exception failure)
            {
                together.ForEach(question => question.Answer.SetException(failure));
            }
        }
    }

    private List<Question>? Take()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _running = false;
                return null;
            }

            var together = _waiting;
            (together, _waiting) = together.Count <= Most ? (together, []) : (together[..Most], together[Most..]);
            return together;
        }
    }

    private sealed record Question(TKey Key)
    {
        public TaskCompletionSource<TAnswer?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
