using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Companies;
using CreditRegistry.Application.Objections;
using CreditRegistry.Application.Recalls;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Account;

/// <summary>
/// Who somebody is here; for an applicant, who arrives here after signing in, also the applications and companies, and what
/// can be done for them today.
/// </summary>
public sealed class IndexModel(
    FindAccounts accounts, FindNotices find, ReadRepairs repairs, ReadObjections objections, ReadCompanies companies,
    ReadRecalls recalls, TimeProvider clock) : SitePage
{
    private const int MostApplications = 20;
    private const int MostCompanies = 10;
    private const int MostNotices = 10;
    private const int MostRecalls = 100;

    /// <summary>Place in the list of applications.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    /// <summary>Registration ID after which the list of companies goes on.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public OwnAccount Own { get; private set; } = null!;

    public bool IsApplicant { get; private set; }

    public DateOnly Today { get; private set; }

    public IReadOnlyList<RepairView> Applications { get; private set; } = [];

    public string? OlderApplications { get; private set; }

    /// <summary>The newest.</summary>
    public IReadOnlyList<ObjectionView> Objections { get; private set; } = [];

    /// <summary>Place in the list of objections.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ObjectionsBefore { get; set; }

    public string? OlderObjections { get; private set; }

    public IReadOnlyList<CompanyView> Companies { get; private set; } = [];

    public string? MoreCompanies { get; private set; }

    /// <summary>Records to let go of, up to a hundred.</summary>
    public int OpenRecalls { get; private set; }

    public IReadOnlyList<Notice> Notices { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var key = Actor.AccountKey!.Value;
        Own = await accounts.OwnAsync(key, ct);
        Notices = await find.RunAsync(key, before: null, MostNotices, ct);
        OpenRecalls = await recalls.CountOpenAsync(Actor, MostRecalls, ct);
        IsApplicant = Actor.Is(Role.Applicant);
        Today = LegalDates.DateOf(clock.GetUtcNow());
        if (!IsApplicant)
        {
            return;
        }

        var applications = await repairs.MineAsync(Actor, PlaceInList.Read<IdKey>(Before), MostApplications + 1, ct);
        Applications = [.. applications.Take(MostApplications)];
        OlderApplications = applications.Count > MostApplications ? PlaceInList.Write(IdKey.Of(Applications[^1])) : null;

        var contested = await objections.MineAsync(Actor, PlaceInList.Read<IdKey>(ObjectionsBefore), MostApplications + 1, ct);
        Objections = [.. contested.Take(MostApplications)];
        OlderObjections = contested.Count > MostApplications ? PlaceInList.Write(new IdKey(Objections[^1].Id)) : null;

        var own = await accounts.CompaniesAsync(key, After, MostCompanies + 1, ct);
        MoreCompanies = own.Count > MostCompanies ? own[MostCompanies - 1].RegistrationId : null;
        var views = new List<CompanyView>();
        foreach (var company in own.Take(MostCompanies))
        {
            views.Add((await companies.OneAsync(RegistrationId.Parse(company.RegistrationId), ct)).Value
                ?? throw new InvalidOperationException("A company that an account acts for is in the register."));
        }

        Companies = views;
    }
}
