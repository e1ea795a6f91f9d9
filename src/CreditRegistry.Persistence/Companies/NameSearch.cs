using CreditRegistry.Domain.Companies;
using Npgsql;
using NpgsqlTypes;

namespace CreditRegistry.Persistence.Companies;

/// <summary>
/// Finds companies by a part of a name, completely, on the way that is cheap for that part: an uncommon one by the index of
/// parts, all its matches ranked; a common one by a walk that stops as soon as the page is full, names that begin with
/// it first, then by registration ID. A walk that takes too long turns to the index of parts and keeps its order.
/// </summary>
public sealed class NameSearch(NpgsqlDataSource source, GramStatistics statistics, NameSearchOptions options)
{
    private const int RowsForAMatch = 3; // a row passed in the walked index costs that much less than a match fetched
    private const int MostGrams = 4; // the rarest decide; each further one costs more than it excludes
    private const string Name = "(split_part(t.search_text, chr(10), 1) collate \"C\")";
    private const string AfterEverything = "\U0010FFFF";

    private static readonly string[] Tiers =
        ["untrustworthy_until", "seriously_untrustworthy_until", "abnormal_until", "seriously_illegal_until"];

    private static readonly string LastDay = $"greatest({string.Join(", ", Tiers)})";

    /// <summary>At most that many after that place, in the order that the place is of.</summary>
    public async Task<IReadOnlyList<NameHit>> RunAsync(NameQuery query, NamePlace? after, int take, CancellationToken ct)
    {
        if (query.Part is null)
        {
            return await ListAsync(query, after?.RegistrationId, take, ct);
        }

        var frequencies = await statistics.OfAsync(source, Table(query), ct);
        var keys = Keys.Of(query, frequencies);
        if (after?.Ranked ?? keys.Matches <= options.RareMatches)
        {
            return await RankedAsync(query, keys, after, take, ct);
        }

        List<NameHit> hits = [];
        if (after is null or { Rank: 1 })
        {
            hits = await BeginningAsync(query, keys, after, take, ct);
            after = null;
        }

        if (hits.Count < take)
        {
            var expected = take * frequencies.Rows / Math.Max(keys.Matches, 1);
            var rows = expected > keys.Matches * RowsForAMatch
                ? 0 // fetching all matches is less work
                : Math.Clamp(2 * expected, options.WalkRows, 10.0 * options.WalkRows);
            hits.AddRange(await ContainingAsync(query, keys, after?.RegistrationId, take - hits.Count, (int)rows, ct));
        }

        return hits;
    }

    /// <summary>That company, if it passes the filters.</summary>
    public async Task<IReadOnlyList<NameHit>> OneAsync(NameQuery query, string registrationId, CancellationToken ct)
    {
        await using var command = Command(query, null, registrationId, 1, $"""
            select t.registration_id from {Table(query)} t where t.registration_id = @after {Filters(query)}
            """);
        return await ReadAsync(command, r => Contained(r.GetString(0)), ct);
    }

