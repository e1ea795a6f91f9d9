using CreditRegistry.Application.Rules;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.Time;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Ingestion;

public sealed class DeregistrationTests(ImportFixture fixture) : IClassFixture<ImportFixture>
{
    private static readonly MadeUpCompany Made = MadeUpCompanies.At(1);

    [Fact]
    public async Task DeregisteredCompany_TakesItsRecordsAndCasesAlong()
    {
        await using var register = await fixture.NewRegisterAsync();
        await register.ImportAsync(Register.Header, Register.Row(Made));
        var (shown, over) = await PublishAsync(register, (await register.FindAsync(Made)).Id);

        var import = await register.ImportAsync("name,registration_id,status", Register.Row(Made) + ",注销");

        Assert.Equal(2, import.Summary.RecordsTakenDown);
        await using var db = register.Open();
        var states = await db.Records.ToDictionaryAsync(r => r.Id, r => (r.State, r.LeftOn), Ct);
        Assert.Equal((RecordState.Deregistered, LegalDates.DateOf(Register.Now)), states[shown]);
        Assert.Equal((RecordState.Lapsed, new DateOnly(2026, 6, 2)), states[over]);
        var application = await db.RepairApplications.SingleAsync(Ct);
        Assert.Equal((RepairState.Closed, RepairClosure.RecordLeftPublication), (application.State, application.ClosedBecause));
        Assert.Equal(
            ["company.changed", "record.deregistered", "record.lapsed", "repair.closed"],
            await db.Ledger.OrderByDescending(l => l.Id).Take(4).Select(l => l.Kind).OrderBy(k => k).ToListAsync(Ct));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>One record with a draft application, and one whose period ran out unnoticed a month ago.</summary>
    private static async Task<(Guid Shown, Guid Over)> PublishAsync(Register register, Guid company)
    {
        var book = RuleFolder.Read(RuleFolder.Default);
        var rules = book.Get("four-tier-2024");
        var ground = rules.Grounds.First(g => g.Tiers.Contains(RecordTier.Untrustworthy)).Code;
        var organ = Organ.Register(
            Guid.CreateVersion7(Register.Now), "TEST", new LocalText("Test organ", "测试机关"), rules.Id, new DateOnly(2024, 1, 1));
        var shown = Publish("1", new DateOnly(2026, 1, 5));
        var over = Publish("2", new DateOnly(2023, 6, 1));
        await using var db = register.Open();
        db.AddRange(organ, shown, over, RepairApplication.Draft(
            Guid.CreateVersion7(Register.Now), "CR-2026-TEST", shown, book, "", Guid.CreateVersion7(Register.Now), Register.Now));
        await db.SaveAsync(Actor.Registry, role: null, Register.Now, Ct);
        return (shown.Id, over.Id);

        CreditRecord Publish(string number, DateOnly day) => CreditRecord.Publish(
            Guid.CreateVersion7(Register.Now),
            rules,
            new RecordDraft(company, organ.Id, RecordTier.Untrustworthy, ground, day)
            {
                Decision = new Decision(number, day),
                Summary = "Made up.",
                Publish = true,
            },
            today: day);
    }
}
