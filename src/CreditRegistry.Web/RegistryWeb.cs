using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Web;

/// <summary>The site, mounted by the API's host.</summary>
public static class RegistryWeb
{
    public static IServiceCollection AddRegistryWeb(this IServiceCollection services)
    {
        services.AddRazorPages();
        return services;
    }

    public static void MapRegistryWeb(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorPages();
    }
}
