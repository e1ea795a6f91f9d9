using System.Text.Json.Serialization;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using Microsoft.AspNetCore.WebUtilities;

namespace CreditRegistry.Api.Http;

/// <summary>An RFC 9457 answer. Members that do not apply are absent.</summary>
/// <param name="Detail">One sentence that says what is wrong and the way out.</param>
public sealed record Problem(
    [property: JsonPropertyOrder(-3)] int Status,
    [property: JsonPropertyOrder(-1)] string Code,
    [property: JsonPropertyOrder(-2)] string Detail)
{
    /// <summary>Always about:blank: the meaning is in <see cref="Code"/>.</summary>
    [JsonPropertyOrder(-5)]
    public string Type => "about:blank";

    [JsonPropertyOrder(-4)]
    public string Title => ReasonPhrases.GetReasonPhrase(Status);

    public string TraceId { get; init; } = "";

    /// <summary>What is wrong, by field or parameter (400).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Every rule that is not met (422).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemBreach>? Breaches { get; init; }

    /// <summary>The one that stands (409).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? ExistingId { get; init; }

    /// <summary>The first day on which the record was no longer shown (410).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? LeftOn { get; init; }

    /// <summary>The record it escalated to (410).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? ReplacedBy { get; init; }

    /// <summary>Where the change feed goes on (409).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FeedPosition? ResumeFrom { get; init; }

    /// <summary>The version that stands (412).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CurrentVersion { get; init; }

    /// <summary>The state that stands (412).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Current { get; init; }

    /// <summary>What changed since the version the caller saw (412).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Changes { get; init; }
}

/// <summary>One rule that is not met, in both languages.</summary>
/// <param name="EarliestOn">The first day on which it will be met by itself; absent when there is none.</param>
public sealed record ProblemBreach(
    string Rule,
    string Message,
    string MessageZh,
    string LegalBasis,
    string LegalBasisZh,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? EarliestOn)
{
    public static ProblemBreach From(RuleBreach breach) => new(
        breach.Rule,
        breach.Message.En,
        breach.Message.Zh,
        breach.LegalBasis.En,
        breach.LegalBasis.Zh,
        breach.EarliestOn);
}
