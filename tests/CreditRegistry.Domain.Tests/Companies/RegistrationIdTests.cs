using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Domain.Tests.Companies;

public class RegistrationIdTests
{
    [Fact]
    public void Parse_DirtyButValid_HoldsTheNormalForm()
    {
        var id = MadeUp.Id();

        var parsed = RegistrationId.Parse($" {id[..8].ToLowerInvariant()}-{id[8..].ToLowerInvariant()} ");

        Assert.Equal(id, parsed.Value);
        Assert.Equal(id, parsed.ToString());
        Assert.Equal(RegistrationId.Parse(id), parsed);
    }

    [Fact]
    public void Parse_Refused_ThrowsWithoutQuotingTheText()
    {
        var wrong = MadeUp.With(MadeUp.Id(), 9, 'V');

        var exception = Assert.Throws<FormatException>(() => RegistrationId.Parse(wrong));

        Assert.DoesNotContain(wrong, exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("91")]
    public void TryParse_NoId_IsFalse(string? text)
    {
        Assert.False(RegistrationId.TryParse(text, out var id));
        Assert.Null(id);
    }

    [Fact]
    public void TryParse_ThroughTheInterface_IsTheSame()
    {
        Assert.Equal(RegistrationId.Parse(MadeUp.Id()), ParseAs<RegistrationId>(MadeUp.Id()));

        static T ParseAs<T>(string text) where T : IParsable<T> => T.Parse(text, null);
    }
}
