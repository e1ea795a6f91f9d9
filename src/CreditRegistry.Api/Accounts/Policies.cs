using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Persistence;
using Microsoft.AspNetCore.Authorization;

namespace CreditRegistry.Api.Accounts;

/// <summary>One policy for each role, by name; <see cref="RequireRoles"/> makes others.</summary>
public static class Policies
{
    public const string Applicant = "applicant";
    public const string Agency = "agency";
    public const string Officer = "officer";
    public const string Supervisor = "supervisor";
    public const string Auditor = "auditor";
    public const string Administrator = "administrator";

    /// <summary>Only accounts that have one of these roles now.</summary>
    public static TBuilder RequireRoles<TBuilder>(this TBuilder builder, params Role[] roles)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(OneOfRoles.Policy(roles));

    internal static void AddRoles(this AuthorizationOptions options)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            options.AddPolicy(EnumText.Name(role), OneOfRoles.Policy(role));
        }
    }
}
