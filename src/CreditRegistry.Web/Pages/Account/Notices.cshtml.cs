using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Web.Parts;

namespace CreditRegistry.Web.Pages.Account;

/// <summary>Everything that the registry told the account, newest first.</summary>
public sealed class NoticesModel(FindNotices find) : SitePage
{
    private const int PageSize = 20;

    public IReadOnlyList<Notice> Notices { get; private set; } = [];

    public NextPage Pages { get; private set; } = new(null, null);

    public async Task OnGetAsync(string? after, CancellationToken ct)
    {
        var place = PlaceInList.Read<IdKey>(after);
        var found = await find.RunAsync(Actor.AccountKey!.Value, place?.Id, PageSize + 1, ct);
        Notices = [.. found.Take(PageSize)];
        var first = In.Link("/account/notices");
        Pages = new NextPage(
            place is null ? null : first,
            found.Count > PageSize ? $"{first}?after={PlaceInList.Write(new IdKey(Notices[^1].Id))}" : null);
    }
}
