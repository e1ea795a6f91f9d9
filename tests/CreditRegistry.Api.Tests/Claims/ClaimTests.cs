using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Claims;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Persistence.Accounts;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Claims;

[Collection(nameof(RepairCollection))]
public sealed class ClaimTests(RegistryHost host, RegistryCluster cluster)
{
    private const string Claims = "/api/v1/company-claims";

    [Fact]
    public async Task AClaim_ConfirmedByTheOrgansOfficer_EndsInAnAccountThatAppliesForRepair()
    {
        var scene = await host.SceneAsync();
        var email = Given.NewContact();

        var filed = await FileAsync(scene.Company.RegistrationId, email);
        var id = filed.Text("id");
        Assert.Equal("open", filed.Text("state"));
        Assert.StartsWith("CL-2026-", filed.Text("reference"), StringComparison.Ordinal);
        Assert.Equal(scene.Organ.Code, filed["organ"]!.Text("code"));
        Assert.Null(filed["inside"]);
        Assert.Contains(id, await OpenOfAsync(scene.Organ.OfficerA));

        var seen = await scene.Organ.OfficerA.Client.ReadAsync($"{Claims}/{id}");
        Assert.Equal(email, seen["inside"]!["contact"]!.Text("email"));
        Assert.Equal(1, seen["inside"]!["accounts"]!.GetValue<int>()); // the one that the scene has
        using var certificate = await scene.Organ.OfficerA.Client.AskAsync($"{Claims}/{id}/certificate");
        Assert.Equal("attachment", certificate.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("%PDF-1.4 licence", await certificate.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        var confirmed = await (await DecideAsync(scene.Organ.OfficerA, seen, "confirmation")).BodyAsync(HttpStatusCode.OK);
        Assert.Equal(email, confirmed.Text("accountEmail"));
        Assert.DoesNotContain(id, await OpenOfAsync(scene.Organ.OfficerA));
        var state = await host.Anyone().ReadAsync($"{Claims}/{id}");
        Assert.Equal(("confirmed", "2026-07-01"), (state.Text("state"), state.Text("decidedOn")));
        Assert.Null(state["inside"]);

        using var anyone = host.Anyone();
        Assert.Equal(HttpStatusCode.NoContent, (await anyone.SendAsync("/api/v1/account/password-reset", new
        {
            email,
            token = confirmed.Text("token"),
            newPassword = RegistryHost.Password,
        })).StatusCode);
        var tokens = await (await anyone.SendAsync("/api/v1/account/login", new { email, password = RegistryHost.Password }))
            .BodyAsync(HttpStatusCode.OK);
        anyone.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Text("accessToken"));
        await (await anyone.SendAsync(Cases.Applications, Cases.Draft(scene.Record.Id))).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task TheLedger_HasTheClaimAndItsOutcome_AndNothingOfTheContact()
    {
        var scene = await host.SceneAsync();
        var email = Given.NewContact();
        var claim = await FileAsync(scene.Company.RegistrationId, email);
        await (await DecideAsync(scene.Organ.OfficerB, claim, "confirmation")).BodyAsync(HttpStatusCode.OK);
        var refused = await FileAsync(scene.Company.RegistrationId, Given.NewContact());
        await (await DecideAsync(scene.Organ.OfficerB, refused, "refusal", new { reason = "Unreadable." })).BodyAsync(HttpStatusCode.OK);

        Assert.Equal(["claim.filed", "claim.confirmed"], await host.StoryAsync(Guid.Parse(claim.Text("id"))));
        Assert.Equal(["claim.filed", "claim.refused"], await host.StoryAsync(Guid.Parse(refused.Text("id"))));
        var auditor = await host.SignInAsync([Role.Auditor]);
        var rows = await auditor.Client.ReadAsync($"/api/v1/audit?subject={claim.Text("id")}");
        Assert.Equal(["anyone", "officer"], rows.Texts("items", "role"));
        var all = await auditor.Client.ReadAsync($"/api/v1/audit?registrationId={scene.Company.RegistrationId}");
        Assert.DoesNotContain(email, all.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Legal department", all.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Unreadable.", (await host.Anyone().ReadAsync($"{Claims}/{refused.Text("id")}")).Text("reason"));
        Assert.DoesNotContain(email, host.Log.Text, StringComparison.OrdinalIgnoreCase);

        await host.PlaceLedgerAsync();
        var feed = (await host.Anyone().ReadAsync("/api/v1/changes?limit=1000")).ToJsonString();
        Assert.DoesNotContain("claim.", feed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClaim_IsDecidedByItsOrganOrAnAdministrator_AndByNobodyWithAStake()
    {
        var scene = await host.SceneAsync();
        var other = await host.OrganAsync();
        var (administrator, auditor) = (await host.SignInAsync([Role.Administrator]), await host.SignInAsync([Role.Auditor]));
        var bound = await host.SignInAsync(
            [Role.Officer, Role.Applicant], [scene.Organ.Code], [scene.Company.RegistrationId]);
        var contact = scene.Organ.OfficerB;
        var claim = await FileAsync(scene.Company.RegistrationId, contact.Email);
        var id = claim.Text("id");

        Assert.DoesNotContain(id, await OpenOfAsync(other.OfficerA));
        Assert.Contains(id, await OpenOfAsync(administrator));
        Assert.Null((await other.OfficerA.Client.ReadAsync($"{Claims}/{id}"))["inside"]);
        Assert.Equal(HttpStatusCode.NotFound, (await other.OfficerA.Client.AskAsync($"{Claims}/{id}/certificate")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Client.AskAsync($"{Claims}/{id}/certificate")).StatusCode);
        foreach (var (decider, code) in ((TestAccount, string)[])[
            (other.OfficerA, "CLAIM_OTHER_ORGAN"), (bound, "CLAIM_STAKE"), (contact, "CLAIM_STAKE")])
        {
            Assert.Equal(code, await (await DecideAsync(decider, claim, "confirmation")).ProblemAsync(HttpStatusCode.Forbidden));
            Assert.Equal(code, await (await DecideAsync(decider, claim, "refusal", new { reason = "No." }))
                .ProblemAsync(HttpStatusCode.Forbidden));
        }

        await host.QueryAsync(async db =>
        {
            db.DeclaredInterests.Add(new DeclaredInterest(scene.Organ.OfficerA.Key, scene.Company.Id, host.Clock.GetUtcNow()));
            return await db.SaveChangesAsync();
        });
        Assert.Equal("CLAIM_STAKE", await (await DecideAsync(scene.Organ.OfficerA, claim, "confirmation"))
            .ProblemAsync(HttpStatusCode.Forbidden));

        // An officer's account gets no stake by what a stranger typed.
        Assert.Equal("CLAIM_EMAIL_TAKEN", await (await DecideAsync(administrator, claim, "confirmation"))
            .ProblemAsync(HttpStatusCode.Conflict));
        await (await DecideAsync(administrator, claim, "refusal", new { reason = "Another e-mail, please." }))
            .BodyAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AClaim_GoesToTheOrganOfTheNewestRecord_AndWithoutARecordToTheAdministrators()
    {
        var (older, newer, company) = (await host.OrganAsync(), await host.OrganAsync(), await host.CompanyAsync());
        Assert.Null((await FileAsync(company.RegistrationId, Given.NewContact()))["organ"]);

        await host.RecordAsync(older, company, publishedOn: host.Clock.Today.AddMonths(-3));
        await host.RecordAsync(newer, company, publishedOn: host.Clock.Today.AddMonths(-2));
        var taken = await host.RecordAsync(older, company, publishedOn: host.Clock.Today.AddMonths(-1));
        await (await older.Agency.Client.SendAsync($"/api/v1/records/{taken.Id}/annulment", new { reason = "Void." }, "*"))
            .BodyAsync(HttpStatusCode.OK);

        Assert.Equal(newer.Code, (await FileAsync(company.RegistrationId, Given.NewContact()))["organ"]!.Text("code"));
    }

    [Fact]
    public async Task AContactWithAnAccount_ActsForOneCompanyMore_AndThoseWhoDidAreTold()
    {
        var scene = await host.SceneAsync();
        var agent = await host.SignInAsync([Role.Applicant]);
        var claim = await FileAsync(scene.Company.RegistrationId, $" {agent.Email.ToUpperInvariant()}");

        var confirmed = await (await DecideAsync(scene.Organ.OfficerA, claim, "confirmation")).BodyAsync(HttpStatusCode.OK);

        Assert.Null(confirmed["token"]);
        var companies = await agent.Client.ReadAsync("/api/v1/account/companies");
        Assert.Equal([scene.Company.RegistrationId], companies.Texts("items", "registrationId"));
        foreach (var account in (TestAccount[])[agent, scene.Company.Applicant])
        {
            Assert.Contains("claim.confirmed", (await account.Client.ReadAsync("/api/v1/account/notices")).Texts("items", "kind"));
        }
    }

    [Theory]
    [InlineData("wrongCheck", "REGISTRATION_ID_INVALID", 400)]
    [InlineData("unknown", "COMPANY_NOT_FOUND", 400)]
    [InlineData("struckOff", "CLAIM_COMPANY_DEREGISTERED", 409)]
    public async Task ACompanyThatCannotBeClaimed_IsRefusedWithTheReason(string company, string code, int status)
    {
        var id = company switch
        {
            "unknown" => Domain.Companies.MadeUp.MadeUpCompanies.At(9_999_999).RegistrationId.Value,
            "struckOff" => (await host.CompanyAsync(status: CompanyStatus.Deregistered)).RegistrationId,
            _ => (await host.CompanyAsync()).RegistrationId is var right
                ? right[..17] + (right[17] is 'A' ? 'B' : 'A') : "",
        };

        Assert.Equal(code, await (await SendAsync(Given.ClaimForm(id, Given.NewContact()))).ProblemAsync((HttpStatusCode)status));
        var revoked = await host.CompanyAsync(status: CompanyStatus.Revoked); // which still exists
        await FileAsync(revoked.RegistrationId, Given.NewContact());
    }

    [Fact]
    public async Task AnotherOpenClaimOfTheContact_IsRefused_AnothersOrALaterOneIsNot()
    {
        var scene = await host.SceneAsync();
        var email = Given.NewContact();
        var first = await FileAsync(scene.Company.RegistrationId, email);

        Assert.Equal("CLAIM_OPEN", await (await SendAsync(Given.ClaimForm(scene.Company.RegistrationId, email.ToUpperInvariant())))
            .ProblemAsync(HttpStatusCode.Conflict));
        var other = await FileAsync(scene.Company.RegistrationId, Given.NewContact());
        var seen = await scene.Organ.OfficerA.Client.ReadAsync($"{Claims}/{first.Text("id")}");
        Assert.Contains(
            other.Text("id"), seen["inside"]!["otherClaims"]!.AsArray().Select(id => id!.GetValue<string>()));
        await (await DecideAsync(scene.Organ.OfficerA, first, "refusal", new { reason = "Unreadable." })).BodyAsync(HttpStatusCode.OK);
        await FileAsync(scene.Company.RegistrationId, email);
    }

    [Fact]
    public async Task TheSameClaimAtOnce_IsFiledOnce()
    {
        var company = await host.CompanyAsync();
        var email = Given.NewContact();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SendAsync(Given.ClaimForm(company.RegistrationId, email))));

        Assert.Single(answers, a => a.StatusCode is HttpStatusCode.Created);
        Assert.Equal(4, answers.Count(a => a.StatusCode is HttpStatusCode.Conflict));
        Assert.Equal(1, await host.QueryAsync(db => db.CompanyClaims.CountAsync(c => c.CompanyId == company.Id)));
    }

    [Fact]
    public async Task TwoDecisionsAtOnce_AreOne()
    {
        var scene = await host.SceneAsync();
        var claim = await FileAsync(scene.Company.RegistrationId, Given.NewContact());

        var answers = await Task.WhenAll(
            DecideAsync(scene.Organ.OfficerA, claim, "confirmation", ifMatch: "*"),
            DecideAsync(scene.Organ.OfficerB, claim, "confirmation", ifMatch: "*"),
            DecideAsync(scene.Organ.OfficerB, claim, "refusal", new { reason = "No." }, ifMatch: "*"));

        Assert.Single(answers, a => a.StatusCode is HttpStatusCode.OK);
        foreach (var late in answers.Where(a => a.StatusCode is not HttpStatusCode.OK))
        {
            Assert.Equal("CLAIM_DECIDED", await late.ProblemAsync(HttpStatusCode.Conflict));
        }

        Assert.Equal("VERSION_STALE", await (await DecideAsync(scene.Organ.OfficerA, claim, "confirmation"))
            .ProblemAsync(HttpStatusCode.PreconditionFailed));
        Assert.Equal(2, (await host.StoryAsync(Guid.Parse(claim.Text("id")))).Count);
    }

    [Theory]
    [InlineData(CaseDocument.MaxBytes - 1, null)]
    [InlineData(CaseDocument.MaxBytes, null)]
    [InlineData(CaseDocument.MaxBytes + 1, "DOCUMENT_TOO_LARGE")]
    [InlineData(0, "DOCUMENT_EMPTY")]
    public async Task ACertificate_HasTheLimitsOfADocument(long size, string? code)
    {
        var company = await host.CompanyAsync();
        var content = new byte[size];
        "%PDF-"u8[..(int)Math.Min(5, size)].CopyTo(content);

        var answer = await SendAsync(Given.ClaimForm(company.RegistrationId, Given.NewContact(), content));

        if (code is not null)
        {
            Assert.Equal(code, await answer.ProblemAsync(HttpStatusCode.BadRequest));
            return;
        }

        var id = Guid.Parse((await answer.BodyAsync(HttpStatusCode.Created)).Text("id"));
        Assert.Equal(size, await host.QueryAsync(db =>
            db.CertificateChunks.Where(c => c.ClaimId == id).SumAsync(c => (long)c.Bytes.Length)));
    }

    [Fact]
    public async Task AForm_ThatIsNotOne_IsRefusedByField()
    {
        var company = await host.CompanyAsync();
        var id = company.RegistrationId;
        Assert.Equal("DOCUMENT_TYPE", await (await SendAsync(Given.ClaimForm(id, Given.NewContact(), "plain"u8.ToArray())))
            .ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Equal("MEDIA_TYPE_UNSUPPORTED", await (await host.Anyone().SendAsync(Claims, new { registrationId = id }))
            .ProblemAsync(HttpStatusCode.UnsupportedMediaType));

        foreach (var (form, field) in ((MultipartFormDataContent, string)[])[
            (Given.ClaimForm(id, "nobody"), "contactEmail"), (Given.ClaimForm("", Given.NewContact()), "registrationId"),
            (Given.ClaimForm(id, Given.NewContact(), name: " "), "contactName"),
            (Given.ClaimForm(id, Given.NewContact(), name: new string('x', 101)), "contactName")])
        {
            var answer = await SendAsync(form);
            Assert.Equal([field], (await answer.BodyAsync(HttpStatusCode.BadRequest))["errors"]!.AsObject().Select(e => e.Key));
        }

        await FileAsync(id, Given.NewContact(), name: new string('x', 100));
        var more = Given.ClaimForm(id, Given.NewContact());
        more.Add(new StringContent("x"), "other");
        Assert.Equal("DOCUMENT_FORM", await (await SendAsync(more)).ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Equal("DOCUMENT_FORM", await (await SendAsync(new MultipartFormDataContent { { new StringContent(id), "registrationId" } }))
            .ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Equal("DOCUMENT_FORM", await (await host.Anyone().PostRawAsync(
            Claims, Encoding.ASCII.GetBytes("--x\r\nnonsense"), "multipart/form-data; boundary=x")).ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData(0, 400)]
    [InlineData(1, 200)]
    [InlineData(CompanyClaim.ReasonMaxLength, 200)]
    [InlineData(CompanyClaim.ReasonMaxLength + 1, 400)]
    public async Task AReason_IsWrittenAndNotEndless(int length, int status)
    {
        var scene = await host.SceneAsync();
        var claim = await FileAsync(scene.Company.RegistrationId, Given.NewContact());

        var answer = await DecideAsync(scene.Organ.OfficerA, claim, "refusal", new { reason = new string('x', length) });

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task ClaimsOfACaller_AreLimitedToSoManyAnHour()
    {
        await using var limited = new RegistryHost(cluster);
        await limited.StartAsync(host.Database, settings: ["--Registry:RateLimit:Claims", "2"]);
        var company = await host.CompanyAsync();

        for (var i = 0; i < 2; i++)
        {
            await (await SendAsync(Given.ClaimForm(company.RegistrationId, Given.NewContact()), limited)).BodyAsync(HttpStatusCode.Created);
        }

        var third = await SendAsync(Given.ClaimForm(company.RegistrationId, Given.NewContact()), limited);
        Assert.Equal("TOO_MANY_REQUESTS", await third.ProblemAsync(HttpStatusCode.TooManyRequests));
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 50, 60);
    }

    private Task<HttpResponseMessage> SendAsync(MultipartFormDataContent form, RegistryHost? to = null) =>
        (to ?? host).Anyone().PostAsync(new Uri(Claims, UriKind.Relative), form, TestContext.Current.CancellationToken);

    private async Task<JsonNode> FileAsync(string registrationId, string email, string name = "Legal department") =>
        await (await SendAsync(Given.ClaimForm(registrationId, email, name: name))).BodyAsync(HttpStatusCode.Created);

    private static Task<HttpResponseMessage> DecideAsync(
        TestAccount by, JsonNode claim, string verb, object? body = null, string? ifMatch = null) =>
        by.Client.SendAsync($"{Claims}/{claim.Text("id")}/{verb}", body, ifMatch ?? claim.ETag());

    private static async Task<IReadOnlyList<string>> OpenOfAsync(TestAccount account) =>
        (await account.Client.ReadAsync($"{Claims}?limit=200")).Texts("items", "id");
}
