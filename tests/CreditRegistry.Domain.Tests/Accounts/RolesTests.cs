using CreditRegistry.Domain.Accounts;

namespace CreditRegistry.Domain.Tests.Accounts;

public class RolesTests
{
    public static TheoryData<Role, Role> Pairs =>
        [.. Enum.GetValues<Role>().SelectMany(_ => Enum.GetValues<Role>(), (one, other) => (one, other))];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Together_OfficerWithAgencyOrAdministrator_IsTheOnlyPairRefused(Role one, Role other)
    {
        HashSet<Role> pair = [one, other];
        var exclusive = pair.Contains(Role.Officer) && (pair.Contains(Role.Agency) || pair.Contains(Role.Administrator));

        Assert.Equal(exclusive ? "ROLES_EXCLUSIVE" : null, Roles.CheckTogether(pair)?.Code);
    }

    [Fact]
    public void Together_NoneOrAll_IsCheckedAsAWhole()
    {
        Assert.Null(Roles.CheckTogether([]));
        Assert.Null(Roles.CheckTogether([Role.Applicant, Role.Agency, Role.Supervisor, Role.Auditor, Role.Administrator]));
        Assert.Equal("roles", Assert.IsType<InvalidError>(Roles.CheckTogether(Enum.GetValues<Role>())).Errors.Keys.Single());
    }

    [Fact]
    public void Actor_WithRoleAndBinding_ActsOnlyWhereItHasBoth()
    {
        HashSet<Guid> companies = [A.Company];
        HashSet<Guid> organs = [A.Organ];
        Actor With(params Role[] roles) => new(A.First, roles.ToHashSet(), companies, organs);

        var all = With(Role.Applicant, Role.Agency, Role.Officer);
        Assert.True(all.ActsForCompany(A.Company) && all.PublishesFor(A.Organ) && all.DecidesFor(A.Organ));
        Assert.False(all.ActsForCompany(A.Organ) || all.PublishesFor(A.Company) || all.DecidesFor(A.Company));

        var watcher = With(Role.Supervisor, Role.Auditor, Role.Administrator);
        Assert.False(watcher.ActsForCompany(A.Company) || watcher.PublishesFor(A.Organ) || watcher.DecidesFor(A.Organ));
        Assert.False(Actor.Registry.ActsForCompany(A.Company) || Actor.Registry.PublishesFor(A.Organ) || Actor.Registry.DecidesFor(A.Organ));
    }
}
