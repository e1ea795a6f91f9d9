using CreditRegistry.Application.Watching;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Persistence.Watching;
using CreditRegistry.Web.Accounts;
using CreditRegistry.Web.Texts;
using CreditRegistry.Web.Watching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CreditRegistry.Web.Pages.Account.WatchLists;

/// <summary>How the events of a list are sent: how each attempt went, and what may be done about it.</summary>
[EnableRateLimiting(SiteSession.PingLimit)]
public sealed class SendingModel(ManageWatchLists lists, DeliverWebhooks deliver, WatchFeed feed, WatchSettings settings)
    : WatchListPage(lists)
{
    private const int MostDeliveries = 20;

    /// <summary>The position after which to send again.</summary>
    [BindProperty]
    public string? After { get; set; }

    /// <summary>How a test went that was just sent.</summary>
    public WatchDeliveryView? Tested { get; private set; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<WatchDeliveryView> Deliveries { get; private set; } = [];

    public double OverlapHours => settings.SecretOverlap.TotalHours;

    private string ThisPage => $"{Here}/sending";

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    /// <summary>Each form of the page names what it does.</summary>
    public IActionResult OnPost() => BadRequest();

    public async Task<IActionResult> OnPostPingAsync(CancellationToken ct)
    {
        var sent = await Manage.PingAsync(Actor, Id, deliver, ct);
        Tested = sent.Value;
        return sent.Error is { } refusal ? await RefuseAsync("", refusal, ct) : await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostResumeAsync(CancellationToken ct) =>
        (await Manage.ResumeAsync(Actor, Id, ct)).Error is { } refusal
            ? await RefuseAsync("", refusal, ct)
            : GoTo(ThisPage, WatchTexts.Resumed);

    public async Task<IActionResult> OnPostReplayAsync(CancellationToken ct)
    {
        if (!FeedPosition.TryParse(After?.Trim(), out var after))
        {
            Complain(nameof(After), WatchTexts.WhyRefused("POSITION_UNKNOWN"));
            return await ShowAsync(ct);
        }

        return (await Manage.ReplayAsync(Actor, Id, after, feed, ct)).Error is { } refusal
            ? await RefuseAsync(nameof(After), refusal, ct)
            : GoTo(ThisPage, WatchTexts.Replayed);
    }

    public async Task<IActionResult> OnPostSecretAsync(CancellationToken ct)
    {
        var rotated = await Manage.RotateSecretAsync(Actor, Id, ct);
        if (rotated.Error is { } refusal)
        {
            return await RefuseAsync("", refusal, ct);
        }

        HandOver(rotated.Value!);
        return GoTo(ThisPage, WatchTexts.SecretMade);
    }

    private async Task<IActionResult> RefuseAsync(string field, RegistryError refusal, CancellationToken ct)
    {
        if (refusal is RewoundError rewound)
        {
            ModelState.AddModelError(field, In[WatchTexts.PositionLost, rewound.ResumeFrom]);
        }
        else
        {
            Complain(field, WatchTexts.WhyRefused(refusal.Code));
        }

        return await ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Deliveries = [.. (await Manage.DeliveriesAsync(Actor, Id, before: null, MostDeliveries, ct) ?? []).Select(d => d.Delivery)];
        return Page();
    }
}
