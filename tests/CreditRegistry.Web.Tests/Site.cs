using System.Collections.Concurrent;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Statistics;
using CreditRegistry.Domain.Records;
using CreditRegistry.Persistence.Statistics;
using CreditRegistry.TestKit;
using CreditRegistry.Web.Accounts;
using CreditRegistry.Web.Tests;
using Deque.AxeCore.Commons;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Site))]

namespace CreditRegistry.Web.Tests;

/// <summary>A server with a few made-up companies, and a browser to look at it.</summary>
public sealed class Site : IAsyncLifetime
{
    /// <summary>Of an account.</summary>
    public const int WatchLists = 3;

    /// <summary>On all lists of an account together.</summary>
    public const int WatchedCompanies = 51;

    /// <summary>A minute, of an account.</summary>
    public const int Pings = 10;

    /// <summary>How long the browser is waited for: only what hangs takes as long, whatever else the machine has to do.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // The shell is the same browser without a window: a test takes half as long in it.
    private static readonly string[] Browsers = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private static readonly string Chromium =
        Environment.GetEnvironmentVariable("REGISTRY_CHROMIUM") is { Length: > 0 } path ? path
        : Browsers.FirstOrDefault(File.Exists) ?? Browsers[0];

    // A browser of a test stays on this machine, and in a container it has no sandbox of its own.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    // A browser needs a second to make a new visitor, and a moment to forget one.
    private readonly ConcurrentDictionary<bool, ConcurrentBag<IPage>> _forgotten = new() { [true] = [], [false] = [] };

    // Webhooks may go to a receiver on this machine, which may be slow, and whoever watches comes to the limits soon.
    private static readonly string[] Settings =
    [
        "--Registry:Webhooks:AllowHttp", "true",
        "--Registry:Webhooks:AllowedNetworks", "127.0.0.1/32",
        "--Registry:Webhooks:TimeoutSeconds", "50",
        "--Registry:Watch:ListsPerAccount", $"{WatchLists}",
        "--Registry:Watch:CompaniesPerAccount", $"{WatchedCompanies}",
        "--Registry:RateLimit:Pings", $"{Pings}",
    ];

    private readonly RegistryCluster _cluster = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public RegistryHost Host { get; private set; } = null!;

    public TestCompany Listed { get; private set; } = null!;

    /// <summary>The record of <see cref="Listed"/>.</summary>
    public CreditRecord Record { get; private set; } = null!;

    /// <summary>One that was annulled.</summary>
    public CreditRecord Left { get; private set; } = null!;

    public TestOrgan Organ { get; private set; } = null!;

