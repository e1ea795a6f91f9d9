using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.TestKit;

/// <summary>An organ with an agency and two officers of its own.</summary>
public sealed record TestOrgan(Guid Id, string Code, TestAccount Agency, TestAccount OfficerA, TestAccount OfficerB);

/// <summary>A made-up company with an account that acts for it.</summary>
public sealed record TestCompany(Guid Id, string RegistrationId, string Name, TestAccount Applicant);

/// <summary>Puts valid things into a register, so that a test states only what it is about.</summary>
public static class Given
{
    public const string FourTier = "four-tier-2024";
    public const string Cn = "cn-2026";

    private static int _serial;

    public static async Task<TestOrgan> OrganAsync(this RegistryHost host, string ruleSet = FourTier, DateOnly? from = null)
    {
        var serial = Interlocked.Increment(ref _serial);
        var code = $"ORGAN-{serial}";
        var organ = Organ.Register(
            Guid.CreateVersion7(host.Clock.GetUtcNow()), code, new LocalText($"Organ {serial}", $"机关{serial}"), ruleSet,
            from ?? new DateOnly(2024, 1, 1));
        await host.AddAsync(db => db.Organs.Add(organ));
        return new TestOrgan(
            organ.Id,
            code,
            await host.SignInAsync([Role.Agency], organs: [code]),
            await host.SignInAsync([Role.Officer], organs: [code]),
            await host.SignInAsync([Role.Officer], organs: [code]));
    }

    public static async Task<TestCompany> CompanyAsync(
        this RegistryHost host, string? name = null, CompanyStatus status = CompanyStatus.Registered)
    {
        var madeUp = MadeUpCompanies.At(1_000_000 + Interlocked.Increment(ref _serial));
        var company = Company.Register(
            Guid.CreateVersion7(host.Clock.GetUtcNow()),
            madeUp.RegistrationId.Value,
            new CompanyParticulars(
                name ?? madeUp.Name, madeUp.EnglishName, madeUp.CompanyType, status, madeUp.RegisteredOn, madeUp.RegionCode));
        await host.AddAsync(db => db.Companies.Add(company));
        return new TestCompany(
            company.Id,
            company.RegistrationId,
            company.Name,
            await host.SignInAsync([Role.Applicant], companies: [company.RegistrationId]));
    }

    /// <summary>A record as an import stores it: published on any day up to today, prerequisites taken as met.</summary>
    public static async Task<CreditRecord> RecordAsync(
        this RegistryHost host,
        TestOrgan organ,
        TestCompany company,
        RecordTier tier = RecordTier.Untrustworthy,
        string? ground = null,
        DateOnly? publishedOn = null,
        DateOnly? decidedOn = null,
        string? decisionNumber = null,
        string ruleSet = FourTier,
        params Penalty[] penalties)
    {
        var day = publishedOn ?? host.Clock.Today;
        var rules = host.Services.GetRequiredService<RuleBook>().Get(ruleSet);
        ground ??= tier switch
        {
            RecordTier.Untrustworthy => "U05",
            RecordTier.SeriouslyUntrustworthy => "B01",
            RecordTier.Abnormal => "A01",
            RecordTier.SeriouslyIllegal => ruleSet is FourTier ? "L01" : "B01",
        };
        var record = CreditRecord.Publish(
            Guid.CreateVersion7(host.Clock.GetUtcNow()),
            rules,
            new RecordDraft(company.Id, organ.Id, tier, ground, day)
            {
                Class = PublicationRules.EffectiveClass(rules, tier, ground, penalties),
                Decision = ground is "L01"
                    ? null
                    : new Decision(decisionNumber ?? $"No. {Interlocked.Increment(ref _serial)}", decidedOn ?? day),
                Summary = "An invented breach of an invented company.",
                Penalties = penalties,
            },
            host.Clock.Today);
        await host.AddAsync(db => db.Records.Add(record));
        return record;
    }

