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
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(OneOf(roles));

    internal static void AddRoles(this AuthorizationOptions options)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            options.AddPolicy(EnumText.Name(role), OneOf(role));
        }
    }

    private static AuthorizationPolicy OneOf(params Role[] roles) =>
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new OneOfRoles(roles)).Build();
}

/// <summary>The actor has one of the roles. The account decides, not a claim in a token.</summary>
internal sealed record OneOfRoles(IReadOnlyList<Role> Roles) : IAuthorizationRequirement;

internal sealed class OneOfRolesHandler(CurrentActor current) : AuthorizationHandler<OneOfRoles>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OneOfRoles requirement)
    {
        if (current.Actor is { } actor && requirement.Roles.Any(actor.Is))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
