using CreditRegistry.Api.Http;
using CreditRegistry.Application.Organs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Rules;

internal static class OrganEndpoints
{
    private sealed record OrganPlace(string Code);

    public static void MapOrgans(this IEndpointRouteBuilder api) =>
        api.MapGet("/organs", ListAsync)
            .Public()
            .WithTags("Rules")
            .WithName("ListOrgans")
            .WithSummary("The organs that publish records, with the rule set that each follows and from when");

    private static async Task<Ok<ListResponse<OrganDetails>>> ListAsync(Page page, ManageOrgans organs, CancellationToken ct) =>
        page.Of(
            await organs.ListAsync(page.After<OrganPlace>()?.Code, page.Fetch, ct),
            o => new OrganPlace(o.Code),
            o => o);
}
