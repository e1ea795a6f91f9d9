using CreditRegistry.Api.Http;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain.Accounts;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Accounts;

public sealed record TwoFactorRequest(SecondFactorAction Action, string? Code = null);

/// <param name="SharedKey">The key for the authenticator app, in base 32; shown once, when it is made.</param>
/// <param name="AuthenticatorUri">The same as an address that an app reads from a QR code.</param>
/// <param name="RecoveryCodes">Shown once, when they are made; each works once.</param>
public sealed record TwoFactorResponse(
    bool Enabled, int RecoveryCodesLeft, string? SharedKey, string? AuthenticatorUri, IReadOnlyList<string>? RecoveryCodes)
{
    public static TwoFactorResponse From(SecondFactorState state) => new(
        state.Enabled,
        state.RecoveryCodesLeft,
        state.Key,
        state.Key is null ? null : $"otpauth://totp/CreditRegistry:{Uri.EscapeDataString(state.Email!)}?secret={state.Key}&issuer=CreditRegistry&digits=6",
        state.RecoveryCodes);
}

internal static class OwnAccountEndpoints
{
    private sealed record CompanyPlace(string RegistrationId);

    private sealed record NoticePlace(Guid Id);

    public static void MapOwnAccount(this IEndpointRouteBuilder api)
    {
        var account = api.MapGroup("/account").WithTags("Account").RequireAuthorization();

        account.MapGet("", FindAsync)
            .WithName("GetOwnAccount")
            .WithSummary("Who you are: e-mail, roles, organs, number of companies");

        account.MapGet("/companies", ListCompaniesAsync)
            .RequireRoles(Role.Applicant)
            .WithName("ListOwnCompanies")
            .WithSummary("The companies that you may act for, by registration ID");

        account.MapGet("/notices", ListNoticesAsync)
            .WithName("ListOwnNotices")
            .WithSummary("What the registry told you, newest first");

        account.MapGet("/two-factor", FindTwoFactorAsync)
            .WithName("GetTwoFactor")
            .WithSummary("How your second factor stands");

        account.MapPost("/two-factor", ChangeTwoFactorAsync)
            .Validate<TwoFactorRequest>()
            .WithName("ChangeTwoFactor")
            .WithSummary("Prepare, enable or disable the second factor, or get new recovery codes")
            .Refuses(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<OwnAccount>> FindAsync(Actor actor, FindAccounts find, CancellationToken ct) =>
        TypedResults.Ok(await find.OwnAsync(actor.AccountKey!.Value, ct));

    private static async Task<Ok<ListResponse<OwnCompany>>> ListCompaniesAsync(
        Page page, Actor actor, FindAccounts find, CancellationToken ct)
    {
        var after = page.After<CompanyPlace>()?.RegistrationId;
        var rows = await find.CompaniesAsync(actor.AccountKey!.Value, after, page.Fetch, ct);
        return page.Of(rows, company => new CompanyPlace(company.RegistrationId), company => company);
    }

    private static async Task<Ok<ListResponse<Notice>>> ListNoticesAsync(
        Page page, Actor actor, FindNotices find, CancellationToken ct)
    {
        var rows = await find.RunAsync(actor.AccountKey!.Value, page.After<NoticePlace>()?.Id, page.Fetch, ct);
        return page.Of(rows, notice => new NoticePlace(notice.Id), notice => notice);
    }

    private static async Task<Ok<TwoFactorResponse>> FindTwoFactorAsync(
        Actor actor, ChangeSecondFactor factor, CancellationToken ct) =>
        TypedResults.Ok(TwoFactorResponse.From(await factor.ReadAsync(actor.AccountKey!.Value, ct)));

    private static async Task<Results<Ok<TwoFactorResponse>, ProblemResult>> ChangeTwoFactorAsync(
        TwoFactorRequest request, Actor actor, ChangeSecondFactor factor, CancellationToken ct)
    {
        var outcome = await factor.RunAsync(actor.AccountKey!.Value, request.Action, request.Code, ct);
        return outcome.ToOk(TwoFactorResponse.From);
    }
}

internal sealed class TwoFactorRequestValidator : AbstractValidator<TwoFactorRequest>
{
    public TwoFactorRequestValidator() =>
        RuleFor(r => r.Code).NotEmpty().When(r => r.Action is not SecondFactorAction.Prepare);
}
