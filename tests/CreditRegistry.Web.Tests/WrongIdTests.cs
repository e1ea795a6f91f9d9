using System.Globalization;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.TestKit;
using static Microsoft.Playwright.Assertions;

namespace CreditRegistry.Web.Tests;

public sealed class WrongIdTests(Site site)
{
    [Theory]
    [InlineData("", "(character 18) If the other 17 characters are right, the last one would be {0}.", "(character 5) Did you mean {0}?",
        "begin with 91 or 93")]
    [InlineData("/zh", "（第18位）如果其余17位无误，最后一位应为{0}。", "（第5位）是否应为{0}？", "以91或93开头")]
    public async Task AWrongId_IsExplainedAtTheField_WhereverItIsTyped(
        string language, string expected, string meant, string notACompany)
    {
        var id = site.Listed.RegistrationId;
        var auditor = await site.Host.SignInAsync([Role.Auditor]);
        foreach (var (page, field, by) in new (string, string, TestAccount?)[]
            {
                ("/claim", "#Id", null),
                ("/agency", "#Company", site.Organ.Agency),
                ("/agency/publish", "#Company", site.Organ.Agency),
                ("/audit", "#Company", auditor),
            })
        {
            await using var visit = await site.OpenAsync(language + page, width: 390, script: false, by: by);
            foreach (var (typed, why) in new[]
                {
                    (id[..17] + (id[17] is '1' ? '2' : '1'), string.Format(CultureInfo.InvariantCulture, expected, id[17])),
                    (id[..4] + "OOOO" + id[8..], string.Format(CultureInfo.InvariantCulture, meant, id)),
                    ("110101190001011009", notACompany),
                })
            {
                await visit.Page.Locator(field).FillAsync(typed);
                await visit.FollowAsync(visit.Main.Locator($"form:has({field}) button").Last);
                await Expect(visit.Page.Locator($"{field}-error")).ToContainTextAsync(why);
                await Expect(visit.Page.Locator($".govuk-error-summary a[href='{field}']")).ToContainTextAsync(why);
            }

            await Expect(visit.Page.Locator(field)).ToHaveValueAsync(""); // it may be a person's
            Assert.Equal(0, await visit.OverflowAsync());
        }
    }
}
