using CreditRegistry.Domain.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace CreditRegistry.Application.Accounts;

/// <summary>The actor has one of the roles. The account decides, not a claim in a token or a cookie.</summary>
public sealed record OneOfRoles(IReadOnlyList<Role> Roles) : IAuthorizationRequirement
{
    /// <summary>Only accounts that have one of these roles now.</summary>
    public static AuthorizationPolicy Policy(params Role[] roles) =>
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new OneOfRoles(roles)).Build();
}

/// <summary>Looks at the account that asks.</summary>
public sealed class OneOfRolesHandler(CurrentActor current) : AuthorizationHandler<OneOfRoles>
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
