using System.Security.Cryptography;
using System.Text;
using CreditRegistry.Persistence;
using CreditRegistry.Web.Accounts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Http;

/// <summary>Marks a creating POST: it may be repeated with the same Idempotency-Key and creates once.</summary>
internal sealed record CreatingEndpoint
{
    public static CreatingEndpoint Instance { get; } = new();
}

/// <summary>
/// Runs a creating POST and keeps its answer in one transaction, so that either both are there or neither.
/// Needs the request's <see cref="DbContext"/>; use cases save in the transaction that is already open.
/// </summary>
internal sealed class Idempotency(RequestDelegate next, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    private const int MemoryBytes = 64 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        var header = context.Request.Headers[Header];
        if (header.Count is 0 || context.GetEndpoint()?.Metadata.GetMetadata<CreatingEndpoint>() is null)
        {
            await next(context);
            return;
        }

        var key = header.ToString();
        if (header.Count > 1 || key.Length is 0 or > IdempotentAnswer.KeyMaxLength || key.Any(c => c is < '!' or > '~'))
        {
            await Problems.Invalid(
                ProblemCodes.IdempotencyKeyInvalid,
                $"Send one Idempotency-Key of 1 to {IdempotentAnswer.KeyMaxLength} visible ASCII characters.",
                Header,
                "Not a key.").ExecuteAsync(context);
            return;
        }

        if (context.User.AccountKey() is not { } account)
        {
            await Problems.Invalid(
                ProblemCodes.IdempotencyKeyNeedsAccount,
                "A key belongs to an account. Sign in, or send the request without it.",
                Header,
                "Needs an account.").ExecuteAsync(context);
            return;
        }

        await RunAsync(context, account, context.RouteName(), key);
    }

    private async Task RunAsync(HttpContext context, Guid account, string route, string key)
    {
        var ct = context.RequestAborted;
        var request = await HashAsync(context.Request, ct);
        var db = context.RequestServices.GetRequiredService<DbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        if (!await TryLockAsync(db, $"{account} {route} {key}", ct))
        {
            await Refuse(StatusCodes.Status409Conflict, ProblemCodes.IdempotencyKeyInFlight,
                "A request with this key is being answered. Wait a second, then send it again.").ExecuteAsync(context);
            return;
        }

        var now = clock.GetUtcNow();
        var answers = db.Set<IdempotentAnswer>().Where(a => a.AccountKey == account && a.Route == route && a.Key == key);
        await answers.Where(a => a.AnsweredAt <= now - IdempotentAnswer.KeptFor).ExecuteDeleteAsync(ct);

        if (await answers.AsNoTracking().SingleOrDefaultAsync(ct) is { } known)
        {
            await (known.RequestHash.AsSpan().SequenceEqual(request)
                ? ReplayAsync(context, known)
                : Refuse(StatusCodes.Status422UnprocessableEntity, ProblemCodes.IdempotencyKeyReused,
                    "This key was used for another request. Take a new key for a new request.").ExecuteAsync(context));
            return;
        }

        var body = await BufferedAsync(context);
        var response = context.Response;
        if (response.StatusCode is >= 200 and < 300)
        {
            db.Add(new IdempotentAnswer
            {
                AccountKey = account,
                Route = route,
                Key = key,
                RequestHash = request,
                AnsweredAt = now,
                Status = response.StatusCode,
                Location = Value(response.Headers.Location),
                ETag = Value(response.Headers.ETag),
                ContentType = response.ContentType,
                Body = body,
            });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        await response.Body.WriteAsync(body, ct);
    }

    private async Task<byte[]> BufferedAsync(HttpContext context)
    {
        var wire = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = wire;
        }

        return buffer.ToArray();
    }

    private static async Task ReplayAsync(HttpContext context, IdempotentAnswer known)
    {
        var response = context.Response;
        response.StatusCode = known.Status;
        response.ContentType = known.ContentType;
        response.Headers.Location = known.Location;
        response.Headers.ETag = known.ETag;
        response.Headers.CacheControl = "no-store";
        response.Headers[ReplayedHeader] = "true";
        await response.Body.WriteAsync(known.Body, context.RequestAborted);
    }

    private static async Task<byte[]> HashAsync(HttpRequest request, CancellationToken ct)
    {
        request.EnableBuffering(MemoryBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        if (Multipart.BoundaryOf(request) is { } boundary)
        {
            await AppendPartsAsync(hash, new MultipartReader(boundary, request.Body), ct);
        }
        else
        {
            await AppendAsync(hash, request.Body, ct);
        }

        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    /// <summary>The parts without what stands between them: a client makes that anew for each attempt.</summary>
    private static async Task AppendPartsAsync(IncrementalHash hash, MultipartReader reader, CancellationToken ct)
    {
        try
        {
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', section.Headers ?? [])));
                hash.AppendData(BitConverter.GetBytes(await AppendAsync(hash, section.Body, ct)));
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            // A broken form: the endpoint says so, and its refusal is not kept.
        }
    }

    private static async Task<long> AppendAsync(IncrementalHash hash, Stream body, CancellationToken ct)
    {
        var buffer = new byte[16 * 1024];
        long length = 0;
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0; length += read)
        {
            hash.AppendData(buffer, 0, read);
        }

        return length;
    }

    private static Task<bool> TryLockAsync(DbContext db, string name, CancellationToken ct)
    {
        var key = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return db.Database
            .SqlQuery<bool>($"select pg_try_advisory_xact_lock({key}) as \"Value\"")
            .SingleAsync(ct);
    }

    private static string? Value(Microsoft.Extensions.Primitives.StringValues header) =>
        header.Count is 0 ? null : header.ToString();

    private static ProblemResult Refuse(int status, string code, string detail) => new(new Problem(status, code, detail));
}
