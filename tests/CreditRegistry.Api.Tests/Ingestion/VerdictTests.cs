using System.IO.Compression;
using System.Text;
using CreditRegistry.Application.Ingestion;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;

namespace CreditRegistry.Api.Tests.Ingestion;

public sealed class VerdictTests(ImportFixture fixture) : IClassFixture<ImportFixture>
{
    private static MadeUpCompany Made(long index) => MadeUpCompanies.At(index);

    [Fact]
    public async Task EveryRow_HasAVerdictWithItsLine()
    {
        await using var register = await fixture.NewRegisterAsync();
        await register.ImportAsync(Register.Header, Register.Row(Made(1)), Register.Row(Made(2)));
        var soleTrader = "92" + Made(3).RegistrationId.Value[2..];
        var wrongCheck = Made(3).RegistrationId.Value[..17] + (Made(3).RegistrationId.Value[17] == '0' ? '1' : '0');

        var import = await register.ImportAsync(
            "name,registration_id,registered_on,company_type,province,status",
            Register.Row(Made(1)) + ",,,,",
            Register.Row(Made(2)) + ",2001年2月3日,,,吊销",
            Register.Row(Made(3)) + ",N/A,-,河北省,",
            "",
            Register.Row(Made(3)) + ",,,,",
            $"甲,{soleTrader},,,,",
            $"乙,{wrongCheck},,,,",
            "丙,12345,,,,",
            "丁,,,,,",
            $",{Made(4).RegistrationId},,,,",
            $"{new string('长', 201)},{Made(4).RegistrationId},,,,",
            $"\"断\n行\",{Made(4).RegistrationId},,,,",
            $"{Register.Row(Made(4))},,,,迁出",
            $"{Register.Row(Made(4))},31/02/2020,,火星,",
            Register.Row(Made(5)));

        Assert.Equal(
            [
                new(2, "unchanged", ""), new(3, "updated", ""), new(4, "accepted", ""), new(6, "repeated", "REPEATED"),
                new(7, "refused", "SOLE_TRADER"), new(8, "refused", "CHECK_CHARACTER"), new(9, "refused", "LENGTH"),
                new(10, "refused", "REGISTRATION_ID_MISSING"), new(11, "refused", "NAME_MISSING"),
                new(12, "refused", "NAME_TOO_LONG"), new(13, "refused", "NAME_CHARACTER"), new(15, "refused", "STATUS_UNKNOWN"),
                new(16, "accepted", "REGISTERED_ON_UNREADABLE PROVINCE_UNKNOWN"), new(17, "refused", "COLUMN_COUNT"),
            ],
            import.Report);
        Assert.Equal((14, 2, 9), (
            import.Summary.Rows, import.Summary[RowVerdict.Accepted], import.Summary[RowVerdict.Refused]));

        Assert.Equal(
            new CompanyParticulars(Made(3).Name, null, null, CompanyStatus.Registered, null, "130000"),
            (await register.FindAsync(Made(3))).Particulars);
        var second = await register.FindAsync(Made(2));
        Assert.Equal((CompanyStatus.Revoked, new DateOnly(2001, 2, 3), 2), (second.Status, second.RegisteredOn, second.Version));
    }

    [Fact]
    public async Task Report_NeverQuotesWhatWasRefused()
    {
        await using var register = await fixture.NewRegisterAsync();
        var file = register.Write(Register.Bytes(Register.Csv(Register.Header, "张某某,110101199003070000")));

        await register.ImportFileAsync(file);

        var report = await File.ReadAllTextAsync(file + ".report.csv", TestContext.Current.CancellationToken);
        Assert.Contains("2,refused,NOT_A_COMPANY", report);
        Assert.DoesNotContain("110101199003070000", report);
        Assert.DoesNotContain("张某某", report);
    }

