using CreditRegistry.Persistence.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Application.Accounts;

public static class AccountServices
{
    /// <summary>The key ring in the database, Identity's password hashing, and the use cases of accounts.</summary>
    public static IServiceCollection AddAccountUseCases(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("CreditRegistry");
        services.AddOptions<KeyManagementOptions>()
            .Configure<IServiceScopeFactory>((options, scopes) => options.XmlRepository = new KeyRing(scopes));

        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000); // OWASP 2023, SHA-512
        services.AddSingleton<PasswordHashes>();

        return services
            .AddScoped<SignInAttempts>()
            .AddScoped<SecondFactors>()
            .AddScoped<ResetTokens>()
            .AddScoped<ProgramTokens>()
            .AddScoped<SignIn>()
            .AddScoped<FindActor>()
            .AddScoped<FindOutsideAccount>()
            .AddScoped<ChangePassword>()
            .AddScoped<ResetPassword>()
            .AddScoped<ChangeSecondFactor>()
            .AddScoped<FindAccounts>()
            .AddScoped<FindNotices>()
            .AddScoped<InviteAccount>()
            .AddScoped<ChangeAccount>()
            .AddScoped<EnsureAccount>();
    }
}
