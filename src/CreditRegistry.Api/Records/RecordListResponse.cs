using System.Text.Json.Serialization;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Past;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Records;

/// <param name="Next">Pass it as <c>cursor</c> for the next page; null on the last one.</param>
/// <param name="Instant">What is asked about the past; absent from an answer about now.</param>
public sealed record RecordListResponse(
    IReadOnlyList<RecordView> Items,
    string? Next,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] InstantView? Instant);

internal static class RecordPages
{
    public static Ok<RecordListResponse> Of(
        this Page page, IReadOnlyList<RecordView> found, PastInstant? instant = null, RecordKey? goesOnAfter = null)
    {
        var list = page.Of(found, RecordKey.Of, r => r, goesOnAfter).Value!;
        return TypedResults.Ok(new RecordListResponse(list.Items, list.Next, instant is null ? null : InstantView.Of(instant)));
    }
}
