using CreditRegistry.Application.Accounts;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Admin;

/// <summary>All accounts, in order of invitation, or those whose e-mail begins so.</summary>
public sealed class IndexModel(FindAccounts find) : SitePage
{
    private const int PageSize = 20;

    private sealed record Place(Guid Key);

    [BindProperty(SupportsGet = true)]
    public string? Email { get; set; }

    public IReadOnlyList<AccountDetails> Accounts { get; private set; } = [];

    public NextPage Pages { get; private set; } = new(null, null);

    public async Task OnGetAsync(string? after, CancellationToken ct)
    {
        Email = string.IsNullOrWhiteSpace(Email) ? null : Email.Trim();
        var place = PlaceInList.Read<Place>(after);
        var found = await find.ListAsync(Email, place?.Key, PageSize + 1, ct);
        Accounts = [.. found.Take(PageSize)];
        Pages = new NextPage(
            place is null ? null : AddressOf(),
            found.Count > PageSize ? AddressOf(PlaceInList.Write(new Place(Accounts[^1].Key))) : null);
    }

    private string AddressOf(string? after = null) => In.Link("/admin") + QueryString.Create(
        new Dictionary<string, string?> { ["email"] = Email, ["after"] = after }.Where(q => q.Value is not null));
}