    [Fact]
    public async Task BrokenRows_CostTheirOwnLineOnly()
    {
        await using var register = await fixture.NewRegisterAsync();
        byte[] content =
        [
            .. Register.Bytes("name,registration_id,note\n"),
            .. Register.Bytes($"\"{Register.Row(Made(1))},\n"),                                  // 2: never closed
            .. Register.Bytes($"{Register.Row(Made(2))},\"two\nlines, \"\"quoted\"\"\"\n"),      // 3 and 4: sound
            .. Register.Bytes($"\"{Made(3).Name}\"x,{Made(3).RegistrationId},\n"),               // 5
            .. Register.Bytes($"{Made(4).Name},{Made(4).RegistrationId},"), 0xB3, 0xC7, (byte)'\n', // 6: GBK
            .. Register.Bytes($"{Made(5).Name},{Made(5).RegistrationId},"),
            .. Enumerable.Repeat((byte)'x', 10 * 1024 * 1024), (byte)'\n',                       // 7: 10 MB
            .. Register.Bytes($"{Register.Row(Made(6))},\n"),                                    // 8
            .. Register.Bytes($"{Register.Row(Made(7))},\"to the end"),                          // 9
        ];

        var import = await register.ImportAsync(content);

        Assert.Equal(
            [
                new(2, "refused", "QUOTE_UNCLOSED"), new(3, "accepted", ""), new(5, "refused", "QUOTE_MISPLACED"),
                new(6, "refused", "NOT_UTF8"), new(7, "refused", "ROW_TOO_LONG"), new(8, "accepted", ""),
                new(9, "refused", "QUOTE_UNCLOSED"),
            ],
            import.Report);
    }

    [Theory]
    [InlineData("\n", false, false)]
    [InlineData("\r\n", true, false)]
    [InlineData("\r\n", true, true)]
    public async Task PackedOrNot_WithMarkOrWithout_TheRowsAreTheSame(string newline, bool mark, bool packed)
    {
        await using var register = await fixture.NewRegisterAsync();
        var text = string.Join(newline, "Registration_ID, NAME ", $"\"{Made(1).RegistrationId}\",\"{Made(1).Name}\"",
            $"{Made(2).RegistrationId},{Made(2).Name}"); // no line break at the end
        byte[] content = [.. mark ? Encoding.UTF8.GetPreamble() : [], .. Register.Bytes(text)];

        var import = await register.ImportAsync(packed ? Gzip(content) : content);

        Assert.Equal([new(2, "accepted", ""), new(3, "accepted", "")], import.Report);
        Assert.Equal(
            $"{Made(1).Name}|{Made(2).Name}",
            await register.QueryAsync<string>(
                $"select string_agg(name, '|' order by registration_id = '{Made(2).RegistrationId}') from companies"));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("name,uscc\nx,y\n", "lacks registration_id")]
    [InlineData("x\ny\n", "lacks name and registration_id")]
    [InlineData("name,registration_id,province,region\n", "province twice")]
    [InlineData("name,\"registration_id\n", "cannot be read")]
    public async Task UnusableHeader_IsRefusedAndSaysWhy(string content, string why)
    {
        await using var register = await fixture.NewRegisterAsync();
        var file = register.Write(Register.Bytes(content));

        var outcome = await register.RunAsync(new ImportCompaniesCommand(file, file + ".report.csv"));

        Assert.Contains(why, outcome.Error!.Message);
        Assert.False(File.Exists(file + ".report.csv"));
        Assert.Equal(0L, await register.QueryAsync<long>("select count(*) from companies"));
    }

    [Fact]
    public async Task DamagedArchive_IsSaidSo()
    {
        await using var register = await fixture.NewRegisterAsync();
        var packed = Gzip(Register.Bytes(Register.Csv(
            Enumerable.Range(0, 5000).Select(i => Register.Row(Made(i))).Prepend(Register.Header))));
        packed[packed.Length / 2] ^= 0xFF;
        var file = register.Write(packed);

        var outcome = await register.RunAsync(new ImportCompaniesCommand(file, file + ".report.csv"));

        Assert.Equal("FILE_DAMAGED", outcome.Error?.Code);
    }

    [Fact]
    public async Task ColumnsAboutPeople_AreDroppedAndCounted()
    {
        await using var register = await fixture.NewRegisterAsync();

        var import = await register.ImportAsync(
            "name,registration_id,法定代表人,contact phone,district",
            Register.Row(Made(1)) + ",王某,13800000000,海云",
            Register.Row(Made(2)) + ",李某,,海云");

        Assert.Equal(
            [new("法定代表人", 2), new("contact phone", 1)],
            import.Summary.PersonalValuesDropped);
        Assert.Equal(["district"], import.Summary.IgnoredColumns);
        Assert.DoesNotContain("王某", await register.ContentAsync());
        Assert.DoesNotContain("13800000000", await register.ContentAsync());
    }

    [Fact]
    public async Task EarlierReport_IsNotOverwrittenUnasked()
    {
        await using var register = await fixture.NewRegisterAsync();
        var file = register.Write(Register.Bytes(Register.Csv(Register.Header, Register.Row(Made(1)))));
        await register.ImportFileAsync(file);

        var outcome = await register.RunAsync(new ImportCompaniesCommand(file, file + ".report.csv"));

        Assert.Equal("REPORT_EXISTS", outcome.Error?.Code);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
