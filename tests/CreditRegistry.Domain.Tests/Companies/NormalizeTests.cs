using CreditRegistry.Domain.Companies;
using FsCheck;
using FsCheck.Fluent;

namespace CreditRegistry.Domain.Tests.Companies;

public class NormalizeTests
{
    /// <summary>Texts made mostly of characters that normalising or folding touches.</summary>
    internal static Arbitrary<string> DirtyText { get; } = Gen
        .Frequency(
            (4, Gen.Elements(" \t\r\n-－　 （）()·。，【】&ａＺ９abYZ019浙江İKⅡ①é\u0301\uE000".ToCharArray())),
            (1, Gen.Choose(0, char.MaxValue).Select(c => (char)c)))
        .ArrayOf()
        .Select(characters => new string(characters))
        .ToArbitrary();

    [Theory]
    [InlineData("", "")]
    [InlineData(" \r\n\t ", "")]
    [InlineData(" 91-33 01\t00-ab \n", "91330100AB")]
    [InlineData("９１３３－０１００　ａｚＺ", "91330100AZZ")]
    [InlineData("-\n91", "91")]
    [InlineData("9\n1", "9\n1")]
    [InlineData("91—33", "91—33")]
    [InlineData("é浙～", "é浙~")]
    public void Normalize_DirtyText_IsNormal(string text, string expected) =>
        Assert.Equal(expected, RegistrationIds.Normalize(text));

    [Fact]
    public void Normalize_Twice_IsOnce() =>
        Prop.ForAll(DirtyText, text =>
        {
            var once = RegistrationIds.Normalize(text);
            return RegistrationIds.Normalize(once) == once;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Normalize_AlreadyNormal_ReturnsTheSameStringWithoutAllocating()
    {
        var id = MadeUp.Id();
        RegistrationIds.Normalize(id);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var normal = RegistrationIds.Normalize(id);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Same(id, normal);
    }

    [Fact]
    public void Normalize_TextLongerThanTheStackBuffer_IsNormal() =>
        Assert.Equal(new string('A', 1000), RegistrationIds.Normalize(new string('ａ', 1000)));

    [Fact]
    public void Check_AnyText_AnswersAsItsNormalForm() =>
        Prop.ForAll(DirtyText, text =>
            RegistrationIds.Check(text).Reason == RegistrationIds.Check(RegistrationIds.Normalize(text)).Reason)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
