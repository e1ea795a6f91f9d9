using CreditRegistry.Web.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CreditRegistry.Web.Languages;

/// <summary>
/// The language of the page seen last, for whoever comes back to <c>/</c>. Every other address says its language itself;
/// <see cref="EnglishStart"/> is the start page for who had it in Chinese.
/// </summary>
internal static class RememberedLanguage
{
    public const string EnglishStart = "/en";

    private static readonly SiteCookie Cookie = new("registry-language") { MaxAge = TimeSpan.FromDays(365) };

    public static Task GoAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            return next(context);
        }

        if (context.Request.Path == EnglishStart)
        {
            Remember(context, Language.English);
            context.Response.Redirect(Language.English.Link("/"));
            return Task.CompletedTask;
        }

        if (context.Request.Path == "/" && context.Request.Cookies[Cookie.Name!] == Language.Chinese.Code)
        {
            context.Response.Redirect(Language.Chinese.Link("/") + context.Request.QueryString);
            return Task.CompletedTask;
        }

        return next(context);
    }

    /// <remarks>Who only ever reads English gets no cookie.</remarks>
    public static void Remember(HttpContext context, Language language)
    {
        if ((context.Request.Cookies[Cookie.Name!] ?? Language.English.Code) != language.Code)
        {
            context.Response.Cookies.Append(Cookie.Name!, language.Code, Cookie.Build(context));
        }
    }
}

/// <summary>Notes the language of each page that is shown.</summary>
internal sealed class RememberLanguage(Language language) : IResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context) =>
        RememberedLanguage.Remember(context.HttpContext, language);

    public void OnResultExecuted(ResultExecutedContext context)
    {
        // nothing is left to do
    }
}
