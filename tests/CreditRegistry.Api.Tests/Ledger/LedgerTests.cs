using System.Net;
using System.Text.Json.Nodes;
using CreditRegistry.Api.Tests.Records;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Persistence.Ledger;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Ledger;

/// <summary>Every write leaves its rows in the ledger, no more and no less, and no person's data.</summary>
public sealed class LedgerTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    private readonly object _finding = new { outcome = "grant", reasonCode = "CONDITIONS_MET", reason = "Secret finding." };
    private long _last;

    [Fact]
    public async Task Records_EveryWrite_LeavesItsRow()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await (await organ.PublishAsync(Drafts.Record(host, company))).BodyAsync(HttpStatusCode.Created);
        var rows = await NewRowsAsync();
        await ExpectAsync("record.published", rows[^1]);

        await WriteAsync("corrections", new { reason = "A slip.", summary = "Other." }, "record.corrected");
        await WriteAsync("shielding", new { reason = "Order 7." }, "record.shielded");
        await WriteAsync("shielding-end", new { reason = "It ended." }, "record.unshielded");
        await WriteAsync("annulment", new { reason = "Withdrawn." }, "record.annulled");
        await organ.PublishAsync(JsonNode.Parse("{}")!);
        await organ.Agency.Client.SendAsync($"/api/v1/records/{record.Text("id")}/annulment", new { reason = "Again." }, "*");
        Assert.Empty(await NewRowsAsync());

        async Task WriteAsync(string verb, object body, string kind)
        {
            await (await organ.Agency.Client.SendAsync($"/api/v1/records/{record.Text("id")}/{verb}", body, "*")).BodyAsync(HttpStatusCode.OK);
            await ExpectAsync(kind, Assert.Single(await NewRowsAsync()));
        }

        Task ExpectAsync(string kind, LedgerEntry row)
        {
            Assert.Equal(
                (kind, "agency", organ.Agency.Key, Guid.Parse(record.Text("id")), company.Id, host.Clock.GetUtcNow()),
                (row.Kind, row.Role, row.Actor, row.Subject, row.CompanyId, row.At));
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Repair_EveryStep_LeavesItsRowsAndNoPersonalData()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddMonths(-3));
        await NewRowsAsync();

        var draft = await host.DraftAsync(company, record);
        var id = Guid.Parse(draft.Text("id"));
        var (applicant, a, b) = ((company.Applicant.Key, "applicant"), (organ.OfficerA.Key, "officer"), (organ.OfficerB.Key, "officer"));
        await ExpectAsync(applicant, [("repair.drafted", id), ("repair.documentAdded", id), ("repair.documentAdded", id)]);

        var current = await StepAsync(company.Applicant, draft, "submission", null);
        await ExpectAsync(applicant, [("record.marked", record.Id), ("repair.submitted", id)]);
        current = await StepAsync(organ.OfficerA, current, "assignment", new { assignee = organ.OfficerA.Key });
        await ExpectAsync(a, [("repair.assigned", id)]);
        current = await StepAsync(organ.OfficerA, current, "acceptance", null);
        await ExpectAsync(a, [("repair.accepted", id)]);
        current = await StepAsync(organ.OfficerA, current, "recommendation", _finding);
        await ExpectAsync(a, [("repair.recommended", id)]);
        current = await StepAsync(organ.OfficerB, current, "decision", _finding);
        await ExpectAsync(b, [("record.repaired", record.Id), ("repair.granted", id)]);
        Assert.Equal("granted", current.Text("state"));

        var details = await host.QueryAsync(db => db.Ledger.Select(l => l.Details).ToListAsync());
        Assert.NotEmpty(details);
        Assert.All(details, d => Assert.All(
            ["@", "Legal department", "Put right", "Secret finding", "invented", "proof.pdf", company.Name],
            secret => Assert.DoesNotContain(secret, d.RootElement.GetRawText(), StringComparison.OrdinalIgnoreCase)));
        var texts = await host.QueryAsync(db => db.Set<LedgerText>().Select(t => t.Text).ToListAsync());
        Assert.Contains("Secret finding.", texts);
        Assert.DoesNotContain(texts, t => t.Contains('@', StringComparison.Ordinal));

        async Task ExpectAsync((Guid Key, string Role) actor, (string Kind, Guid Subject)[] expected)
        {
            var rows = await NewRowsAsync();
            Assert.Equal(expected.Order(), rows.Select(r => (r.Kind, r.Subject)).Order());
            Assert.All(rows, r => Assert.Equal((actor.Key, actor.Role, company.Id), (r.Actor, r.Role, r.CompanyId)));
        }
    }

    [Fact]
    public async Task Registry_ActingByItself_IsSaidSo()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await host.RecordAsync(organ, company, publishedOn: host.Clock.Today.AddYears(-3));
        await NewRowsAsync();
        host.Clock.AdvanceDays(1);

        await host.PassTimeAsync();

        var row = Assert.Single(await NewRowsAsync(), r => r.Subject == record.Id);
        Assert.Equal(("record.lapsed", "registry", null, company.Id), (row.Kind, row.Role, row.Actor, row.CompanyId));
    }

    [Fact]
    public async Task Audit_ReadsTheLedgerInOrderAndByFilter()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var record = await (await organ.PublishAsync(Drafts.Record(host, company))).BodyAsync(HttpStatusCode.Created);
        await organ.Agency.Client.SendAsync($"/api/v1/records/{record.Text("id")}/annulment", new { reason = "Withdrawn." }, "*");
        var auditor = await host.SignInAsync([Role.Auditor]);

        var byCompany = await KindsAsync($"registrationId={company.RegistrationId}");
        Assert.Equal(["company.registered", "record.published", "record.annulled"], byCompany);
        Assert.Equal(["record.annulled"], await KindsAsync($"subject={record.Text("id")}&kind=record.annulled"));
        Assert.Equal(["record.published", "record.annulled"], (await KindsAsync($"actor={organ.Agency.Key}")).Where(k => k.StartsWith("record", StringComparison.Ordinal)));

        async Task<IEnumerable<string>> KindsAsync(string query) =>
            (await auditor.Client.ReadAsync($"/api/v1/audit?{query}"))["items"]!.AsArray().Select(r => r!.Text("kind"));
    }

    private static async Task<JsonNode> StepAsync(TestAccount account, JsonNode application, string verb, object? body) =>
        await (await account.ActAsync(application, verb, body)).BodyAsync(HttpStatusCode.OK);

    /// <summary>Rows written since it was last asked, sign-ins left out.</summary>
    private async Task<List<LedgerEntry>> NewRowsAsync()
    {
        var rows = await host.QueryAsync(db => db.Ledger.AsNoTracking()
            .Where(l => l.Id > _last && l.Kind != "account.signedIn").OrderBy(l => l.Id).ToListAsync());
        _last = rows.Count > 0 ? rows[^1].Id : _last;
        return rows;
    }
}