    public TestCompany Clear { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            throw new InvalidOperationException(
                $"The browser tests need Chromium, and {Chromium} is not there. Install it by apt-get install "
                + "chromium-headless-shell fonts-noto-cjk, or set REGISTRY_CHROMIUM to the path of one.");
        }

        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        await _cluster.InitializeAsync();
        Host = new RegistryHost(_cluster);
        await Host.StartAsync(await _cluster.NewDatabaseAsync(), adjust: null, Settings);
        var organ = Organ = await Host.OrganAsync();
        Listed = await Host.CompanyAsync("云杉测试有限公司");
        Clear = await Host.CompanyAsync("云杉清白有限公司");
        Record = await Host.RecordAsync(organ, Listed);
        Left = await Host.RecordAsync(organ, Clear);
        await AnnulAsync(Left);

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
    }

    /// <summary>Its organ takes the record back.</summary>
    public async Task AnnulAsync(CreditRecord record)
    {
        var answer = await Organ.Agency.Client.SendAsync(
            $"/api/v1/records/{record.Id}/annulment", new { reason = "Withdrawn." }, "*");
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Counts what happened so far, as the server's worker would every few seconds.</summary>
    public async Task CountAsync()
    {
        await Host.PlaceLedgerAsync();
        var last = await Host.QueryAsync(db => db.Ledger.MaxAsync(l => l.Position)) ?? 0;
        var store = Host.Services.GetRequiredService<StatisticsStore>();
        while (await store.AdvanceAsync(Host.Clock.GetUtcNow(), Host.Clock.Today, CancellationToken.None)
            || await Host.ServeAsync(services => services.GetRequiredService<ReadStatistics>().RunAsync(CancellationToken.None))
                is not { } figures
            || figures.Position.Position < last)
        {
            // the worker may be at it, and have begun before the last change
        }
    }

    /// <summary>An address in which {listed}, {clear}, {record} and {left} stand for what there is.</summary>
    public string PathOf(string page, string language = "") => (page is "/" && language.Length > 0 ? language : language + page)
        .Replace("{listed}", Listed.RegistrationId, StringComparison.Ordinal)
        .Replace("{clear}", Clear.RegistrationId, StringComparison.Ordinal)
        .Replace("{record}", Record.Id.ToString(), StringComparison.Ordinal)
        .Replace("{left}", Left.Id.ToString(), StringComparison.Ordinal);

    /// <summary>A page of a visitor whom the site does not know, that fails its test when the browser reports anything.</summary>
    /// <param name="by">Who is signed in already, without the page for that.</param>
    public async Task<Visit> OpenAsync(string path, int width = 1280, bool script = true, bool dark = false, TestAccount? by = null)
    {
        if (!_forgotten[script].TryTake(out var page))
        {
            var context = await _browser!.NewContextAsync(new() { BaseURL = Host.Address.ToString(), JavaScriptEnabled = script });
            context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
            await context.AddInitScriptAsync(Visit.TakeAxe);
            page = await context.NewPageAsync();
        }

        await page.SetViewportSizeAsync(width, 844);
        await page.EmulateMediaAsync(new() { Media = Media.Null, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
        if (by is not null)
        {
            await page.Context.AddCookiesAsync([await SessionOfAsync(by)]);
        }

        var visit = new Visit(page, async () =>
        {
            foreach (var tab in page.Context.Pages.Where(tab => tab != page))
            {
                await tab.CloseAsync();
            }

            await page.GotoAsync("/health/live"); // of the same site, which keeps the browser's process
            await page.EvaluateAsync("localStorage.clear()");
            await page.Context.ClearCookiesAsync();
            _forgotten[script].Add(page);
        });
        await visit.GoAsync(path);
        return visit;
    }

    private async Task<Cookie> SessionOfAsync(TestAccount account)
    {
        var session = new Session(account.Key, await Host.QueryAsync(db =>
            db.Users.Where(a => a.Id == account.Key).Select(a => a.SecurityStamp).SingleAsync()) ?? "");
        var cookies = Host.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SiteSession.Scheme);
        var now = Host.Clock.GetUtcNow();
        var ticket = new AuthenticationTicket(
            session.ToPrincipal(SiteSession.Scheme),
            new() { IssuedUtc = now, ExpiresUtc = now + cookies.ExpireTimeSpan },
            SiteSession.Scheme);
        return new() { Name = cookies.Cookie.Name!, Value = cookies.TicketDataFormat.Protect(ticket), Url = Host.Address.ToString() };
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
        await (Host?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _cluster.DisposeAsync();
    }
}

/// <summary>One visitor's page.</summary>
public sealed class Visit : IAsyncDisposable
{
    // Half a megabyte, which each page knows and none reads before it is asked for.
    internal static readonly string TakeAxe =
        $"window.takeAxe = function () {{ {new BundledAxeScriptProvider().GetScript()}\nreturn window.axe; }}";

    private const string Wrong = """
        async colours => (await takeAxe().run(document, {
            resultTypes: ["violations"], rules: { "color-contrast": { enabled: colours } },
        })).violations
            .flatMap(rule => rule.nodes.map(node => `${rule.help}: ${node.html} ${node.any[0]?.message ?? ""}`))
        """;

    private static int _pictures;

    private readonly Func<Task> _leave;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _hosts = new();

    public Visit(IPage page, Func<Task> leave)
    {
        (Page, _leave) = (page, leave);
        page.Console += HearConsole;
        page.Response += HearResponse;
        page.PageError += HearError;
        page.RequestFailed += HearFailure;
    }

    public IPage Page { get; }

    public IResponse Answer { get; private set; } = null!;

    public ILocator Main => Page.Locator("main");

    public async Task GoAsync(string path) =>
        Answer = await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load })
            ?? throw new InvalidOperationException($"{path} gave no answer.");

    public async Task SearchAsync(string text)
    {
        await Page.Locator("#q").FillAsync(text);
        await FollowAsync(Page.Locator("form.search button"));
    }

    /// <summary>Whoever was asked for any of what was opened.</summary>
    public IEnumerable<string> Hosts => _hosts;

    public void HasNoComplaints() => Assert.Empty(_complaints);

    /// <summary>The page's own width beyond the window's, in pixels.</summary>
    public Task<int> OverflowAsync() =>
        Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>Fills in the form of the sign-in page that is open, and sends it.</summary>
    public async Task SignInAsync(string email, string password = RegistryHost.Password)
    {
        await Page.Locator("#Email").FillAsync(email);
        await Page.Locator("#Password").FillAsync(password);
        await SendAsync();
    }

    /// <summary>Sends the form of the page.</summary>
    public Task SendAsync() => FollowAsync(Main.Locator("form button:not([type=button])").Last);

    /// <summary>Clicks what leads to another page, or to this one anew, and waits until that is there.</summary>
    public Task FollowAsync(ILocator link) => FollowAsync(() => link.ClickAsync());

    /// <summary>Does what leads to another page, or to this one anew, and waits until that is there.</summary>
    public async Task FollowAsync(Func<Task> act)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage page) => loaded.TrySetResult();
        Page.Load += Loaded;
        await act();
        await loaded.Task.WaitAsync(Site.Patience);
        Page.Load -= Loaded;
    }

    /// <summary>
    /// Nothing that axe knows to look for is wrong with the page as it is now. Contrast, which takes it longest, is looked at
    /// on phones unless said: the colours of a desk are the same.
    /// </summary>
    public async Task IsAccessibleAsync(bool? colours = null)
    {
        Assert.Empty(await Page.EvaluateAsync<string[]>(Wrong, colours ?? Page.ViewportSize!.Width < 600));
    }

    /// <summary>It has that heading, fits its window, and is accessible; a picture is kept where pictures are.</summary>
    public async Task LooksRightAsync(string? title = null)
    {
        if (title is not null)
        {
            await Assertions.Expect(Page.Locator("h1")).ToHaveTextAsync(title);
        }

        await PictureAsync();
        Assert.Equal(0, await OverflowAsync());
        await IsAccessibleAsync();
    }

    /// <summary>A cookie of the site, as the browser keeps it; null when there is none.</summary>
    public async Task<BrowserContextCookiesResult?> CookieAsync(string name) =>
        (await Page.Context.CookiesAsync()).FirstOrDefault(cookie => cookie.Name == name);

    public Task ForgetAsync(string cookie) => Page.Context.ClearCookiesAsync(new() { Name = cookie });

    /// <summary>The same visitor in a second tab.</summary>
    public async Task<Visit> AnotherTabAsync(string path)
    {
        var page = await Page.Context.NewPageAsync();
        var visit = new Visit(page, () => page.CloseAsync());
        await visit.GoAsync(path);
        return visit;
    }

    /// <summary>Saves a picture of the whole page, for people to look at, in the folder that REGISTRY_PICTURES names.</summary>
    public async Task PictureAsync()
    {
        if (Environment.GetEnvironmentVariable("REGISTRY_PICTURES") is { Length: > 0 } folder)
        {
            var name = $"{Interlocked.Increment(ref _pictures):0000}{new Uri(Page.Url).AbsolutePath.Replace('/', '_')}.png";
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = true });
        }
    }

    public async ValueTask DisposeAsync()
    {
        Page.Console -= HearConsole;
        Page.Response -= HearResponse;
        Page.PageError -= HearError;
        Page.RequestFailed -= HearFailure;
        await _leave();
    }

    private void HearConsole(object? sender, IConsoleMessage message)
    {
        if (message.Type is "error" or "warning")
        {
            _complaints.Enqueue(message.Text);
        }
    }

    private void HearResponse(object? sender, IResponse response) => _hosts.Enqueue(new Uri(response.Url).Authority);

    private void HearError(object? sender, string error) => _complaints.Enqueue(error);

    private void HearFailure(object? sender, IRequest request)
    {
        // A script that asks anew before it is answered, and a page that is left, take back what they asked for.
        if (request.Failure is not "net::ERR_ABORTED")
        {
            _complaints.Enqueue($"{request.Url}: {request.Failure}");
        }
    }
}
