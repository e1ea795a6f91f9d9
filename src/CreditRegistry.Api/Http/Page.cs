using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CreditRegistry.Api.Http;

/// <param name="Next">Pass it as <c>cursor</c> for the next page; null on the last one.</param>
public sealed record ListResponse<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which part of a list is asked for: a handler parameter that reads <c>limit</c> and <c>cursor</c>.</summary>
public sealed class Page : IEndpointParameterMetadataProvider
{
    public const int DefaultLimit = 20;
    public const int MaxLimit = 200;

    private readonly HttpContext _context;

    private Page(HttpContext context, int limit) => (_context, Limit) = (context, limit);

    public int Limit { get; }

    /// <summary>Rows to read: one more than the page, to know whether another follows.</summary>
    public int Fetch => Limit + 1;

    /// <summary>The place after which this page begins; null on the first page.</summary>
    /// <typeparam name="TPlace">A record of the sort keys, the same that <see cref="Of"/> writes.</typeparam>
    public TPlace? After<TPlace>()
        where TPlace : class
    {
        if (!_context.Request.Query.TryGetValue("cursor", out var cursor))
        {
            return null;
        }

        return Cursor.TryRead<TPlace>(QueryOf(_context), cursor.ToString(), out var place)
            ? place
            : throw new BadRequestProblem(Problems.Invalid(
                ProblemCodes.CursorInvalid,
                "This cursor is damaged or belongs to another query. Ask again without it, or repeat its query.",
                "cursor",
                "Not a cursor of this query."));
    }

    /// <summary>The answer, from up to <see cref="Fetch"/> rows in order.</summary>
    /// <param name="goesOnAfter">Where to look on when there are fewer rows than wanted and yet not all was looked at.</param>
    public Ok<ListResponse<TResponse>> Of<TRow, TPlace, TResponse>(
        IReadOnlyList<TRow> rows, Func<TRow, TPlace> place, Func<TRow, TResponse> response, TPlace? goesOnAfter = null)
        where TPlace : class
    {
        var last = rows.Count > Limit ? place(rows[Limit - 1]) : goesOnAfter;
        var next = last is null ? null : Cursor.Write(QueryOf(_context), last);
        if (next is not null)
        {
            var request = _context.Request;
            var query = new QueryBuilder(Typed(request).Where(q => q.Key is not "cursor")) { { "cursor", next } };
            _context.Response.Headers.Link = $"<{request.PathBase}{request.Path}{query}>; rel=\"next\"";
        }

        return TypedResults.Ok(new ListResponse<TResponse>([.. rows.Take(Limit).Select(response)], next));
    }

    public static ValueTask<Page?> BindAsync(HttpContext context)
    {
        var limit = DefaultLimit;
        if (context.Request.Query.TryGetValue("limit", out var text)
            && (!int.TryParse(text.ToString(), CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
        {
            throw new BadRequestProblem(Problems.Limit(MaxLimit, "items"));
        }

        return ValueTask.FromResult<Page?>(new(context, limit));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new QueryParameter(
            "limit", typeof(int?), $"How many items, 1 to {MaxLimit}; {DefaultLimit} when absent.", false, false));
        builder.Metadata.Add(new QueryParameter(
            "cursor", typeof(string), "The `next` of the page before; the other parameters stay the same.", false, false));
    }

    /// <summary>What a cursor belongs to: the path and every parameter except the page's own.</summary>
    private static string QueryOf(HttpContext context)
    {
        var parameters = Typed(context.Request)
            .Where(q => q.Key is not ("cursor" or "limit"))
            .OrderBy(q => q.Key, StringComparer.Ordinal)
            .SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value ?? ""));
        return context.Request.Path.ToString().ToUpperInvariant() + new QueryBuilder(parameters);
    }

    private static Dictionary<string, StringValues> Typed(HttpRequest request) =>
        QueryHelpers.ParseQuery(request.QueryString.Value);
}
