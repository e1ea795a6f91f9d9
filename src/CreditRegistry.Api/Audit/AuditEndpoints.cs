using System.ComponentModel;
using CreditRegistry.Api.Accounts;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Audit;
using CreditRegistry.Application.Companies;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CreditRegistry.Api.Audit;

internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGet("/audit", ListAsync)
            .WithTags("Audit")
            .RequireRoles(Role.Auditor)
            .WithName("ListAudit")
            .WithSummary("The ledger: who did what, when and why, in the order in which it happened");

    private static async Task<Results<Ok<ListResponse<LedgerView>>, ProblemResult>> ListAsync(
        Page page,
        ReadLedger read,
        CancellationToken ct,
        [Description("Only what happened to this record, application, company, organ or account.")] Guid? subject = null,
        [Description("Only what this account did.")] Guid? actor = null,
        [Description("Only what concerns the company of this registration ID.")] string? registrationId = null,
        [Description("Only this kind, such as repair.granted.")] string? kind = null)
    {
        RegistrationId? company = null;
        if (registrationId is not null)
        {
            var verdict = RegistrationIds.Check(registrationId);
            if (!verdict.IsValid)
            {
                return RegistrationIdErrors.Of(verdict, "registrationId").ToProblem();
            }

            company = verdict.Id;
        }

        var rows = await read.ListAsync(
            new LedgerFilter(subject, actor, company?.Value, kind), page.After<LedgerKey>(), page.Fetch, ct);
        return page.Of(rows, LedgerKey.Of, v => v);
    }
}
