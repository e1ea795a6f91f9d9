using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.Tests.Time;

namespace CreditRegistry.Domain.Tests.Organs;

public class OrganTests
{
    private static Organ Registered() => Organ.Register(
        A.Organ, "MSA-HAIYUN", new("Haiyun Market Supervision", "海云市场监督管理局"), "four-tier-2024", Days.Of("2024-01-01"));

    [Fact]
    public void Register_WithARuleSet_FollowsItFromThatDayOn()
    {
        var organ = Registered();

        Assert.Equal((null, "four-tier-2024", "four-tier-2024"), (
            organ.RuleSetOn(Days.Of("2023-12-31")), organ.RuleSetOn(Days.Of("2024-01-01")), organ.RuleSetOn(Days.Of("2099-01-01"))));
        Assert.Equal((1, LedgerKinds.OrganRegistered, null), (organ.Version, Assert.Single(organ.Facts).Kind, organ.Facts[0].CompanyId));
    }

    [Fact]
    public void RuleSetOn_AroundTheAdoptionDay_ChangesOnTheDayItself()
    {
        var organ = Registered().Do(o => o.Adopt("cn-2026", Days.Of("2026-07-01"), A.Monday));

        Assert.Equal(
            ["four-tier-2024", "cn-2026", "cn-2026"],
            new[] { "2026-06-30", "2026-07-01", "2026-07-02" }.Select(day => organ.RuleSetOn(Days.Of(day))));
        Assert.Equal((2, LedgerKinds.RuleSetAdopted), (organ.Version, organ.Facts[^1].Kind));
        Assert.Equal(("cn-2026", Days.Of("2026-07-01")), (organ.Facts[^1].Details["ruleSet"], organ.Facts[^1].Details["from"]));
    }

    [Theory]
    [InlineData("2026-05-31", false)] // yesterday
    [InlineData("2026-06-01", true)] // today
    [InlineData("2026-06-02", true)]
    public void Adopt_FromYesterdayTodayOrTomorrow_IsNeverBackdated(string from, bool allowed)
    {
        var organ = Registered();

        var error = organ.Adopt("cn-2026", Days.Of(from), A.Monday);

        Assert.Equal(allowed ? null : "ADOPTION_NOT_LATER", error?.Code);
        Assert.Equal(allowed ? 2 : 1, organ.Adoptions.Count);
    }

    [Theory]
    [InlineData("2026-07-31", false)]
    [InlineData("2026-08-01", false)]
    [InlineData("2026-08-02", true)]
    public void Adopt_BeforeOnOrAfterTheLastAdoption_OnlyFollowsIt(string from, bool allowed)
    {
        var organ = Registered().Do(o => o.Adopt("cn-2026", Days.Of("2026-08-01"), A.Monday));
        var before = A.Snapshot(organ);

        var error = organ.Adopt("four-tier-2024", Days.Of(from), A.Monday);

        Assert.Equal(allowed ? null : "from", (error as InvalidError)?.Errors.Keys.Single());
        Assert.Equal(allowed, before != A.Snapshot(organ));
    }
}
