using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Domain.Tests.RuleSets;

public class RuleSetLookupsTests
{
    [Theory]
    [InlineData("U11", "WARNING", RecordClass.Minor)]
    [InlineData("U11", "WARNING LARGER_FINE", RecordClass.General)]
    [InlineData("U11", "LICENCE_REVOKED WARNING LARGER_FINE", RecordClass.Serious)]
    [InlineData("U11", "", null)]
    [InlineData("U11", "UNHEARD_OF", null)]
    [InlineData("U11", "UNHEARD_OF SMALL_FINE", RecordClass.Minor)]
    [InlineData("B01", "", RecordClass.Serious)]
    [InlineData("B01", "WARNING", RecordClass.Serious)]
    [InlineData("A01", "WARNING", null)]
    [InlineData("L02", "SMALL_FINE", RecordClass.Serious)]
    [InlineData("DISHONEST_PROMISE", "", RecordClass.General)]
    public void ClassOf_InCn_IsTheGroundsOwnOrTheGravestPenaltys(string ground, string penalties, RecordClass? expected) =>
        Assert.Equal(expected, Shipped.Cn.ClassOf(
            Shipped.Cn.FindGround(ground)!, penalties.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void ClassOf_InFourTier_IsNone() =>
        Assert.Null(Shipped.FourTier.ClassOf(Shipped.FourTier.FindGround("U11")!, ["HUGE_FINE"]));

    [Fact]
    public void PublicationFor_ClassThatTheTierDoesNotAdmit_IsNone() =>
        Assert.Null(Shipped.Cn.PublicationFor(RecordTier.Untrustworthy, RecordClass.Serious));

    [Fact]
    public void DocumentsFor_TierThatAsksByGround_NamesTheGroundsProofs()
    {
        var set = Shipped.FourTier;

        var documents = set.DocumentsFor(RecordTier.Abnormal, set.FindGround("A03")!);

        Assert.Equal(
            ["CREDIT_REPAIR_PROMISE", "BUSINESS_REGISTRATION_CERT", "ADDRESS_CHANGE/RECONTACT"],
            documents.Select(document => string.Join('/', document.Kinds)));
    }

    [Fact]
    public void Markdown_OfTheBook_ShowsEveryCodeOnceAndEveryLineOfATableAsWide()
    {
        var lines = RuleTables.Markdown(Shipped.Book).Split('\n');

        Assert.All(Shipped.Book.All, set => Assert.All(set.Grounds, ground =>
            Assert.Contains(lines, line => line.StartsWith($"| `{ground.Code}` | ", StringComparison.Ordinal))));
        Assert.Contains("| Untrustworthy | general | yes | decision + 3 months | decision + 1 year | Order 36 (2025), articles 9 and 12 |", lines);
        Assert.Contains(lines, line => line.StartsWith("| 2026 | ", StringComparison.Ordinal));
        var width = 0;
        foreach (var line in lines)
        {
            var cells = line.Count(letter => letter == '|');
            Assert.True(cells == 0 || width == 0 || cells == width, line);
            width = cells;
        }
    }

    [Fact]
    public void Load_SameSetAndYearTwice_NamesTheSecondFile()
    {
        RuleFile[] sets = [new("a.json", Shipped.Json("cn-2026.json")), new("b.json", Shipped.Json("cn-2026.json"))];
        RuleFile[] years = [new("c.json", Shipped.Json("calendars/2026.json")), new("d.json", Shipped.Json("calendars/2026.json"))];

        var reading = RuleBook.Load(sets, years);

        Assert.Null(reading.Value);
        Assert.Equal([("b.json", "$.id"), ("d.json", "$.year")], reading.Faults.Select(fault => (fault.File, fault.Row)));
    }
}
