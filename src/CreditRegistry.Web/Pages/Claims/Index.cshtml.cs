using CreditRegistry.Application.Claims;
using CreditRegistry.Web.Parts;

namespace CreditRegistry.Web.Pages.Claims;

/// <summary>The claims that wait for whoever looks.</summary>
public sealed class IndexModel(ReadClaims read) : SitePage
{
    private const int PageSize = 50;

    public IReadOnlyList<OpenClaim> Claims { get; private set; } = [];

    public NextPage Pages { get; private set; } = new(null, null);

    public async Task OnGetAsync(string? after, CancellationToken ct)
    {
        var place = PlaceInList.Read<ClaimKey>(after);
        var found = await read.OpenAsync(Actor, place, PageSize + 1, ct);
        Claims = [.. found.Take(PageSize)];
        Pages = new NextPage(
            place is null ? null : In.Link("/desk/claims"),
            found.Count > PageSize ? $"{In.Link("/desk/claims")}?after={PlaceInList.Write(ClaimKey.Of(Claims[^1]))}" : null);
    }
}
