using CreditRegistry.Api.Http;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Accounts;

public sealed record LoginRequest(
    string Email, string Password, string? TwoFactorCode = null, string? TwoFactorRecoveryCode = null);

public sealed record RefreshRequest(string RefreshToken);

public sealed record ChangePasswordRequest(string CurrentPassword, string NewPassword);

public sealed record ResetPasswordRequest(string Email, string Token, string NewPassword);

internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder api)
    {
        var account = api.MapGroup("/account").WithTags("Account");

        account.MapPost("/login", LogInAsync)
            .Public()
            .Validate<LoginRequest>()
            .WithName("LogIn")
            .WithSummary("Sign in with e-mail, password and, where switched on, a second factor")
            .Refuses(StatusCodes.Status401Unauthorized);

        account.MapPost("/refresh", RefreshAsync)
            .Public()
            .WithName("RefreshToken")
            .WithSummary("Get a new access token before the old one ends")
            .Refuses(StatusCodes.Status401Unauthorized);

        account.MapPost("/password", ChangePasswordAsync)
            .RequireAuthorization()
            .WithName("ChangePassword")
            .WithSummary("Choose a new password; every other session ends");

        account.MapPost("/password-reset", ResetPasswordAsync)
            .Public()
            .WithName("ResetPassword")
            .WithSummary("Choose a password with the one-time token that an administrator handed over");
    }

    private static async Task<Results<Ok<TokenResponse>, ProblemResult>> LogInAsync(
        LoginRequest request, SignIn signIn, BearerTokens tokens, CancellationToken ct)
    {
        var outcome = await signIn.RunAsync(
            new(request.Email, request.Password, request.TwoFactorCode, request.TwoFactorRecoveryCode), ct);
        return outcome.ToOk(tokens.Issue);
    }

    private static async Task<Results<Ok<TokenResponse>, ProblemResult>> RefreshAsync(
        RefreshRequest request, FindActor find, BearerTokens tokens, CancellationToken ct) =>
        tokens.ReadRefresh(request.RefreshToken) is { } session && await find.RunAsync(session, ct) is not null
            ? TypedResults.Ok(tokens.Issue(session))
            : new UnauthenticatedError(
                "REFRESH_TOKEN_INVALID", "This refresh token has ended, or the password changed since. Sign in again.")
                .ToProblem();

    private static async Task<Results<Ok<TokenResponse>, ProblemResult>> ChangePasswordAsync(
        ChangePasswordRequest request, Actor actor, ChangePassword change, BearerTokens tokens, CancellationToken ct)
    {
        var outcome = await change.RunAsync(actor.AccountKey!.Value, request.CurrentPassword, request.NewPassword, ct);
        return outcome.ToOk(tokens.Issue);
    }

    private static async Task<Results<NoContent, ProblemResult>> ResetPasswordAsync(
        ResetPasswordRequest request, ResetPassword reset, CancellationToken ct) =>
        await reset.RunAsync(request.Email, request.Token, request.NewPassword, ct) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.NoContent();
}

internal sealed class LoginRequestValidator : AbstractValidator<LoginRequest>
{
    public LoginRequestValidator()
    {
        RuleFor(r => r.Email).NotEmpty().MaximumLength(InviteAccount.EmailMaxLength);
        RuleFor(r => r.Password).NotEmpty().MaximumLength(PasswordRules.MaxLength);
        RuleFor(r => r.TwoFactorRecoveryCode).Null().When(r => r.TwoFactorCode is not null)
            .WithMessage("Send either a code or a recovery code.");
    }
}
