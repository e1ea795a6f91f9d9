using CreditRegistry.Application.Accounts;
using CreditRegistry.Web.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CreditRegistry.Api.Accounts;

/// <summary>Everything about who is asking, in one call.</summary>
public static class RegistryAccounts
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(14);

    private const string EitherScheme = "PageOrProgram";

    public static WebApplicationBuilder AddRegistryAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAccountUseCases();
        services.AddOptions<OidcSettings>().BindConfiguration(OidcSettings.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OidcSettings>, OidcSettingsCheck>();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, OidcTokenChecks>();

        // A cookie is good for pages and a token for everything else; neither ever for the other.
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, options => options.ForwardDefaultSelector = context =>
                SiteSession.IsPage(context) ? SiteSession.Scheme : AccountAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, AccountAuthentication>(AccountAuthentication.SchemeName, null)
            .AddJwtBearer()
            .AddBearerToken(IdentityConstants.BearerScheme, options =>
            {
                options.BearerTokenExpiration = TokenLifetime;
                options.RefreshTokenExpiration = RefreshLifetime;
            });
        services.AddSingleton<BearerTokens>();

        services.AddScoped<CurrentActor>();
        services.AddScoped(provider => provider.GetRequiredService<CurrentActor>().Required);
        services.AddScoped<IAuthorizationHandler, OneOfRolesHandler>();
        services.AddAuthorization(options => options.AddRoles());
        return builder;
    }

    /// <summary>The endpoints about one's own account, and the administrators'.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        api.MapSignIn();
        api.MapOwnAccount();
        api.MapAccountAdministration();
    }
}
