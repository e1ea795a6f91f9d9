using CreditRegistry.Api.Http;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Accounts;

/// <param name="Organs">Codes of the organs an agency or officer works for.</param>
/// <param name="Companies">Registration IDs of the companies an applicant acts for.</param>
public sealed record InviteAccountRequest(
    string Email, IReadOnlyList<Role> Roles, IReadOnlyList<string>? Organs = null, IReadOnlyList<string>? Companies = null);

/// <summary>What the account may do from now on, in place of what it could.</summary>
public sealed record AccountAuthorityRequest(
    IReadOnlyList<Role> Roles, IReadOnlyList<string>? Organs = null, IReadOnlyList<string>? Companies = null);

/// <param name="Token">Hand it over by another way than the e-mail: it is shown this once and works once.</param>
public sealed record TokenHandoverResponse(AccountDetails Account, string Token, DateTimeOffset TokenExpiresAt);

internal static class AccountAdministrationEndpoints
{
    private sealed record AccountPlace(Guid Key);

    public static void MapAccountAdministration(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/accounts").WithTags("Accounts").RequireRoles(Role.Administrator);

        accounts.MapPost("", InviteAsync)
            .Validate<InviteAccountRequest>()
            .WithName("InviteAccount")
            .WithSummary("Open an account; the answer carries the one-time token for its first password")
            .Refuses(StatusCodes.Status409Conflict);

        accounts.MapGet("", ListAsync).WithName("ListAccounts").WithSummary("All accounts, in order of invitation");

        accounts.MapGet("/{key:guid}", FindAsync)
            .WithName("GetAccount")
            .WithSummary("One account with its roles and bindings")
            .Refuses(StatusCodes.Status404NotFound);

        accounts.MapPut("/{key:guid}/roles", SetAuthorityAsync)
            .Validate<AccountAuthorityRequest>()
            .WithName("SetAccountRoles")
            .WithSummary("Replace the account's roles, organs and companies")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

        accounts.MapPost("/{key:guid}/disabling", DisableAsync)
            .IsVerb("DisableAccount", "Close the account, at once");
        accounts.MapPost("/{key:guid}/enabling", EnableAsync)
            .IsVerb("EnableAccount", "Open a closed or locked account again");
        accounts.MapPost("/{key:guid}/two-factor-removal", RemoveSecondFactorAsync)
            .IsVerb("RemoveAccountTwoFactor", "Take the second factor from an account whose holder lost it");
        accounts.MapPost("/{key:guid}/password-reset-token", IssueResetTokenAsync)
            .IsVerb("IssuePasswordResetToken", "Make a one-time token with which the holder chooses a new password");
    }

    private static void IsVerb(this RouteHandlerBuilder verb, string name, string summary) => verb
        .WithoutFields()
        .WithName(name)
        .WithSummary(summary)
        .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

    private static async Task<Results<Created<TokenHandoverResponse>, ProblemResult>> InviteAsync(
        InviteAccountRequest request, Actor actor, InviteAccount invite, FindAccounts find, CancellationToken ct)
    {
        var outcome = await invite.RunAsync(
            request.Email, new(request.Roles, request.Organs ?? [], request.Companies ?? []), actor, ct);
        if (outcome.Error is { } refusal)
        {
            return refusal.ToProblem();
        }

        var (key, token) = outcome.Value!;
        var account = await find.ByKeyAsync(key, ct);
        return TypedResults.Created($"/api/v1/accounts/{key}", new TokenHandoverResponse(account!, token.Value, token.ExpiresAt));
    }

    private static async Task<Ok<ListResponse<AccountDetails>>> ListAsync(Page page, FindAccounts find, CancellationToken ct)
    {
        var rows = await find.ListAsync(page.After<AccountPlace>()?.Key, page.Fetch, ct);
        return page.Of(rows, account => new AccountPlace(account.Key), account => account);
    }

    private static Task<Results<Ok<AccountDetails>, ProblemResult>> FindAsync(
        Guid key, FindAccounts find, CancellationToken ct) => StateAsync(refusal: null, key, find, ct);

    private static async Task<Results<Ok<AccountDetails>, ProblemResult>> SetAuthorityAsync(
        Guid key, AccountAuthorityRequest request, Actor actor, ChangeAccount change, FindAccounts find, CancellationToken ct)
    {
        var authority = new Authority(request.Roles, request.Organs ?? [], request.Companies ?? []);
        return await StateAsync(await change.SetAuthorityAsync(key, authority, actor, ct), key, find, ct);
    }

    private static async Task<Results<Ok<AccountDetails>, ProblemResult>> DisableAsync(
        Guid key, Actor actor, ChangeAccount change, FindAccounts find, CancellationToken ct) =>
        await StateAsync(await change.DisableAsync(key, actor, ct), key, find, ct);

    private static async Task<Results<Ok<AccountDetails>, ProblemResult>> EnableAsync(
        Guid key, Actor actor, ChangeAccount change, FindAccounts find, CancellationToken ct) =>
        await StateAsync(await change.EnableAsync(key, actor, ct), key, find, ct);

    private static async Task<Results<Ok<AccountDetails>, ProblemResult>> RemoveSecondFactorAsync(
        Guid key, Actor actor, ChangeAccount change, FindAccounts find, CancellationToken ct) =>
        await StateAsync(await change.RemoveSecondFactorAsync(key, actor, ct), key, find, ct);

    private static async Task<Results<Ok<TokenHandoverResponse>, ProblemResult>> IssueResetTokenAsync(
        Guid key, Actor actor, ChangeAccount change, FindAccounts find, CancellationToken ct)
    {
        var outcome = await change.IssueResetTokenAsync(key, actor, ct);
        var account = await find.ByKeyAsync(key, ct);
        return outcome.ToOk(token => new TokenHandoverResponse(account!, token.Value, token.ExpiresAt));
    }

    private static async Task<Results<Ok<AccountDetails>, ProblemResult>> StateAsync(
        RegistryError? refusal, Guid key, FindAccounts find, CancellationToken ct)
    {
        if (refusal is not null)
        {
            return refusal.ToProblem();
        }

        return await find.ByKeyAsync(key, ct) is { } account
            ? TypedResults.Ok(account)
            : ChangeAccount.NotFound.ToProblem();
    }
}

internal sealed class InviteAccountRequestValidator : AbstractValidator<InviteAccountRequest>
{
    public InviteAccountRequestValidator()
    {
        RuleFor(r => r.Email).NotEmpty().EmailAddress().MaximumLength(InviteAccount.EmailMaxLength);
        RuleFor(r => r.Roles).NotEmpty();
        RuleFor(r => r.Organs).Must(o => o is null or { Count: <= Authority.MaxBindings });
        RuleFor(r => r.Companies).Must(c => c is null or { Count: <= Authority.MaxBindings });
    }
}

internal sealed class AccountAuthorityRequestValidator : AbstractValidator<AccountAuthorityRequest>
{
    public AccountAuthorityRequestValidator()
    {
        RuleFor(r => r.Roles).NotEmpty();
        RuleFor(r => r.Organs).Must(o => o is null or { Count: <= Authority.MaxBindings });
        RuleFor(r => r.Companies).Must(c => c is null or { Count: <= Authority.MaxBindings });
    }
}
