using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Domain.Records;
using CreditRegistry.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests.Companies;

public sealed class CompanyPageTests(Site site)
{
    private static int _serial = 70_000;

    [Theory]
    [InlineData("", "Seriously untrustworthy", "2 published records", "Legal basis", "measures in force", "1 June 2025", "1 June 2026", "1 June 2028")]
    [InlineData("/zh", "严重失信", "2条公示记录", "法律依据", "现行管理措施", "2025年6月1日", "2026年6月1日", "2028年6月1日")]
    public async Task ACompany_IsShownWithItsStandingAndEachRecordsDates(
        string language, string standing, string count, string law, string measures, string published, string repair, string lapses)
    {
        var company = await site.Host.CompanyAsync();
        await site.Host.RecordAsync(site.Organ, company);
        var grave = await site.Host.RecordAsync(
            site.Organ, company, RecordTier.SeriouslyUntrustworthy, publishedOn: new DateOnly(2025, 6, 1));
        await using var visit = await site.OpenAsync($"{language}/companies/{company.RegistrationId}", script: false);

        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync(company.Name);
        await Expect(visit.Page.Locator(".standing")).ToContainTextAsync(standing);
        await Expect(visit.Page.Locator(".standing")).ToContainTextAsync(count);
        var record = visit.Page.Locator(".record", new() { Has = visit.Page.Locator($"#r-{grave.Id}") });
        await Expect(record).ToContainTextAsync(law);
        await Expect(record).ToContainTextAsync(measures);
        await Expect(record.Locator(".dates dd")).ToHaveTextAsync([published, repair, lapses]);
        await Expect(visit.Page.Locator(".timeline.wide-only .bar")).ToHaveCountAsync(2);
        await Expect(visit.Page.Locator("details table tbody tr")).ToHaveCountAsync(2);
        await Expect(visit.Page.Locator("details table")).ToContainTextAsync(lapses);
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task TheTimeline_ShowsWhereRepairOpensAndTodayBetweenBothEnds()
    {
        var company = await site.Host.CompanyAsync();
        await site.Host.RecordAsync(
            site.Organ, company, RecordTier.SeriouslyUntrustworthy, publishedOn: new DateOnly(2025, 12, 1));
        await using var visit = await site.OpenAsync($"/companies/{company.RegistrationId}");

        var bar = await BoxAsync(".bar");
        var repair = await BoxAsync(".repair");
        var today = await BoxAsync(".today");
        Assert.True(bar.X < today.X && today.X < repair.X, "Today lies after publication and before repair opens.");
        Assert.Equal(bar.X + bar.Width, repair.X + repair.Width, 3.0);
        Assert.Equal(bar.X + bar.Width / 3, repair.X, 3.0); // one year of three

        async Task<LocatorBoundingBoxResult> BoxAsync(string part) =>
            (await visit.Page.Locator($".timeline.wide-only {part}").BoundingBoxAsync())!;
    }

    [Theory]
    [InlineData("", 390, "Trade secrets, intellectual property, price c…")]
    [InlineData("", 1280, "Trade secrets, intellectual property, price collusion, pyramid selling or false health advertisements")]
    [InlineData("/zh", 390, "侵犯商业秘密、故意侵犯知识产权、价格串通、传销…")]
    [InlineData("/zh", 1280, "侵犯商业秘密、故意侵犯知识产权、价格串通、传销或者发布关系生命健康的虚假广告")]
    public async Task TheTimeline_NamesEachBar_AndNoLineOfDaysRunsThroughAName(string language, int width, string name)
    {
        var company = await site.Host.CompanyAsync();
        var organ = await site.Host.OrganAsync(Given.Cn);
        await site.Host.RecordAsync(
            organ, company, RecordTier.SeriouslyUntrustworthy, "B08", new DateOnly(2026, 4, 1), ruleSet: Given.Cn);
        await site.Host.RecordAsync(site.Organ, company, publishedOn: new DateOnly(2026, 6, 1));
        await using var visit = await site.OpenAsync($"{language}/companies/{company.RegistrationId}", width);

        await Expect(visit.Page.Locator(".timeline:visible .name").First).ToHaveTextAsync(name);
        var (throughNames, throughBars, beyond) = (await CrossedAsync(".name"), await CrossedAsync(".bar"), await BeyondAsync());
        Assert.Equal(0, throughNames);
        Assert.Equal(2, throughBars); // which today is within
        Assert.True(beyond <= 0, $"A name is {beyond} too long for the drawing.");

        // Each point down the middle of where a line of days is, within a name or a bar.
        Task<int> CrossedAsync(string parts) => visit.Page.Locator($".timeline:visible {parts}").EvaluateAllAsync<int>("""
            parts => parts.filter(part => {
                const box = part.getBBox();
                return [...part.ownerSVGElement.querySelectorAll(".year, .today")].some(line => {
                    const x = line.getBBox().x;
                    return x > box.x && x < box.x + box.width && Array.from({ length: Math.floor(box.height) }).some((_, y) =>
                        line.isPointInStroke(new DOMPoint(x, box.y + y)));
                });
            }).length
            """);

        Task<double> BeyondAsync() => visit.Page.Locator(".timeline:visible .name").EvaluateAllAsync<double>("""
            names => Math.max(...names.map(name =>
                name.getBBox().x + name.getBBox().width - name.ownerSVGElement.viewBox.baseVal.width))
            """);
    }

    [Fact]
    public async Task ACompanyWithoutRecords_IsSaidToHaveNone()
    {
        await using var visit = await site.OpenAsync($"/companies/{site.Clear.RegistrationId}");

        await Expect(visit.Page.Locator(".standing")).ToContainTextAsync("No published record");
        await Expect(visit.Page.Locator(".timeline, .record")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("", "有限责任公司(国有独资)", "Limited liability company (wholly state-owned)", false)]
    [InlineData("", "有限责任公司（国有独资）", "Limited liability company (wholly state-owned)", false)]
    [InlineData("", "某种新类型", "某种新类型", true)]
    [InlineData("/zh", "有限责任公司(国有独资)", "有限责任公司(国有独资)", true)]
    public async Task ACompanysType_IsInTheLanguageOfThePage_WhereItIsKnown(string language, string type, string shown, bool chinese)
    {
        var madeUp = MadeUpCompanies.At(Interlocked.Increment(ref _serial));
        var company = Company.Register(
            Guid.CreateVersion7(site.Host.Clock.GetUtcNow()),
            madeUp.RegistrationId.Value,
            new CompanyParticulars(madeUp.Name, null, type, CompanyStatus.Registered, null, null));
        await site.Host.AddAsync(db => db.Companies.Add(company));
        await using var visit = await site.OpenAsync($"{language}/companies/{company.RegistrationId}");

        var fact = visit.Main.Locator(".govuk-summary-list__value").Nth(2);
        await Expect(fact).ToHaveTextAsync(shown);
        await Expect(fact.Locator("[lang=zh-CN]")).ToHaveCountAsync(chinese ? 1 : 0);
    }

    [Fact]
    public async Task ANamesake_IsOffered()
    {
        var one = await site.Host.CompanyAsync("同名测试贸易有限公司");
        var other = await site.Host.CompanyAsync("同名测试贸易有限公司");
        await using var visit = await site.OpenAsync($"/companies/{one.RegistrationId}");

        await visit.FollowAsync(visit.Page.Locator(".notice a"));

        await Expect(visit.Page).ToHaveURLAsync(new Uri(site.Host.Address, $"/companies/{other.RegistrationId}").ToString());
    }

    [Fact]
    public async Task MoreThanAPageOfRecords_GoesOn()
    {
        var company = await site.Host.CompanyAsync();
        for (var i = 0; i < 21; i++)
        {
            await site.Host.RecordAsync(site.Organ, company, publishedOn: new DateOnly(2026, 5, 1).AddDays(i));
        }

        await using var visit = await site.OpenAsync($"/companies/{company.RegistrationId}");
        await Expect(visit.Page.Locator(".standing")).ToContainTextAsync("21 published records");
        await Expect(visit.Page.Locator(".record")).ToHaveCountAsync(20);
        await visit.FollowAsync(visit.Page.Locator("a[rel=next]"));

        await Expect(visit.Page.Locator(".record")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator(".record")).ToContainTextAsync("1 May 2026");
    }

    [Fact]
    public async Task AnIdInAnotherForm_LeadsToTheAddressOfTheCompany()
    {
        await using var visit = await site.OpenAsync($"/zh/companies/{site.Listed.RegistrationId.ToLowerInvariant()}");

        await Expect(visit.Page).ToHaveURLAsync(new Uri(site.Host.Address, $"/zh/companies/{site.Listed.RegistrationId}").ToString());
    }

    [Theory]
    [InlineData("/companies/nothing")]
    [InlineData("/companies/91330000YYXXXXXXXX")]
    public async Task ACompanyThatIsNotThere_Is404(string path)
    {
        await using var visit = await site.OpenAsync(path);

        Assert.Equal(404, visit.Answer.Status);
        await Expect(visit.Page.Locator("#q")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("", "Link to this page", "Link copied", "This is not the company I meant")]
    [InlineData("/zh", "本页链接", "链接已复制", "这不是我要查的企业")]
    public async Task TheTools_ShareThePage_GiveItsData_AndLeadToOthers(string language, string link, string copied, string notMeant)
    {
        var path = $"{language}/companies/{site.Listed.RegistrationId}";
        await using var visit = await site.OpenAsync(path);
        await visit.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await visit.Page.GetByText(link).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync(copied);
        Assert.Equal(new Uri(site.Host.Address, path).ToString(), await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await Expect(visit.Page.Locator($"a[href='/api/v1/companies/{site.Listed.RegistrationId}']")).ToBeVisibleAsync();

        await visit.FollowAsync(visit.Page.GetByText(notMeant));
        await Expect(visit.Page.Locator(".results li", new() { HasText = site.Listed.Name })).ToBeVisibleAsync();
        visit.HasNoComplaints();
    }

    [Fact]
    public async Task OnPaper_ThereIsTheContentAndNothingToClick()
    {
        await using var visit = await site.OpenAsync($"/companies/{site.Listed.RegistrationId}");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { NameString = "Print" })).ToBeVisibleAsync();

        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(visit.Page.Locator(".site-header")).ToBeHiddenAsync();
        await Expect(visit.Page.Locator(".page-tools")).ToBeHiddenAsync();
        await Expect(visit.Page.Locator(".only-paper")).ToContainTextAsync($"/companies/{site.Listed.RegistrationId}");
        await Expect(visit.Page.Locator(".record details li").First).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(".record")).ToBeVisibleAsync();
    }
}
