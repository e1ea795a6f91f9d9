using System.Text.Encodings.Web;
using System.Text.Unicode;
using CreditRegistry.Web.Accounts;
using CreditRegistry.Web.Agency;
using CreditRegistry.Web.Languages;
using CreditRegistry.Web.Objections;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Repairs;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.WebEncoders;

namespace CreditRegistry.Web;

/// <summary>The site, mounted by the API's host.</summary>
public static class RegistryWeb
{
    private static readonly string[] ForPrograms = ["/api", "/health", "/version", "/swagger", "/assets"];

    public static IServiceCollection AddRegistryWeb(this IServiceCollection services)
    {
        services.AddRazorPages(options =>
        {
            options.Conventions.AddFolderRouteModelConvention("/", ServeInBothLanguages);
            options.Conventions.ConfigureFilter(new ServiceFilterAttribute<RememberLanguage>());
            options.Conventions.ConfigureFilter(new RefuseTooLarge());
            options.Conventions.ConfigureFilter(new ServiceFilterAttribute<RestoreTyped>());
        });
        services.AddScoped<RememberLanguage>();
        services.AddHttpContextAccessor();
        services.AddScoped(provider =>
            Language.Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext
                ?? throw new InvalidOperationException("Only a request has a language.")));
        services.AddSiteSession();
        services.AddScoped<FindCaseSteps>();
        services.AddScoped<FindAnswered>();
        services.AddScoped<FindObjectionChanges>();
        services.AddSingleton<ImportRuns>();
        services.AddResponseCompression(options =>
        {
            options.MimeTypes = ["text/html"];
            options.EnableForHttps = true; // pages of whoever is signed in are not compressed
        });

        // By default every Chinese character would be written as a reference of eight bytes.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        return services;
    }

    /// <summary>Error pages for browsers; before routing, because they are routed to.</summary>
    public static void UseRegistryWeb(this IApplicationBuilder app) => app.UseWhen(
        context => WantsPage(context.Request),
        site =>
        {
            // What a page says of a signed-in person must not be told by how small it gets.
            site.UseWhen(context => !SiteSession.HasCookie(context.Request), anyone => anyone.UseResponseCompression());
            site.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error",
                StatusCodeSelector = exception => exception switch
                {
                    BadHttpRequestException bad => bad.StatusCode,
                    AntiforgeryValidationException => StatusCodes.Status400BadRequest,
                    _ => StatusCodes.Status500InternalServerError,
                },
                SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
            });
            site.UseStatusCodePagesWithReExecute("/error");
            site.Use(RememberedLanguage.GoAsync);
        });

    public static void MapRegistryWeb(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
    }

    private static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !Array.Exists(ForPrograms, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    private static void ServeInBothLanguages(PageRouteModel page)
    {
        foreach (var english in page.Selectors.ToList())
        {
            page.Selectors.Add(new SelectorModel
            {
                AttributeRouteModel = AttributeRouteModel.CombineAttributeRouteModel(
                    new AttributeRouteModel { Template = Language.Chinese.Prefix[1..] }, english.AttributeRouteModel),
            });
        }
    }
}
