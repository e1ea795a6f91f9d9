using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Records;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Api.Tests.Records;

/// <summary>Records written by thousands are what they would have been one by one.</summary>
public sealed class RecordBatchTests(RegistryHost host) : IClassFixture<RegistryHost>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Batch_WritesTheRowsThatSavingOneByOneWrites(bool byAgency)
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var (actor, role) = byAgency
            ? (Actor.Registry with { AccountKey = organ.Agency.Key }, (Role?)Role.Agency)
            : (Actor.Registry, null);
        var now = host.Clock.GetUtcNow();
        var ids = Enumerable.Range(0, 8).Select(_ => Guid.CreateVersion7(now)).ToArray();

        var saved = await RowsAsync(async db =>
        {
            db.Records.AddRange(Records());
            await db.SaveAsync(actor, role, now, CancellationToken.None);
        });
        var copied = await RowsAsync(db => new RecordBatchWriter(db, actor, role, now).InsertAsync(Records(), CancellationToken.None));

        Assert.Equal(saved, copied);
        Assert.Equal(8 + 8 + 9, saved.Count);

        IReadOnlyList<CreditRecord> Records()
        {
            var (four, cn) = (Rules(Given.FourTier), Rules(Given.Cn));
            var today = host.Clock.Today;
            var noticed = Record(0, four, RecordTier.Abnormal, "A01", today.AddYears(-4));
            noticed.ShowNotice(today);
            return
            [
                noticed,
                Record(1, four, RecordTier.Abnormal, "A01", today),
                Record(2, four, RecordTier.Untrustworthy, "U05", today),
                Record(3, four, RecordTier.Untrustworthy, "U05", today.AddYears(-3).AddDays(-1)),
                Record(4, four, RecordTier.SeriouslyUntrustworthy, "B01", today.AddYears(-1)),
                Record(5, cn, RecordTier.Untrustworthy, "U05", today, new Penalty("WARNING", null, null)),
                Record(6, cn, RecordTier.SeriouslyUntrustworthy, "B01", today, new Penalty("LARGER_FINE", 5_000_000, today.AddYears(4))),
                Record(7, cn, RecordTier.SeriouslyIllegal, "B01", today, new Penalty("LICENCE_REVOKED", null, null)),
            ];
        }

        CreditRecord Record(int at, RuleSet rules, RecordTier tier, string ground, DateOnly day, params Penalty[] penalties) =>
            CreditRecord.Publish(
                ids[at],
                rules,
                new RecordDraft(company.Id, organ.Id, tier, ground, day)
                {
                    Class = PublicationRules.EffectiveClass(rules, tier, ground, penalties),
                    Decision = new Decision($"〔2026〕\"{at}\"号", day.AddDays(-2)),
                    Summary = "经查，\"虚构\"的情形\n<second & line>",
                    Penalties = penalties,
                },
                host.Clock.Today);
    }

    [Fact]
    public async Task Batch_OfNone_WritesNothing() =>
        Assert.Equal(
            await RowsAsync(_ => Task.CompletedTask),
            await RowsAsync(db => new RecordBatchWriter(db, Actor.Registry, role: null, host.Clock.GetUtcNow())
                .InsertAsync([], CancellationToken.None)));

    [Fact]
    public async Task Batch_WithAReasonThatAPersonWrote_IsRefused()
    {
        var (organ, company) = (await host.OrganAsync(), await host.CompanyAsync());
        var rules = Rules(Given.FourTier);
        var record = CreditRecord.Publish(
            Guid.CreateVersion7(host.Clock.GetUtcNow()),
            rules,
            new RecordDraft(company.Id, organ.Id, RecordTier.Untrustworthy, "U05", host.Clock.Today) { Summary = "Invented." },
            host.Clock.Today);
        record.Annul(host.Clock.Today, "A reason.");

        await Assert.ThrowsAsync<ArgumentException>(() => RowsAsync(db =>
            new RecordBatchWriter(db, Actor.Registry, role: null, host.Clock.GetUtcNow()).InsertAsync([record], CancellationToken.None)));
    }

    private RuleSet Rules(string id) => host.Services.GetRequiredService<RuleBook>().Get(id);

    /// <summary>What a write left in the tables, the ledger's own numbers and what is random aside; then it is undone.</summary>
    private Task<List<string>> RowsAsync(Func<RegistryDbContext, Task> write) => host.QueryAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var last = await db.Ledger.MaxAsync(l => (long?)l.Id) ?? 0;
        await write(db);
        return await db.Database.SqlQuery<string>(
            $"""
            select 'record ' || (to_jsonb(r) - 'proof')::text as "Value" from records r
            union all select 'version ' || to_jsonb(v)::text from record_versions v
            union all select 'ledger ' || (to_jsonb(l) - array['id', 'secret', 'commitment'])::text from ledger l where id > {last}
            order by 1
            """).ToListAsync();
    });
}
