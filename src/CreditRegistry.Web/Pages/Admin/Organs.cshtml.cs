using CreditRegistry.Application.Organs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Parts;

namespace CreditRegistry.Web.Pages.Admin;

/// <summary>The organs that publish records, each with the rule set that it follows.</summary>
public sealed class OrgansModel(ManageOrgans organs, RuleBook book, TimeProvider clock) : SitePage
{
    private const int PageSize = 50;

    private sealed record Place(string Code);

    public IReadOnlyList<OrganDetails> Organs { get; private set; } = [];

    public NextPage Pages { get; private set; } = new(null, null);

    public RuleBook Book => book;

    public DateOnly Today => LegalDates.DateOf(clock.GetUtcNow());

    public async Task OnGetAsync(string? after, CancellationToken ct)
    {
        var place = PlaceInList.Read<Place>(after);
        var found = await organs.ListAsync(place?.Code, PageSize + 1, ct);
        Organs = [.. found.Take(PageSize)];
        Pages = new NextPage(
            place is null ? null : In.Link("/admin/organs"),
            found.Count > PageSize ? In.Link($"/admin/organs?after={PlaceInList.Write(new Place(Organs[^1].Code))}") : null);
    }
}
