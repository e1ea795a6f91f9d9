using System.Reflection;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Web.Texts;

namespace CreditRegistry.Web.Tests;

public sealed class TextTests
{
    // These name the other language in itself, or are the same in both.
    private static readonly string[] OnPurpose = [nameof(SiteTexts.OtherLanguage), nameof(SiteTexts.SiteName)];

    private static readonly Type[] Pages =
        [.. typeof(SiteTexts).Assembly.GetTypes().Where(type => type.Name.EndsWith("Texts", StringComparison.Ordinal))];

    [Fact]
    public void EveryText_IsInBothLanguages()
    {
        var texts = Fields().Concat(OfEveryState()).ToList();

        Assert.True(texts.Count > 100, $"Only {texts.Count} texts were found.");
        Assert.All(texts, text =>
        {
            Assert.DoesNotContain(text.Text.En, IsChinese);
            Assert.NotEmpty(text.Text.En.Trim());
            Assert.Contains(text.Text.Zh, IsChinese);
        });
    }

    [Fact]
    public void EveryText_HasTheSamePlacesForValues()
    {
        Assert.All(Fields(), text => Assert.Equal(Places(text.Text.En), Places(text.Text.Zh)));

        static IEnumerable<char> Places(string text) =>
            text.Zip(text.Skip(1)).Where(pair => pair.First is '{').Select(pair => pair.Second).Distinct().Order();
    }

    [Fact]
    public void EveryTextThatPagesShow_IsListedWithTexts() =>
        Assert.DoesNotContain(
            typeof(SiteTexts).Assembly.GetTypes().Except(Pages)
                .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)),
            field => field.FieldType == typeof(LocalText));

    [Fact]
    public void EveryKindOfChange_HasAText() => Assert.Equal(
        typeof(LedgerKinds).GetFields().Select(kind => (string)kind.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        LedgerTexts.All.Keys.Order(StringComparer.Ordinal));

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

    [Fact]
    public void AKindOfTheLedgerThatTheSiteDoesNotKnow_SpeaksForItself() =>
        Assert.Equal(new("demo.started", "demo.started"), LedgerTexts.OfKind("demo.started"));

    private static IEnumerable<(string Name, LocalText Text)> Fields() => Pages
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
        .Where(field => !OnPurpose.Contains(field.Name))
        .SelectMany(field => field.GetValue(null) switch
        {
            LocalText text => [(field.Name, text)],
            IReadOnlyDictionary<string, LocalText> byCode => byCode.Select(pair => (pair.Key, pair.Value)),
            _ => [],
        });

    /// <summary>What <c>Of(state)</c> says of every state there is.</summary>
    private static IEnumerable<(string Name, LocalText Text)> OfEveryState() => Pages
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Where(method => method.ReturnType == typeof(LocalText)
            && method.GetParameters() is [{ ParameterType.IsEnum: true }])
        .SelectMany(method => Enum.GetValues(method.GetParameters()[0].ParameterType).Cast<object>()
            .Select(state => ($"{method.DeclaringType!.Name}.Of({state})", (LocalText)method.Invoke(null, [state])!)));

    private static bool IsChinese(char c) => c is >= '\u4E00' and <= '\u9FFF';
}
