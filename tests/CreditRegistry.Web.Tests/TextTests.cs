using System.Reflection;
using CreditRegistry.Domain;

namespace CreditRegistry.Web.Tests;

public sealed class TextTests
{
    // These name the other language in itself.
    private static readonly string[] OnPurpose = [nameof(Texts.OtherLanguage), nameof(Texts.SiteName)];

    [Fact]
    public void EveryText_IsInBothLanguages()
    {
        var texts = typeof(Texts).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(LocalText) && !OnPurpose.Contains(field.Name))
            .Select(field => (field.Name, Text: (LocalText)field.GetValue(null)!))
            .ToList();

        Assert.NotEmpty(texts);
        Assert.All(texts, text =>
        {
            Assert.DoesNotContain(text.Text.En, IsChinese);
            Assert.Contains(text.Text.Zh, IsChinese);
        });
    }

    [Theory]
    [InlineData("9133O000MA27XB5W9X", true)]
    [InlineData("9133 0000 MA27 XB5W 9X", true)]
    [InlineData("330100000012345", true)]
    [InlineData("9334OOOOYY8BTAHN84", true)]
    [InlineData("9133QQQQMAAAABBBBCCX", false)]
    [InlineData("9133QQQQMAAAABBBBCX", true)]
    [InlineData("9133QQQQMAAAABBBX", true)]
    [InlineData("9133QQQQMAAAABBX", false)]
    [InlineData("云杉2015", false)]
    [InlineData("Spruce Trading Co., Ltd.", false)]
    [InlineData("360 Security", false)]
    public void AnIdIsToldFromAName(string text, bool id) => Assert.Equal(id, SearchText.LooksLikeId(text));

    private static bool IsChinese(char c) => c is >= '\u4E00' and <= '\u9FFF';
}
