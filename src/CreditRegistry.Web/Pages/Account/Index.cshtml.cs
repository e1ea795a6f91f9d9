using CreditRegistry.Application.Accounts;
using CreditRegistry.Web.Parts;

namespace CreditRegistry.Web.Pages.Account;

/// <summary>Where someone arrives after signing in: who they are here.</summary>
public sealed class IndexModel(FindAccounts accounts) : SitePage
{
    public OwnAccount Own { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => Own = await accounts.OwnAsync(Actor.AccountKey!.Value, ct);
}
