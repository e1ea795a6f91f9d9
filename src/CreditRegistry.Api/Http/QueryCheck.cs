using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;

namespace CreditRegistry.Api.Http;

/// <summary>Refuses what the endpoint would otherwise ignore or misread: unknown, repeated, empty, badly typed.</summary>
internal sealed class QueryCheck(RequestDelegate next)
{
    private readonly ConditionalWeakTable<Endpoint, QueryParameter[]> _known = [];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<RegistryEndpoint>() is null)
        {
            return next(context);
        }

        var known = _known.GetValue(endpoint, static e => [.. QueryParameter.Of(e)]);
        if (!context.Request.QueryString.HasValue && !Array.Exists(known, p => p.Required))
        {
            return CheckBody(context.Request, endpoint) is { } unread ? unread.ExecuteAsync(context) : next(context);
        }

        if ((Check(known, context.Request.Query) ?? CheckBody(context.Request, endpoint)) is { } problem)
        {
            return problem.ExecuteAsync(context);
        }

        BindEnums(context, known);
        return next(context);
    }

    /// <remarks>The framework binds enums by their C# names only; the query string itself stays as it came.</remarks>
    private static void BindEnums(HttpContext context, IReadOnlyList<QueryParameter> known)
    {
        var enums = known
            .Where(p => (Nullable.GetUnderlyingType(p.Type) ?? p.Type).IsEnum && context.Request.Query.ContainsKey(p.Name))
            .ToList();
        if (enums.Count is 0)
        {
            return;
        }

        var query = context.Request.Query.ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var name in enums.Select(p => p.Name))
        {
            query[name] = query[name].Select(value => char.ToUpperInvariant(value![0]) + value[1..]).ToArray();
        }

        context.Features.Set<IQueryFeature>(new QueryFeature(new QueryCollection(query)));
    }

    private static ProblemResult? Check(IReadOnlyList<QueryParameter> known, IQueryCollection query)
    {
        var unknown = query.Keys.Where(name => !known.Any(p => p.Name.Equals(name, StringComparison.Ordinal))).ToList();
        if (unknown.Count > 0)
        {
            return Problems.Invalid(
                ProblemCodes.QueryParameterUnknown,
                known.Count is 0
                    ? "This path takes no query parameters. Remove them."
                    : $"This path takes only: {string.Join(", ", known.Select(p => p.Name))}.",
                Errors(unknown, "Unknown parameter."));
        }

        var repeated = known.Where(p => !p.Many && query[p.Name].Count > 1).Select(p => p.Name).ToList();
        if (repeated.Count > 0)
        {
            return Problems.Invalid(
                ProblemCodes.QueryParameterRepeated,
                "A parameter is given more than once. Send it once.",
                Errors(repeated, "Given more than once."));
        }

        var missing = known.Where(p => p.Required && query[p.Name].Count is 0).Select(p => p.Name).ToList();
        if (missing.Count > 0)
        {
            return Problems.Invalid(
                ProblemCodes.QueryParameterRequired,
                $"Add the parameters that this path needs: {string.Join(", ", missing)}.",
                Errors(missing, "Required."));
        }

        var wrong = known
            .SelectMany(p => query[p.Name].Select(text => (p.Name, Error: QueryText.WrongForm(p.Type, text ?? ""))))
            .Where(found => found.Error is not null)
            .GroupBy(found => found.Name, found => found.Error!, StringComparer.Ordinal)
            .ToDictionary(found => found.Key, found => found.Distinct().ToArray(), StringComparer.Ordinal);
        return wrong.Count is 0
            ? null
            : Problems.Invalid(
                ProblemCodes.QueryParameterInvalid,
                "A query parameter cannot be read. The errors say what each must look like.",
                wrong);
    }

    /// <remarks>The framework throws an ordinary exception, a 500, on a charset that it does not know.</remarks>
    private static ProblemResult? CheckBody(HttpRequest request, Endpoint endpoint)
    {
        var encoding = request.Headers.ContentEncoding;
        var encoded = encoding.Count > 0 && encoding != "identity"
            && !(encoding == "gzip" && endpoint.Metadata.GetMetadata<LongBody>() is not null);
        var charset = request.HasJsonContentType() ? request.GetTypedHeaders().ContentType!.Charset : default;
        return encoded || (charset.HasValue && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                && !charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase))
            ? Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType)
            : null;
    }

    private static Dictionary<string, string[]> Errors(IEnumerable<string> names, string error)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var name in names.Take(20))
        {
            errors[name.ToShownName()] = [error];
        }

        return errors;
    }
}
