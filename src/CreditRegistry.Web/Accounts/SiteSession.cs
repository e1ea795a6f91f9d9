using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Web.Languages;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Web.Accounts;

/// <summary>
/// Who is signed in to the site: a cookie with the same key and stamp as a program's token, asked at every request whether
/// the account still stands.
/// </summary>
public static class SiteSession
{
    public const string Scheme = "Site";

    /// <summary>The host's limit of what tries a password or a code.</summary>
    public const string SignInLimit = "sign-in";

    /// <summary>The host's limit of what sends to an address that the caller named.</summary>
    public const string PingLimit = "ping";

    /// <summary>The host's limit of claims, which anyone may file.</summary>
    public const string ClaimLimit = "claim";

    /// <summary>Someone whose password was right and whose second factor is awaited.</summary>
    internal const string SecondFactorScheme = "SiteSecondFactor";

    private const string CookieName = "registry-session";

    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);
    private static readonly TimeSpan SecondFactorWait = TimeSpan.FromMinutes(5);

    /// <summary>Where nobody needs a role.</summary>
    private const string OwnFolder = "/Account";

    /// <summary>Folders of pages, and who may enter.</summary>
    private static readonly Dictionary<string, Role[]> Folders = new(StringComparer.Ordinal)
    {
        ["/Claims"] = [Role.Officer, Role.Administrator],
        ["/Desk"] = [Role.Officer, Role.Supervisor, Role.Auditor],
        ["/Desk/Workload"] = [Role.Supervisor],
        ["/Objections"] = [Role.Agency, Role.Officer, Role.Supervisor, Role.Auditor],
        ["/Audit"] = [Role.Auditor],
        ["/Agency"] = [Role.Agency],
        ["/Admin"] = [Role.Administrator],
    };

    /// <summary>Where the work of a role is; for someone with several, the first: cases have deadlines, the ledger has none.</summary>
    private static readonly (Role Role, string Path)[] Desks =
    [
        (Role.Officer, "/desk"),
        (Role.Supervisor, "/desk"),
        (Role.Agency, "/agency"),
        (Role.Administrator, "/admin"),
        (Role.Auditor, "/audit"),
    ];

    /// <summary>Whether the request reached a page: only there a cookie says who is asking.</summary>
    public static bool IsPage(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null;

    /// <summary>Whether the request reached a page that anyone may see.</summary>
    public static bool IsPublicPage(HttpContext context) =>
        IsPage(context) && context.GetEndpoint()!.Metadata.GetMetadata<IAuthorizeData>() is null;

    /// <summary>
    /// Signs in with a new cookie, whatever came along, and goes to the page that asked for it, if that is one of ours, else
    /// to where the account's work is: for companies, and for accounts without a role, their own page.
    /// </summary>
    public static async Task<LocalRedirectResult> EnterAsync(
        this SitePage page, Session session, string? returnTo, CancellationToken ct)
    {
        await page.HttpContext.SignInAsync(Scheme, session.ToPrincipal(Scheme));
        if (page.Url.IsLocalUrl(returnTo))
        {
            return page.LocalRedirect(returnTo);
        }

        var actor = await page.HttpContext.RequestServices.GetRequiredService<FindActor>().RunAsync(session, ct);
        return page.GoTo(Desks.FirstOrDefault(desk => actor?.Is(desk.Role) is true).Path ?? "/account");
    }

    internal static bool HasCookie(HttpRequest request) => request.Cookies.ContainsKey(CookieName);

    internal static void AddSiteSession(this IServiceCollection services)
    {
        services.AddScoped<SiteSessionEvents>();
        services.AddSingleton<TypedBefore>();
        services.AddScoped<RestoreTyped>();
        services.AddAuthentication()
            .AddCookie(Scheme, options =>
            {
                options.Cookie = new SiteCookie(CookieName);
                options.EventsType = typeof(SiteSessionEvents);
                options.ExpireTimeSpan = Idle;
                options.SlidingExpiration = true;
            })
            .AddCookie(SecondFactorScheme, options =>
            {
                options.Cookie = new SiteCookie("registry-second-factor");
                options.ExpireTimeSpan = SecondFactorWait;
                options.SlidingExpiration = false;
            });
        services.Configure<AntiforgeryOptions>(options =>
        {
            options.Cookie = new SiteCookie("registry-form");
            options.SuppressXFrameOptionsHeader = true; // the Content-Security-Policy says it
        });
        services.Configure<CookieTempDataProviderOptions>(options => options.Cookie = new SiteCookie("registry-message"));
        services.Configure<AuthorizationOptions>(options =>
        {
            foreach (var (folder, roles) in Folders)
            {
                options.AddPolicy(folder, OneOfRoles.Policy(roles));
            }
        });
        services.Configure<RazorPagesOptions>(options =>
        {
            foreach (var folder in Folders.Keys)
            {
                options.Conventions.AuthorizeFolder(folder, folder);
            }

            options.Conventions.AuthorizeFolder(OwnFolder);
        });
    }
}

internal sealed class SiteSessionEvents(CurrentActor current, Language language, TypedBefore typed) : CookieAuthenticationEvents
{
    /// <remarks>Whoever has no cookie needs no database here: a public page has yet to choose the server that it reads.</remarks>
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Principal?.ToSession() is { } session
            && await context.HttpContext.RequestServices.GetRequiredService<FindActor>()
                .RunAsync(session, context.HttpContext.RequestAborted) is { } actor)
        {
            current.Actor = actor;
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(SiteSession.Scheme);
    }

    /// <summary>What a page's script asks by itself keeps nobody signed in.</summary>
    public override Task CheckSlidingExpiration(CookieSlidingExpirationContext context)
    {
        context.ShouldRenew &= context.Request.Headers["Sec-Fetch-Dest"] != "empty";
        return Task.CompletedTask;
    }

    public override async Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        await typed.KeepAsync(context.HttpContext);
        context.Response.Redirect(SignInAddress(context.Request));
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private string SignInAddress(HttpRequest request) =>
        language.Link("/sign-in") + QueryString.Create("returnTo", request.Path + request.QueryString);
}
