using CreditRegistry.Api.Http;
using CreditRegistry.Application.Companies;
using CreditRegistry.Domain.Companies;
using Microsoft.AspNetCore.Http.Extensions;

namespace CreditRegistry.Api.Companies;

/// <param name="Next">Pass it as <c>cursor</c> for the next page; null on the last one.</param>
/// <param name="Hints">Why nothing was found, and what may be tried instead; empty where something was.</param>
public sealed record CompanyListResponse(
    IReadOnlyList<CompanySummary> Items, string? Next, IReadOnlyList<SearchHint> Hints)
{
    internal static CompanyListResponse Example { get; } = new(
        [
            new(
                "91350000YYK4XLAM2L", "洺屿泽茂禾欣新能源集团有限公司", null, null, CompanyStatus.Registered,
                RegionView.Of("350000"), Standing.Abnormal),
        ],
        null,
        []);
}

/// <summary>Why a search found nothing, or what may have been meant.</summary>
/// <param name="Code">
/// <c>ID_</c> and the reason of a wrong registration ID, <c>ID_ONE_SLIP_AWAY</c>, <c>ID_NOT_IN_REGISTER</c>,
/// <c>OLD_NUMBER_NOT_IN_REGISTER</c>, <c>NOT_WITH_THESE_FILTERS</c> or <c>OTHER_LEGAL_FORM</c>.
/// </param>
/// <param name="Position">The character at fault, counted from 1 without spaces and hyphens.</param>
/// <param name="RegistrationId">What was probably meant.</param>
/// <param name="InRegister">Whether the register has that registration ID.</param>
/// <param name="Link">A path that finds something.</param>
public sealed record SearchHint(
    string Code, string Message, string MessageZh, int? Position, string? RegistrationId, bool? InRegister, string? Link)
{
    internal static SearchHint Of(NoMatchReason reason) => new(
        reason.Code, reason.Message.En, reason.Message.Zh, reason.Position, reason.RegistrationId, reason.InRegister, LinkOf(reason));

    private static string? LinkOf(NoMatchReason reason)
    {
        if (reason.InRegister is true)
        {
            return $"/api/v1/companies/{reason.RegistrationId}";
        }

        if (reason.Filter is not { } filter)
        {
            return null;
        }

        var query = new QueryBuilder { { "name", filter.Name! } };
        foreach (var (name, value) in ((string, string?)[])
            [
                ("standing", filter.Standing is { } standing ? RegistryJson.Name(standing) : null),
                ("region", filter.Region),
                ("status", filter.Status is { } status ? RegistryJson.Name(status) : null),
            ])
        {
            if (value is not null)
            {
                query.Add(name, value);
            }
        }

        return $"/api/v1/companies{query}";
    }
}

/// <param name="Items">Best first.</param>
public sealed record SuggestResponse(IReadOnlyList<CompanySuggestion> Items);