    /// <summary>Registered IDs that begin so.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(string beginning, int take, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "select registration_id from companies where registration_id >= $1 and registration_id <= $2 order by 1 limit $3");
        command.Parameters.AddWithValue(beginning);
        command.Parameters.AddWithValue(beginning.PadRight(RegistrationId.Length, 'Z')); // the last of letters and digits
        command.Parameters.AddWithValue(take);
        var hits = await ReadAsync(command, r => Contained(r.GetString(0)), ct);
        return hits.ConvertAll(h => h.RegistrationId);
    }

    /// <summary>Companies whose present name begins with the part, of one character or more, by name.</summary>
    public Task<List<NameHit>> BeginningAsync(NameQuery query, int take, CancellationToken ct) =>
        BeginningAsync(query, keys: null, after: null, take, ct);

    private async Task<List<NameHit>> ListAsync(NameQuery query, string? after, int take, CancellationToken ct)
    {
        await using var command = Command(query, null, after, take, $"""
            select t.registration_id from {Table(query)} t
            where t.registration_id > @after {HasTier(query)} {Filters(query)}
            order by t.registration_id limit @take
            """);
        return await ReadAsync(command, r => Contained(r.GetString(0)), ct);
    }

    private async Task<List<NameHit>> RankedAsync(NameQuery query, Keys keys, NamePlace? after, int take, CancellationToken ct)
    {
        await using var command = Command(query, keys, after?.RegistrationId, take, $"""
            with found as materialized (
                select t.registration_id, position(@part in {Name}) as at, length({Name}) as length
                from {Table(query)} t
                where {keys.Condition} and {Contains} {Filters(query)}),
            ranked as (
                select *, case when at = 0 then 3 when at > 1 then 2 when length = length(@part) then 0 else 1 end as rank from found)
            select registration_id, rank, at, length from ranked
            where (rank, at, length, registration_id) > (@rank, @at, @length, @after)
            order by rank, at, length, registration_id limit @take
            """);
        command.Parameters.AddWithValue("rank", after?.Rank ?? -1);
        command.Parameters.AddWithValue("at", after?.Position ?? 0);
        command.Parameters.AddWithValue("length", after?.Length ?? 0);
        return await ReadAsync(
            command,
            r => new NameHit(r.GetString(0), new NamePlace(true, r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), null, r.GetString(0))),
            ct);
    }

    /// <summary>Companies whose present name begins with the part, by name.</summary>
    private async Task<List<NameHit>> BeginningAsync(NameQuery query, Keys? keys, NamePlace? after, int take, CancellationToken ct)
    {
        // The pair alone says where to begin: with "name >= part" beside it, the index is read from its start. All between
        // the two begin with the part; said once more, the planner would take them for few, and read the register to find them.
        const string Begins = $"({Name}, t.registration_id) > (@name, @after) and {Name} < @end";
        const string Order = "order by t.name, t.registration_id";
        return await WalkAsync(
            take,
            Command($"""
                select t.registration_id, t.name from (
                    select {Columns(query)}, t.region_code, {Name} as name
                    from {Table(query)} t where {Begins} order by {Name}, t.registration_id limit @rows) t
                where true {Filters(query)} {Order} limit @take
                """),
            keys is null ? null : Command($"""
                with t as materialized (
                    select t.registration_id, {Name} as name
                    from {Table(query)} t where {keys.Condition} and {Begins} {Filters(query)})
                select t.registration_id, t.name from t {Order} limit @take
                """),
            r => new NameHit(r.GetString(0), new NamePlace(false, 1, 0, 0, r.GetString(1), r.GetString(0))),
            ct);

        NpgsqlCommand Command(string sql)
        {
            var command = this.Command(query, keys, after?.RegistrationId, take, sql);
            command.Parameters.AddWithValue("end", query.Part + AfterEverything);
            command.Parameters.AddWithValue("name", after?.Name ?? query.Part!);
            command.Parameters.AddWithValue("rows", options.PrefixRows);
            return command;
        }
    }

    /// <summary>All other companies with the part in a name, by registration ID.</summary>
    private Task<List<NameHit>> ContainingAsync(
        NameQuery query, Keys keys, string? after, int take, int rows, CancellationToken ct)
    {
        const string Order = "order by t.registration_id";
        var table = Table(query);
        var byIndex = (query.Region is null ? "" : "and t.region_code = @region ")
            + HasTier(query);

        // A scalar subquery, for exists may be planned as a look through the whole table. "offset 0" keeps the filters of
        // the outer query from being asked of companies that do not match.
        var walk = Command(query, keys, after, take, $"""
            select t.registration_id from (
                select t.* from (
                    select {Columns(query)} from {table} t where t.registration_id > @after {byIndex} {Order} limit @rows) t
                where not starts_with(t.search_text, @part)
                    and (position(@part in t.search_text) > 0 or t.has_search_rest and (
                        select position(@part in r.search_rest) > 0 from {table} r where r.registration_id = t.registration_id))
                {Order} offset 0) t
            where true {Filters(query with { Region = null })} {Order} limit @take
            """);
        walk.Parameters.AddWithValue("rows", rows);
        return WalkAsync(
            take,
            walk,
            Command(query, keys, after, take, $"""
                with t as materialized (
                    select t.registration_id from {table} t
                    where {keys.Condition} and t.registration_id > @after and {Contains}
                        and not starts_with(t.search_text, @part) {Filters(query)})
                select t.registration_id from t {Order} limit @take
                """),
            r => Contained(r.GetString(0)),
            ct);
    }

    /// <summary>The walk, or where it did not find enough in the rows it may pass, the index of parts: it misses none.</summary>
    private static async Task<List<NameHit>> WalkAsync(
        int take, NpgsqlCommand walk, NpgsqlCommand? byParts, Func<NpgsqlDataReader, NameHit> hit, CancellationToken ct)
    {
        await using (walk)
        await using (byParts)
        {
            var hits = await ReadAsync(walk, hit, ct);
            return hits.Count < take && byParts is not null ? await ReadAsync(byParts, hit, ct) : hits;
        }
    }

    /// <summary>Those of the index on registration IDs, so that the table need not be read; and the days of a listed company.</summary>
    private static string Columns(NameQuery query) =>
        "t.registration_id, t.search_text, t.has_search_rest, t.status"
        + (query.Listed is true ? $", {string.Join(", ", Tiers.Select(tier => $"t.{tier}"))}" : "");

    private const string Contains = "(position(@part in t.search_text) > 0 or position(@part in t.search_rest) > 0)";

    private static NameHit Contained(string registrationId) =>
        new(registrationId, new NamePlace(false, 2, 0, 0, null, registrationId));

    private static string Table(NameQuery query) => query.Listed is true ? "listed_companies" : "companies";

    private static string HasTier(NameQuery query) =>
        query.Tier is { } tier ? $"and t.{Tiers[(int)tier - 1]} is not null " : "";

    private static string Filters(NameQuery query)
    {
        var region = query.Region is null ? "" : "and t.region_code = @region ";
        var status = query.Status is null ? "" : "and t.status = @status ";
        var standing = (query.Listed, query.Tier) switch
        {
            // coalesce: the index of a whole tier would be read for a few matches.
            (true, { } tier) => $"and coalesce(t.{Tiers[(int)tier - 1]}, '-infinity') >= @today " + string.Concat(
                Tiers.Skip((int)tier).Select(higher => $"and (t.{higher} is null or t.{higher} < @today) ")),
            (true, null) => $"and {LastDay} >= @today ",
            (false, _) => $"""
                and not coalesce((select {LastDay} >= @today from listed_companies l
                    where l.registration_id = t.registration_id), false) 
                """,
            _ => "",
        };
        return region + status + standing;
    }

    private NpgsqlCommand Command(NameQuery query, Keys? keys, string? after, int take, string sql)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue("after", after ?? "");
        command.Parameters.AddWithValue("all", keys?.All ?? []);
        command.Parameters.AddWithValue("any", keys?.Any ?? []);
        command.Parameters.AddWithValue("take", take);
        command.Parameters.AddWithValue("today", query.Today);
        command.Parameters.AddWithValue("part", NpgsqlDbType.Text, query.Part ?? "");
        command.Parameters.AddWithValue("region", NpgsqlDbType.Text, (object?)query.Region ?? DBNull.Value);
        command.Parameters.AddWithValue(
            "status", NpgsqlDbType.Text, query.Status is { } status ? EnumText.Name(status) : DBNull.Value);
        return command;
    }

    private static async Task<List<NameHit>> ReadAsync(
        NpgsqlCommand command, Func<NpgsqlDataReader, NameHit> hit, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var hits = new List<NameHit>();
        while (await reader.ReadAsync(ct))
        {
            hits.Add(hit(reader));
        }

        return hits;
    }

    /// <param name="Matches">How many rows are expected to match, filters on region and status included.</param>
    private sealed record Keys(int[] All, int[] Any, double Matches)
    {
        public string Condition => Any.Length is 0 ? "t.name_grams @> @all" : "t.name_grams @> @all and t.name_grams && @any";

        public static Keys Of(NameQuery query, GramFrequencies frequencies)
        {
            List<int> marks = [];
            if (query.Region is { } region)
            {
                marks.Add(NameGrams.OfRegion(region));
            }

            if (query.Status is { } status)
            {
                marks.Add(NameGrams.OfStatus(status));
            }

            var share = marks.Aggregate(1.0, (product, mark) => product * frequencies.ShareOf(mark));
            if (NameGrams.IsTwoLatin(query.Part!))
            {
                var any = NameGrams.AroundTwoLatin(query.Part!);
                return new Keys([.. marks], any, Math.Round(frequencies.Rows * share * Math.Min(1, any.Sum(frequencies.ShareOf))));
            }

            var rarest = NameGrams.OfPart(query.Part!).OrderBy(frequencies.ShareOf).Take(MostGrams).ToList();
            return new Keys([.. rarest, .. marks], [], Math.Round(frequencies.Rows * share * frequencies.ShareOf(rarest[0])));
        }
    }
}
