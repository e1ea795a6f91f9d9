using CreditRegistry.Api.Accounts;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Organs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Rules;

/// <param name="Code">Capital letters, digits and hyphens; never changed.</param>
/// <param name="From">First day on which it follows the rule set; today when absent.</param>
public sealed record RegisterOrganRequest(string Code, string Name, string NameZh, string RuleSet, DateOnly? From = null);

/// <param name="From">First day on which new records follow the rule set: today or later.</param>
public sealed record AdoptRuleSetRequest(string RuleSet, DateOnly? From);

internal static class OrganEndpoints
{
    private sealed record OrganPlace(string Code);

    public static void MapOrgans(this IEndpointRouteBuilder api)
    {
        var organs = api.MapGroup("/organs").WithTags("Rules");

        organs.MapGet("", ListAsync)
            .Public()
            .WithName("ListOrgans")
            .WithSummary("The organs that publish records, with the rule set that each follows and from when");

        organs.MapPost("", RegisterAsync)
            .RequireRoles(Role.Administrator)
            .Validate<RegisterOrganRequest>()
            .Creates()
            .WithName("RegisterOrgan")
            .WithSummary("Register an organ that publishes records, with the rule set that it follows")
            .WithExample(new RegisterOrganRequest(
                "MSA-LANAN", "Lan’an Market Supervision Administration", "澜安市市场监督管理局", "cn-2026", new DateOnly(2026, 12, 1)))
            .Refuses(StatusCodes.Status409Conflict);

        organs.MapPost("/{code}/adoptions", AdoptAsync)
            .RequireRoles(Role.Administrator)
            .Validate<AdoptRuleSetRequest>()
            .WithName("AdoptRuleSet")
            .WithSummary("Let an organ follow another rule set from a day on; records published before keep theirs")
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<ListResponse<OrganDetails>>> ListAsync(Page page, ManageOrgans organs, CancellationToken ct) =>
        page.Of(
            await organs.ListAsync(page.After<OrganPlace>()?.Code, page.Fetch, ct),
            o => new OrganPlace(o.Code),
            o => o);

    private static async Task<Results<Created<OrganDetails>, ProblemResult>> RegisterAsync(
        RegisterOrganRequest request, Actor actor, ManageOrgans organs, CancellationToken ct) =>
        (await organs.RegisterAsync(
            request.Code, new LocalText(request.Name, request.NameZh), request.RuleSet, request.From, actor, ct))
        .ToCreated(o => o, _ => "/api/v1/organs");

    private static async Task<Results<Ok<OrganDetails>, ProblemResult>> AdoptAsync(
        string code, AdoptRuleSetRequest request, Actor actor, ManageOrgans organs, CancellationToken ct) =>
        (await organs.AdoptAsync(code, request.RuleSet, request.From!.Value, actor, ct)).ToOk(o => o);
}

internal sealed class RegisterOrganRequestValidator : AbstractValidator<RegisterOrganRequest>
{
    public RegisterOrganRequestValidator()
    {
        RuleFor(r => r.Code).NotEmpty().MaximumLength(ManageOrgans.CodeMaxLength);
        RuleFor(r => r.Name).NotEmpty().MaximumLength(ManageOrgans.NameMaxLength);
        RuleFor(r => r.NameZh).NotEmpty().MaximumLength(ManageOrgans.NameMaxLength);
        RuleFor(r => r.RuleSet).NotEmpty();
    }
}

internal sealed class AdoptRuleSetRequestValidator : AbstractValidator<AdoptRuleSetRequest>
{
    public AdoptRuleSetRequestValidator()
    {
        RuleFor(r => r.RuleSet).NotEmpty();
        RuleFor(r => r.From).NotNull();
    }
}
