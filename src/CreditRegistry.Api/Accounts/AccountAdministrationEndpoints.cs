using System.ComponentModel;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Accounts;

/// <param name="Roles">Empty for an account that only watches, screens and exports.</param>
/// <param name="Organs">Codes of the organs an agency or officer works for.</param>
/// <param name="Companies">Registration IDs of the companies an applicant acts for.</param>
public sealed record InviteAccountRequest(
    string Email, IReadOnlyList<Role> Roles, IReadOnlyList<string>? Organs = null, IReadOnlyList<string>? Companies = null);

/// <summary>What the account may do from now on, in place of what it could.</summary>
public sealed record AccountAuthorityRequest(
    IReadOnlyList<Role> Roles, IReadOnlyList<string>? Organs = null, IReadOnlyList<string>? Companies = null);

/// <param name="Token">Hand it over by another way than the e-mail: it is shown this once and works once.</param>
public sealed record TokenHandoverResponse(AccountDetails Account, string Token, DateTimeOffset TokenExpiresAt);

/// <param name="Name">What the program is called, for whoever revokes its token one day.</param>
/// <param name="LastDay">The last day on which it is taken, at most 366 days from today.</param>
public sealed record ProgramTokenRequest(string Name, DateOnly? LastDay);

/// <param name="Items">All of them: an account has at most 20.</param>
public sealed record ProgramTokensResponse(IReadOnlyList<ProgramToken> Items);

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

        accounts.MapGet("", ListAsync)
            .WithName("ListAccounts")
            .WithSummary("All accounts, or those whose e-mail begins so, in order of invitation");

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
        accounts.MapPost("/{key:guid}/session-end", EndSessionsAsync)
            .IsVerb("EndAccountSessions", "End every session of the account; tokens of programs stay");
        accounts.MapPost("/{key:guid}/two-factor-removal", RemoveSecondFactorAsync)
            .IsVerb("RemoveAccountTwoFactor", "Take the second factor from an account whose holder lost it");
        accounts.MapPost("/{key:guid}/password-reset-token", IssueResetTokenAsync)
            .IsVerb("IssuePasswordResetToken", "Make a one-time token with which the holder chooses a new password");

        accounts.MapGet("/{key:guid}/tokens", ListTokensAsync)
            .WithName("ListProgramTokens")
            .WithSummary("The tokens with which programs work for the account, newest first, without what they say")
            .Refuses(StatusCodes.Status404NotFound);

        accounts.MapPost("/{key:guid}/tokens", IssueTokenAsync)
            .Validate<ProgramTokenRequest>()
            .WithName("IssueProgramToken")
            .WithSummary("Make a long-lived token for a program; the answer shows it this once")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

        accounts.MapPost("/{key:guid}/tokens/{token:guid}/revocation", RevokeTokenAsync)
            .WithoutFields()
            .WithName("RevokeProgramToken")
            .WithSummary("End a program's token, at once")
            .Refuses(StatusCodes.Status404NotFound);
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

    private static async Task<Ok<ListResponse<AccountDetails>>> ListAsync(
        Page page,
        FindAccounts find,
        CancellationToken ct,
        [Description("Only accounts whose e-mail begins so.")] string? email = null)
    {
        var rows = await find.ListAsync(email, page.After<AccountPlace>()?.Key, page.Fetch, ct);
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

    private static async Task<Results<Ok<AccountDetails>, ProblemResult>> EndSessionsAsync(
        Guid key, Actor actor, ChangeAccount change, FindAccounts find, CancellationToken ct) =>
        await StateAsync(await change.EndSessionsAsync(key, actor, ct), key, find, ct);

    private static async Task<Results<Ok<ProgramTokensResponse>, ProblemResult>> ListTokensAsync(
        Guid key, FindAccounts find, ProgramTokens tokens, CancellationToken ct) =>
        await find.ByKeyAsync(key, ct) is null
            ? ChangeAccount.NotFound.ToProblem()
            : TypedResults.Ok(new ProgramTokensResponse(await tokens.ListAsync(key, ct)));

    private static async Task<Results<Created<IssuedProgramToken>, ProblemResult>> IssueTokenAsync(
        Guid key, ProgramTokenRequest request, Actor actor, ChangeAccount change, CancellationToken ct) =>
        (await change.IssueProgramTokenAsync(key, request.Name, request.LastDay!.Value, actor, ct))
        .ToCreated(t => t, _ => $"/api/v1/accounts/{key}/tokens");

    private static async Task<Results<Ok<ProgramTokensResponse>, ProblemResult>> RevokeTokenAsync(
        Guid key, Guid token, Actor actor, ChangeAccount change, ProgramTokens tokens, CancellationToken ct) =>
        await change.RevokeProgramTokenAsync(key, token, actor, ct) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Ok(new ProgramTokensResponse(await tokens.ListAsync(key, ct)));

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
        RuleFor(r => r.Roles).NotNull();
        RuleFor(r => r.Organs).Must(o => o is null or { Count: <= Authority.MaxBindings });
        RuleFor(r => r.Companies).Must(c => c is null or { Count: <= Authority.MaxBindings });
    }
}

internal sealed class ProgramTokenRequestValidator : AbstractValidator<ProgramTokenRequest>
{
    public ProgramTokenRequestValidator()
    {
        RuleFor(r => r.Name).NotEmpty().MaximumLength(ProgramTokens.NameMaxLength);
        RuleFor(r => r.LastDay).NotNull();
    }
}

internal sealed class AccountAuthorityRequestValidator : AbstractValidator<AccountAuthorityRequest>
{
    public AccountAuthorityRequestValidator()
    {
        RuleFor(r => r.Roles).NotNull();
        RuleFor(r => r.Organs).Must(o => o is null or { Count: <= Authority.MaxBindings });
        RuleFor(r => r.Companies).Must(c => c is null or { Count: <= Authority.MaxBindings });
    }
}
