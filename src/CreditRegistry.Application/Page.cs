namespace CreditRegistry.Application;

/// <summary>One page of a keyset list.</summary>
/// <param name="Next">The key of the last item when more follow; null at the end.</param>
public sealed record Page<TItem, TKey>(IReadOnlyList<TItem> Items, TKey? Next)
    where TKey : class;

public static class Page
{
    /// <summary>Makes a page from one row more than asked for.</summary>
    public static Page<TItem, TKey> Of<TItem, TKey>(IReadOnlyList<TItem> rows, int limit, Func<TItem, TKey> key)
        where TKey : class =>
        rows.Count > limit
            ? new Page<TItem, TKey>([.. rows.Take(limit)], key(rows[limit - 1]))
            : new Page<TItem, TKey>(rows, null);
}
