using CreditRegistry.Application.Ingestion;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CreditRegistry.Api.Tests.Ingestion;

/// <summary>What imports leave in the register.</summary>
public sealed class RegisterTests(ImportFixture fixture) : IClassFixture<ImportFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static MadeUpCompany Made(long index) => MadeUpCompanies.At(index);

    private static byte[] Many(int count) => Register.Bytes(Register.Csv(
        Enumerable.Range(0, count).Select(i => Register.Row(Made(i))).Prepend(Register.Header)));

    [Fact]
    public async Task SameFileTwice_ChangesNothing()
    {
        await using var register = await fixture.NewRegisterAsync();
        string[] lines =
        [
            "name,registration_id,english_name,registration_number,organisation_code,former_names,registered_on",
            Register.Row(Made(1)) + $",\"{Made(1).EnglishName}\",,{Made(1).RegistrationId.Value[8..17]},旧名一|旧名二,2001-02-03",
            Register.Row(Made(2)) + ",,,,,bad",
        ];
        await register.ImportAsync(lines);
        var before = await register.ContentAsync();

        var again = await register.ImportAsync(lines);

        Assert.Equal(2, again.Summary[RowVerdict.Unchanged]);
        Assert.Equal(before, await register.ContentAsync());
    }

    [Fact]
    public async Task Renamed_KeepsItsFormerName_RaisesItsVersion_AndIsFoundByBoth()
    {
        await using var register = await fixture.NewRegisterAsync();
        await register.ImportAsync("name,registration_id,former_names", Register.Row(Made(1)) + ",早名（海云）公司");

        await register.ImportAsync(Register.Header, $"新名ＡＢＣ公司,{Made(1).RegistrationId}");

        var company = await register.FindAsync(Made(1));
        Assert.Equal(["早名（海云）公司", Made(1).Name], company.FormerNames);
        Assert.Equal(2, company.Version);
        Assert.Equal($"新名abc公司\n早名海云公司\n{Made(1).Name}", company.SearchText);
        await using var db = register.Open();
        var facts = await db.Ledger.Where(l => l.Subject == company.Id).OrderBy(l => l.Id).ToListAsync(Ct);
        Assert.Equal(["company.registered", "company.changed"], facts.Select(f => f.Kind));
        Assert.Equal("""{"status":"registered","version":2}""", facts[1].Details.RootElement.GetRawText().Replace(" ", ""));
        Assert.All(facts, f => Assert.Equal(("registry", company.Id, (Guid?)null), (f.Role, f.CompanyId, f.Actor)));
    }

    [Fact]
    public async Task SilentSource_TakesNothingBack()
    {
        await using var register = await fixture.NewRegisterAsync();
        await register.ImportAsync(
            "name,registration_id,company_type,province,registered_on",
            Register.Row(Made(1)) + ",有限责任公司,浙江,2001-02-03");

        var import = await register.ImportAsync("name,registration_id,company_type,province", Register.Row(Made(1)) + ",N/A,");

        Assert.Equal("unchanged", import.At(2).Verdict);
    }

    [Fact]
    public async Task OldKeys_BecomeAliases_AndStayWithTheirFirstHolder()
    {
        await using var register = await fixture.NewRegisterAsync();
        var code = Made(1).RegistrationId.Value[8..17];
        const string header = "name,registration_id,organisation_code";
        await register.ImportAsync(header, $"{Register.Row(Made(1))},{code[..8]}-{code[8]}");

        var import = await register.ImportAsync(
            header, $"{Register.Row(Made(2))},{code}", $"{Register.Row(Made(3))},000");

        Assert.Equal("ALIAS_TAKEN", import.At(2).Reason);
        Assert.Equal("ORGANISATION_CODE_UNUSABLE", import.At(3).Reason);
        await using var db = register.Open();
        Assert.Equal(
            new CompanyAliasEntry(code, "organisationCode", (await register.FindAsync(Made(1))).Id),
            await db.CompanyAliases.SingleAsync(Ct));
    }

    [Fact]
    public async Task RepeatsAcrossBatches_AreSeen()
    {
        await using var register = await fixture.NewRegisterAsync();
        var file = register.Write([.. Many(10), .. Register.Bytes(Register.Csv(Register.Row(Made(0)), Register.Row(Made(9))))]);

        var outcome = await register.RunAsync(new ImportCompaniesCommand(file, file + ".report.csv", BatchSize: 3));

        Assert.Equal((10, 2), (outcome.Value![RowVerdict.Accepted], outcome.Value[RowVerdict.Repeated]));
    }

    [Fact]
    public async Task StoppedBetweenBatches_AndRunAgain_EndsAsIfNeverStopped()
    {
        await using var register = await fixture.NewRegisterAsync();
        var file = register.Write(Many(1000));
        var command = new ImportCompaniesCommand(file, file + ".report.csv", BatchSize: 100);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => register.RunAsync(command, new AfterBatch(3, stop.Cancel), stop.Token));
        Assert.Equal(300L, await register.QueryAsync<long>("select count(*) from companies"));
        Assert.False(File.Exists(command.Report));

        var outcome = await register.RunAsync(command);

        Assert.Equal((700, 300), (outcome.Value![RowVerdict.Accepted], outcome.Value[RowVerdict.Unchanged]));
        Assert.Equal(1000L, await register.QueryAsync<long>("select count(*) from ledger where kind = 'company.registered'"));
        Assert.Equal(1000L, await register.QueryAsync<long>("select count(distinct subject) from ledger"));
    }

    [Fact]
    public async Task SecondImport_IsTurnedAwayWhileOneRuns()
    {
        await using var register = await fixture.NewRegisterAsync();
        var file = register.Write(Many(1));
        await using var other = new NpgsqlConnection(register.Connection + ";Pooling=false");
        await other.OpenAsync(Ct);
        await using (var take = new NpgsqlCommand($"select pg_advisory_lock({AdvisoryLocks.CompanyImport})", other))
        {
            await take.ExecuteNonQueryAsync(Ct);
        }

        var outcome = await register.RunAsync(new ImportCompaniesCommand(file, file + ".report.csv"));

        Assert.Equal("IMPORT_RUNNING", outcome.Error?.Code);
    }

    private sealed class AfterBatch(int batch, Action act) : IProgress<ImportProgress>
    {
        private int _batches;

        public void Report(ImportProgress value)
        {
            if (++_batches == batch)
            {
                act();
            }
        }
    }
}