    /// <summary>A draft with every document that the rules ask for.</summary>
    public static async Task<JsonNode> DraftAsync(this RegistryHost host, TestCompany company, CreditRecord record)
    {
        var client = company.Applicant.Client;
        var draft = await (await client.SendAsync("/api/v1/repair-applications", new
        {
            recordId = record.Id,
            statement = "Put right.",
            contact = new { name = "Legal department", email = "legal@company.example" },
        })).BodyAsync(HttpStatusCode.Created);
        var needs = (await client.ReadAsync($"/api/v1/records/{record.Id}/eligibility"))["documents"]!.AsArray();
        foreach (var need in needs)
        {
            draft = await (await client.UploadAsync(draft.Text("id"), need!["kinds"]![0]!.GetValue<string>()))
                .BodyAsync(HttpStatusCode.Created);
        }

        return draft;
    }

    /// <summary>A complete application, submitted today.</summary>
    public static async Task<JsonNode> SubmittedAsync(this RegistryHost host, TestCompany company, CreditRecord record)
    {
        var draft = await host.DraftAsync(company, record);
        return await (await company.Applicant.Client.SendAsync(
            $"/api/v1/repair-applications/{draft.Text("id")}/submission", ifMatch: draft.ETag())).BodyAsync(HttpStatusCode.OK);
    }

    /// <summary>Uploads a small PDF, or the bytes given.</summary>
    public static Task<HttpResponseMessage> UploadAsync(
        this HttpClient client, string applicationId, string kind, byte[]? content = null, string fileName = "proof.pdf")
    {
        var file = new ByteArrayContent(content ?? Encoding.ASCII.GetBytes($"%PDF-1.4 {kind}"));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var form = new MultipartFormDataContent { { new StringContent(kind), "kind" }, { file, "file", fileName } };
        return client.PostAsync(
            new Uri($"/api/v1/repair-applications/{applicationId}/documents", UriKind.Relative),
            form,
            Xunit.TestContext.Current.CancellationToken);
    }

    /// <summary>Someone without an account claims the company.</summary>
    public static async Task<JsonNode> ClaimAsync(this RegistryHost host, TestCompany company, string? email = null)
    {
        using var anyone = host.Anyone();
        return await (await anyone.PostAsync(
            new Uri("/api/v1/company-claims", UriKind.Relative),
            ClaimForm(company.RegistrationId, email ?? NewContact()),
            Xunit.TestContext.Current.CancellationToken)).BodyAsync(HttpStatusCode.Created);
    }

    /// <summary>An e-mail that no account has.</summary>
    public static string NewContact() => $"contact{Interlocked.Increment(ref _serial)}@company.example";

    /// <summary>A form with a small PDF, or the bytes given.</summary>
    public static MultipartFormDataContent ClaimForm(
        string registrationId, string email, byte[]? content = null, string name = "Legal department") => new()
        {
            { new StringContent(registrationId), "registrationId" },
            { new StringContent(name), "contactName" },
            { new StringContent(email), "contactEmail" },
            { new ByteArrayContent(content ?? "%PDF-1.4 licence"u8.ToArray()), "file", "licence.pdf" },
        };

    /// <summary>Acts on a case by its current version.</summary>
    public static Task<HttpResponseMessage> ActAsync(
        this TestAccount account, JsonNode application, string verb, object? body = null) =>
        account.Client.SendAsync($"/api/v1/repair-applications/{application.Text("id")}/{verb}", body, application.ETag());

    /// <summary>Saves something as the registry itself.</summary>
    public static Task AddAsync(this RegistryHost host, Action<RegistryDbContext> add) =>
        host.QueryAsync(async db =>
        {
            add(db);
            await db.SaveAsync(Actor.Registry, role: null, host.Clock.GetUtcNow(), CancellationToken.None);
            await host.SeeAsync();
            return 0;
        });
}
