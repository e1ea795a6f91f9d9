using System.Text.Json;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Time;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace CreditRegistry.Api.Companies;

/// <summary>A company's page as bytes: from memory while that is surely right, else from the database.</summary>
internal sealed class CompanyPages(
    CompanyCache cache, ReadCompanies read, LedgerTail tail, Standbys standbys, IOptions<JsonOptions> json)
{
    /// <param name="atLeast">The reader knows of changes up to this position; null when it says nothing.</param>
    public async ValueTask<CompanyAnswer?> FindAsync(RegistrationId id, FeedPosition? atLeast, CancellationToken ct)
    {
        if (cache.Find(id.Value, atLeast) is { } kept)
        {
            return kept;
        }

        // What is kept must be as new as all that the tail has seen, or the tail would not end it.
        var (begun, mayKeep) = (cache.BeginReading(), tail.IsFresh);
        var wanted = mayKeep ? Later(atLeast, tail.Position) : atLeast;
        if (await standbys.ReadAsync(wanted, server => read.PageAsync(id, server, ct)) is not { } page)
        {
            return null;
        }

        var content = JsonSerializer.SerializeToUtf8Bytes(page.View, json.Value.SerializerOptions);
        DateTimeOffset? until = page.ChangesOn is { } day ? LegalDates.StartOf(day) : null;
        var answer = new CompanyAnswer(page.Id, content, EntityTags.OfContent(content), until);
        if (mayKeep)
        {
            cache.Keep(id.Value, answer, begun);
        }

        return answer;
    }

    private FeedPosition? Later(FeedPosition? wanted, FeedPosition? seen) =>
        wanted is { } position && !tail.HasSeen(position) ? wanted : seen;
}
