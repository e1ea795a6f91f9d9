using CreditRegistry.Application.Recalls;
using CreditRegistry.Application.Watching;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using CreditRegistry.Web.Watching;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account.WatchLists;

/// <summary>An account's watch lists, and the records that it is to let go of.</summary>
public sealed class IndexModel(ManageWatchLists lists, ReadRecalls recalls, AcknowledgeRecalls acknowledge) : SitePage
{
    private const int Most = 50;

    public IReadOnlyList<WatchListView> Lists { get; private set; } = [];

    public IReadOnlyList<RecallView> Recalls { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ReadAsync(ct);

    public async Task<IActionResult> OnPostAcknowledgeAsync(Guid record, CancellationToken ct)
    {
        await acknowledge.OneAsync(Actor, record, ct);
        return GoTo(WatchListPage.Lists, WatchTexts.Acknowledged);
    }

    public async Task<IActionResult> OnPostAcknowledgeAllAsync(string upTo, CancellationToken ct)
    {
        if (FeedPosition.TryParse(upTo, out var position))
        {
            await acknowledge.AllAsync(Actor, position, ct);
        }

        return GoTo(WatchListPage.Lists, WatchTexts.Acknowledged);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        Lists = await lists.ListAsync(Actor, after: null, Most, ct);
        Recalls = await recalls.ListAsync(Actor, acknowledged: false, after: null, Most, ct);
    }
}
