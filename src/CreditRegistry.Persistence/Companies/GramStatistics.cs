using Npgsql;

namespace CreditRegistry.Persistence.Companies;

/// <summary>
/// How often each key of names occurs, from the statistics that PostgreSQL itself keeps (autovacuum refreshes them after
/// an import, and standbys have them too). Good enough to choose a plan, and used for nothing else.
/// </summary>
public sealed class GramStatistics(NameSearchOptions options, TimeProvider clock)
{
    private readonly Dictionary<string, (GramFrequencies Frequencies, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    internal async ValueTask<GramFrequencies> OfAsync(NpgsqlDataSource source, string table, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        lock (_known)
        {
            if (_known.TryGetValue(table, out var known))
            {
                if (now < known.Until)
                {
                    return known.Frequencies;
                }

                _known[table] = (known.Frequencies, now + options.StatisticsAge); // one caller looks, the others go on
            }
        }

        var frequencies = await ReadAsync(source, table, ct);
        lock (_known)
        {
            _known[table] = (frequencies, now + options.StatisticsAge);
        }

        return frequencies;
    }

    private static async Task<GramFrequencies> ReadAsync(NpgsqlDataSource source, string table, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            select greatest(c.reltuples, 0)::float8, pg_relation_size(c.oid) / current_setting('block_size')::int8,
                s.most_common_elems::text::integer[], s.most_common_elem_freqs
            from pg_class c
            left join pg_stats s on s.schemaname = 'public' and s.tablename = c.relname and s.attname = 'name_grams'
            where c.oid = to_regclass(@table)
            """);
        command.Parameters.AddWithValue("table", table);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var rows = Math.Max(reader.GetDouble(0), reader.GetInt64(1) * GramFrequencies.RowsOfAPage);
        if (await reader.IsDBNullAsync(2, ct))
        {
            return new GramFrequencies(rows, null);
        }

        var (grams, shares) = (reader.GetFieldValue<int[]>(2), reader.GetFieldValue<float[]>(3)); // then least, most, null
        return new GramFrequencies(rows, grams.Zip(shares).ToDictionary(pair => pair.First, pair => (double)pair.Second));
    }
}

/// <param name="Rows">Of the table, about.</param>
/// <param name="Shares">Of the rows, by key; keys too rare to be noticed are absent. Null before the first statistics.</param>
internal sealed record GramFrequencies(double Rows, IReadOnlyDictionary<int, double>? Shares)
{
    public const int RowsOfAPage = 8; // no fewer than there are, nearly: a register that looks small must be small

    public double ShareOf(int gram) => Shares is null ? 1 : Shares.GetValueOrDefault(gram);
}
