using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Claims;

namespace CreditRegistry.Domain.Tests.Claims;

public sealed class CompanyClaimTests
{
    private static readonly DateOnly Day = new(2026, 7, 1);
    private static readonly Guid Company = new("00000000-0000-7000-8000-000000000001");
    private static readonly Guid Organ = new("00000000-0000-7000-8000-000000000002");

    [Theory]
    [InlineData(Role.Officer, true, true)]
    [InlineData(Role.Officer, false, false)]
    [InlineData(Role.Agency, true, false)]
    [InlineData(Role.Supervisor, true, false)]
    [InlineData(Role.Auditor, true, false)]
    [InlineData(Role.Applicant, true, false)]
    [InlineData(Role.Administrator, false, true)]
    public void Claim_IsForItsOrgansOfficersAndAdministrators(Role role, bool ofOrgan, bool may) =>
        Assert.Equal(may, Filed(Organ).MayRead(Someone(role, ofOrgan ? Organ : Guid.Empty)));

    [Fact]
    public void Claim_WithoutAnOrgan_IsForAdministratorsAlone()
    {
        Assert.False(Filed(organ: null).MayRead(Someone(Role.Officer, Organ)));
        Assert.True(Filed(organ: null).MayRead(Someone(Role.Administrator, Guid.Empty)));
    }

    [Theory]
    [InlineData(false, false, false, null)]
    [InlineData(true, false, false, "CLAIM_STAKE")]
    [InlineData(false, true, false, "CLAIM_STAKE")]
    [InlineData(false, false, true, "CLAIM_STAKE")]
    public void Decider_WithAStake_IsBarred(bool declared, bool contact, bool bound, string? code)
    {
        var officer = Someone(Role.Officer, Organ) with { Companies = new HashSet<Guid> { bound ? Company : Guid.Empty } };

        Assert.Equal(code, Filed(Organ).CheckDecider(officer, declared, contact)?.Code);
    }

    [Fact]
    public void Claim_IsDecidedOnce()
    {
        var (confirmed, refused) = (Filed(Organ), Filed(Organ));
        Assert.Null(confirmed.Confirm(Guid.Empty, Day));
        Assert.Null(refused.Refuse("Unreadable.", Day));

        foreach (var claim in new[] { confirmed, refused })
        {
            Assert.Equal("CLAIM_DECIDED", claim.Confirm(Guid.Empty, Day)?.Code);
            Assert.Equal("CLAIM_DECIDED", claim.Refuse("No.", Day)?.Code);
            Assert.Equal((2, 2), (claim.Version, claim.Facts.Count));
        }
    }

    [Fact]
    public void Facts_SayNothingOfTheContact() => Assert.DoesNotContain(
        Filed(Organ).Facts.SelectMany(fact => fact.Details.Values),
        value => $"{value}".Contains("contact", StringComparison.OrdinalIgnoreCase));

    private static CompanyClaim Filed(Guid? organ) => CompanyClaim.File(
        Guid.Empty, "CL-1", Company, organ, new ClaimContact("The contact", "contact@company.example", "CONTACT@COMPANY.EXAMPLE"),
        new ClaimCertificate("contact.pdf", "application/pdf", 1, "00"), Day);

    private static Actor Someone(Role role, Guid organ) =>
        new(Guid.Empty, new HashSet<Role> { role }, new HashSet<Guid>(), new HashSet<Guid> { organ });
}
