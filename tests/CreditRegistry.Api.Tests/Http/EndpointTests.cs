using System.Net;
using CreditRegistry.Api.Http;
using CreditRegistry.Application.Ledger;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Http;

/// <summary>Every endpoint of the running server, against what this test says about who may call it.</summary>
public sealed class EndpointTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private static readonly Role[] Everyone = Enum.GetValues<Role>();

    /// <summary>Null for the public; else the roles that may.</summary>
    private static readonly Dictionary<string, Role[]?> Expected = new(StringComparer.Ordinal)
    {
        ["CheckRegistrationId"] = null,
        ["SearchCompanies"] = null,
        ["SuggestCompanies"] = null,
        ["GetCompany"] = null,
        ["ListCompanyRecords"] = null,
        ["ListRecords"] = null,
        ["GetRecord"] = null,
        ["GetRepairEligibility"] = null,
        ["ListChanges"] = null,
        ["StreamChanges"] = null,
        ["ListExports"] = null,
        ["ReadExport"] = null,
        ["GetStatistics"] = null,
        ["ListOrgans"] = null,
        ["RegisterOrgan"] = [Role.Administrator],
        ["AdoptRuleSet"] = [Role.Administrator],
        ["ListRuleSets"] = null,
        ["GetRuleSet"] = null,
        ["ListGrounds"] = null,
        ["ListMeasures"] = null,
        ["GetCalendar"] = null,
        ["LogIn"] = null,
        ["RefreshToken"] = null,
        ["ResetPassword"] = null,

        ["ChangePassword"] = Everyone,
        ["GetOwnAccount"] = Everyone,
        ["ListOwnNotices"] = Everyone,
        ["GetTwoFactor"] = Everyone,
        ["ChangeTwoFactor"] = Everyone,
        ["ListOwnCompanies"] = [Role.Applicant],

        ["PublishRecord"] = [Role.Agency],
        ["CorrectRecord"] = [Role.Agency],
        ["AnnulRecord"] = [Role.Agency],
        ["ShieldRecord"] = [Role.Agency],
        ["UnshieldRecord"] = [Role.Agency],

        ["ListRepairApplications"] = [Role.Applicant],
        ["DraftRepairApplication"] = [Role.Applicant],
        ["GetRepairApplication"] = Everyone, // and then only those concerned
        ["SubmitRepairApplication"] = [Role.Applicant],
        ["WithdrawRepairApplication"] = [Role.Applicant],
        ["AddRepairDocument"] = [Role.Applicant],
        ["RemoveRepairDocument"] = [Role.Applicant],
        ["ReadRepairDocument"] = [Role.Applicant, Role.Officer, Role.Auditor],

        ["ListObjections"] = [Role.Applicant],
        ["DraftObjection"] = [Role.Applicant],
        ["GetObjection"] = Everyone, // and then only those concerned
        ["AddObjectionDocument"] = [Role.Applicant],
        ["RemoveObjectionDocument"] = [Role.Applicant],
        ["ReadObjectionDocument"] = [Role.Applicant, Role.Agency, Role.Officer, Role.Auditor],
        ["SubmitObjection"] = [Role.Applicant],
        ["WithdrawObjection"] = [Role.Applicant],
        ["ReviewObjection"] = [Role.Applicant],
        ["ListObjectionQueue"] = [Role.Agency, Role.Officer, Role.Supervisor, Role.Auditor],
        ["AcceptObjection"] = [Role.Agency, Role.Officer],
        ["RejectObjection"] = [Role.Officer],
        ["FindOnObjection"] = [Role.Agency, Role.Officer],
        ["DecideObjection"] = [Role.Officer],
        ["ExtendObjection"] = [Role.Agency, Role.Officer],

        ["ClaimCompany"] = null,
        ["GetCompanyClaim"] = null, // and the contact only for those who decide
        ["ListCompanyClaims"] = [Role.Officer, Role.Administrator],
        ["ReadClaimCertificate"] = [Role.Officer, Role.Administrator],
        ["ConfirmCompanyClaim"] = [Role.Officer, Role.Administrator],
        ["RefuseCompanyClaim"] = [Role.Officer, Role.Administrator],

        ["ListReviewQueue"] = [Role.Officer, Role.Supervisor, Role.Auditor],
        ["AssignCase"] = [Role.Officer, Role.Supervisor],
        ["RecuseFromCase"] = [Role.Officer],
        ["RequestSupplement"] = [Role.Officer],
        ["AcceptCase"] = [Role.Officer],
        ["RefuseAcceptance"] = [Role.Officer],
        ["RecommendDecision"] = [Role.Officer],
        ["DecideCase"] = [Role.Officer],
        ["ExtendDecision"] = [Role.Officer],
        ["RevokeGrant"] = [Role.Officer],
        ["DismissProposal"] = [Role.Officer],

        ["ListAudit"] = [Role.Auditor],

        ["ListLogKeys"] = null,
        ["GetLogHead"] = null,
        ["ListLogHeads"] = null,
        ["SignLogHead"] = null,
        ["ListLogEntries"] = null,
        ["ReadLogLeaves"] = null,
        ["ListLogOpenings"] = [Role.Auditor],
        ["ProveInclusion"] = null,
        ["ProveConsistency"] = null,
        ["ProveRecord"] = null,
        ["GetCertificate"] = null,
        ["PrintCertificate"] = null,
        ["VerifyCertificate"] = null,
        ["CreateWatchList"] = Everyone,
        ["ListWatchLists"] = Everyone,
        ["GetWatchList"] = Everyone,
        ["ChangeWatchList"] = Everyone,
        ["DeleteWatchList"] = Everyone,
        ["ReplaceWatchedCompanies"] = Everyone,
        ["ListWatchedCompanies"] = Everyone,
        ["WatchCompany"] = Everyone,
        ["UnwatchCompany"] = Everyone,
        ["ListWatchEvents"] = Everyone,
        ["ListWatchDeliveries"] = Everyone,
        ["PingWatchList"] = Everyone,
        ["ReplayWatchList"] = Everyone,
        ["ResumeWatchList"] = Everyone,
        ["RotateWatchSecret"] = Everyone,
        ["ListRecalls"] = Everyone,
        ["AcknowledgeRecall"] = Everyone,
        ["AcknowledgeRecalls"] = Everyone,
        ["GetConsumerName"] = Everyone,
        ["AgreeToBeNamed"] = Everyone,
        ["WithdrawConsumerName"] = Everyone,
        ["GetRecallStatistics"] = null,

        ["ScreenCompanies"] = null,
        ["ImportRecords"] = [Role.Agency],
        ["ImportCompanies"] = [Role.Administrator],

        ["InviteAccount"] = [Role.Administrator],
        ["ListAccounts"] = [Role.Administrator],
        ["GetAccount"] = [Role.Administrator],
        ["SetAccountRoles"] = [Role.Administrator],
        ["DisableAccount"] = [Role.Administrator],
        ["EnableAccount"] = [Role.Administrator],
        ["EndAccountSessions"] = [Role.Administrator],
        ["RemoveAccountTwoFactor"] = [Role.Administrator],
        ["ListProgramTokens"] = [Role.Administrator],
        ["IssueProgramToken"] = [Role.Administrator],
        ["RevokeProgramToken"] = [Role.Administrator],
        ["IssuePasswordResetToken"] = [Role.Administrator],
    };

    /// <summary>Writes that neither change a version that somebody saw nor create something to repeat.</summary>
    private static readonly string[] WithoutVersion =
    [
        "LogIn", "RefreshToken", "ResetPassword", "ChangePassword", "ChangeTwoFactor",
        "InviteAccount", "SetAccountRoles", "DisableAccount", "EnableAccount", "RemoveAccountTwoFactor", "IssuePasswordResetToken",
        "EndAccountSessions", "IssueProgramToken", "RevokeProgramToken", "AdoptRuleSet",
        "SignLogHead", "VerifyCertificate", "RemoveRepairDocument", "RemoveObjectionDocument",
        "ScreenCompanies", "ImportRecords", "ImportCompanies", // which may simply be sent again
        "CreateWatchList", // whose secret is not kept for a repetition
        "DeleteWatchList", "ReplaceWatchedCompanies", "WatchCompany", "UnwatchCompany", "ReplayWatchList", "ResumeWatchList",
        "RotateWatchSecret", "PingWatchList", "AcknowledgeRecall", "AcknowledgeRecalls", "AgreeToBeNamed", "WithdrawConsumerName",
    ];

    [Fact]
    public void Endpoints_AreThoseThatThisTestKnows() =>
        Assert.Equal(Expected.Keys.Order(StringComparer.Ordinal), Endpoints().Select(e => e.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Endpoint_WithoutAnAccount_IsPublicOrAsksForOne()
    {
        foreach (var endpoint in Endpoints())
        {
            var answer = await AskAsync(host.Anyone(), endpoint);
            var refused = answer.StatusCode is HttpStatusCode.Unauthorized
                && await CodeAsync(answer) is "AUTHENTICATION_REQUIRED";

            Assert.True(refused == Expected[endpoint.Name] is not null, $"{endpoint.Name}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData(Role.Applicant)]
    [InlineData(Role.Agency)]
    [InlineData(Role.Officer)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Administrator)]
    public async Task Endpoint_ByARole_IsAllowedOrForbidden(Role role)
    {
        var organ = await host.OrganAsync();
        var account = role switch
        {
            Role.Applicant => (await host.CompanyAsync()).Applicant,
            Role.Agency => organ.Agency,
            Role.Officer => organ.OfficerA,
            _ => await host.SignInAsync([role]),
        };

        foreach (var endpoint in Endpoints())
        {
            var answer = await AskAsync(account.Client, endpoint);
            var forbidden = answer.StatusCode is HttpStatusCode.Forbidden && await CodeAsync(answer) is "ACCESS_DENIED";

            var allowed = Expected[endpoint.Name]?.Contains(role) ?? true;
            Assert.True(forbidden == !allowed, $"{endpoint.Name} as {role}: {answer.StatusCode}");
            Assert.False(allowed && endpoint.Route.Metadata.GetMetadata<IAllowAnonymous>() is null
                && answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.InternalServerError, endpoint.Name);
        }
    }

    [Fact]
    public async Task Endpoint_ByAnAccountWithoutARole_IsForbiddenWhereARoleIsNeeded()
    {
        var account = await host.SignInAsync([]);

        foreach (var endpoint in Endpoints())
        {
            var answer = await AskAsync(account.Client, endpoint);
            var forbidden = answer.StatusCode is HttpStatusCode.Forbidden && await CodeAsync(answer) is "ACCESS_DENIED";

            var isRoleBound = Expected[endpoint.Name] is { } roles && roles != Everyone;
            Assert.True(forbidden == isRoleBound, $"{endpoint.Name}: {answer.StatusCode}");
        }
    }

    [Fact]
    public void Endpoint_Always_SaysWhatItIs() => Assert.All(Endpoints(), endpoint =>
    {
        Assert.NotEmpty(endpoint.Name);
        Assert.NotEmpty(endpoint.Route.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary ?? "");
        Assert.NotEmpty(endpoint.Route.Metadata.GetMetadata<ITagsMetadata>()?.Tags ?? []);
        Assert.True(
            endpoint.Route.Metadata.GetMetadata<IAuthorizeData>() is not null
                || endpoint.Route.Metadata.GetMetadata<AuthorizationPolicy>() is not null
                || endpoint.Route.Metadata.GetMetadata<IAllowAnonymous>() is not null,
            $"{endpoint.Name} is neither protected nor openly public.");
    });

    [Fact]
    public void Write_Always_AsksForTheVersionOrCreatesOrIsListed() => Assert.Equal(
        WithoutVersion.Order(StringComparer.Ordinal),
        Endpoints()
            .Where(e => e.Method != HttpMethod.Get)
            .Where(e => !e.Route.Metadata.GetOrderedMetadata<RequestHeader>().Any(h => h.Name is "If-Match" or "Idempotency-Key"))
            .Select(e => e.Name)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void WhatProves_Always_IsReadFromThePrimary() => Assert.Equal(
        [
            "GetCertificate", "GetLogHead", "ListLogEntries", "ListLogHeads", "ListLogKeys", "ListLogOpenings", "PrintCertificate",
            "ProveConsistency", "ProveInclusion", "ProveRecord", "ReadLogLeaves", "SignLogHead",
        ],
        Endpoints().Where(e => e.Route.Metadata.GetMetadata<FromPrimaryAttribute>() is not null)
            .Select(e => e.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Document_OfTheServer_HasEveryEndpointWithAllItsAnswers()
    {
        var document = await host.Anyone().ReadAsync("/swagger/v1/swagger.json");
        var operations = document["paths"]!.AsObject()
            .Where(path => path.Key.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(path => path.Value!.AsObject(), (path, operation) => (Path: path.Key, Method: operation.Key, Operation: operation.Value!))
            .ToList();

        Assert.Equal(
            Endpoints().Select(e => e.Name).Order(StringComparer.Ordinal),
            operations.Select(o => o.Operation.Text("operationId")).Order(StringComparer.Ordinal)); // so each is unique
        foreach (var endpoint in Endpoints())
        {
            var operation = operations.Single(o => o.Operation.Text("operationId") == endpoint.Name).Operation;
            var statuses = operation["responses"]!.AsObject().Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
            var stated = endpoint.Route.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
                .Select(p => $"{p.StatusCode}");
            Assert.Empty(stated.Except(statuses));
            Assert.Contains(statuses, s => s[0] is '2');
            string[] always = Expected[endpoint.Name] is null ? ["400", "429", "500"] : ["400", "401", "403", "429", "500"];
            Assert.Empty(always.Except(statuses));
            Assert.Equal(endpoint.Method == HttpMethod.Get, statuses.Contains("304"));
            Assert.Equal(
                endpoint.Route.Metadata.GetOrderedMetadata<RequestHeader>().Any(h => h.Name is "If-Match"), statuses.Contains("428"));
        }
    }

    [Fact]
    public async Task Document_Schemas_AreTheAnswersAndNotTheInside()
    {
        var schemas = (await host.Anyone().ReadAsync("/swagger/v1/swagger.json"))["components"]!["schemas"]!.AsObject()
            .Select(s => s.Key).ToList();

        Assert.Contains("Problem", schemas);
        Assert.DoesNotContain(schemas, name =>
            name is "CreditRecord" or "Company" or "RepairApplication" or "Objection" or "CompanyClaim" or "Organ" or "Account" or "RecordRow" or "LedgerEntry" or "Actor"
            || name.Contains('`', StringComparison.Ordinal)
            || name.EndsWith("ViewOutcome", StringComparison.Ordinal)
            || name is "LedgerText" or "RecordVersion" or "CaseContact" or "DocumentChunk" or "CertificateChunk"
            || name is "WatchList" or "WatchedCompany" or "WatchEvent" or "WatchDelivery" or "Recall" or "RecallDay" or "NamedConsumer");
    }

    private IReadOnlyList<(string Name, HttpMethod Method, RouteEndpoint Route)> Endpoints()
    {
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) is true)
            .Select(e => (
                e.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "",
                new HttpMethod(e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]),
                e))
            .ToList();
        Assert.NotEmpty(endpoints);
        return endpoints;
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, (string Name, HttpMethod Method, RouteEndpoint Route) endpoint)
    {
        var path = string.Concat(endpoint.Route.RoutePattern.PathSegments.Select(segment => "/" + string.Concat(segment.Parts.Select(part =>
            part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter
                ? parameter.ParameterPolicies.Select(p => p.Content).FirstOrDefault() switch
                {
                    "guid" => $"{Guid.Empty}",
                    "int" => "2026",
                    _ => "nothing",
                }
                : ((Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart)part).Content))));
        using var request = new HttpRequestMessage(endpoint.Method, path);
        // The headers are enough: one endpoint's answer has no end.
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))?["code"]?.GetValue<string>();
}
