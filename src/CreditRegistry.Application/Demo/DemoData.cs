using System.Security.Cryptography;
using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Companies.MadeUp;
using CreditRegistry.Domain.Ledger;
using CreditRegistry.Domain.Organs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Application.Demo;

/// <summary>How far the demo data of a database is.</summary>
public enum DemoState
{
    /// <summary>Nothing is in the register: the demo may be loaded.</summary>
    Empty,

    /// <summary>Loading was cut off. All that is there is demo data, and no use.</summary>
    HalfLoaded,

    Loaded,

    /// <summary>The register holds something of its own.</summary>
    Foreign,
}

/// <summary>Made-up companies, organs, records, cases and accounts, so that a new registry has something to show.</summary>
/// <param name="connectionString">Of the program's own user.</param>
/// <param name="clock">The program's clock: the story ends today by it.</param>
public sealed class DemoData(string connectionString, RuleBook book, TimeProvider clock)
{
    public const string Domain = "demo.example";

    private const int Companies = 2_000;
    private const string Started = "demo.started";
    private const string Finished = "demo.finished";

    private static readonly string[] Organs =
        [DemoStory.FirstOrgan, DemoStory.TaxOrgan, DemoStory.SafetyOrgan, DemoStory.NewRulesOrgan];

    public async Task<DemoState> StateAsync(CancellationToken ct)
    {
        await using var services = Services(clock);
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
        return await db.Ledger.AnyAsync(l => l.Kind == Finished, ct) ? DemoState.Loaded
            : await db.Ledger.AnyAsync(l => l.Kind == Started, ct) ? DemoState.HalfLoaded
            : await db.Companies.AnyAsync(ct) || await db.Organs.AnyAsync(ct) ? DemoState.Foreign
            : DemoState.Empty;
    }

    /// <summary>A password that can be typed from a screen.</summary>
    public static string NewPassword() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 5)));

    /// <summary>Tells three years of a register that end today. The database must be empty.</summary>
    public async Task LoadAsync(string password, CancellationToken ct)
    {
        var storyClock = new DemoClock(LegalDates.StartOf(DemoStory.Begins).AddHours(9), clock.GetUtcNow());
        await using var services = Services(storyClock);
        await MarkAsync(services, storyClock, Started, ct);
        var companies = await RegisterAsync(services, storyClock, ct);
        var own = companies.Where(IsListable).Take(3).ToList();
        var acts = await ActorsAsync(services, storyClock, password, own, ct);
        var story = new DemoStory(acts, book, [.. companies.Where(IsListable).Skip(own.Count)], own);
        await story.TellAsync(LegalDates.DateOf(clock.GetUtcNow()), ct);
        await MarkAsync(services, clock, Finished, ct);
    }

    /// <summary>Sets the password of the demo accounts, as when the setting changed since they were made.</summary>
    public async Task SetPasswordAsync(string password, CancellationToken ct)
    {
        await using var services = Services(clock);
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
        var own = await db.Users
            .Where(u => u.Email == $"applicant@{Domain}")
            .SelectMany(u => u.Companies)
            .Select(c => db.Companies.First(company => company.Id == c.CompanyId).RegistrationId)
            .ToListAsync(ct);
        await EnsureAccountsAsync(services, password, own, ct);
    }

    private static bool IsListable(Company company) =>
        company.Status is CompanyStatus.Registered && company.RegisteredOn < new DateOnly(2022, 1, 1);

    private ServiceProvider Services(TimeProvider time) => new ServiceCollection()
        .AddLogging()
        .AddRegistry(connectionString, book, time)
        .AddAccountUseCases()
        .BuildServiceProvider();

    private static async Task MarkAsync(IServiceProvider services, TimeProvider time, string kind, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
        var fact = new LedgerFact(kind, Guid.Empty, CompanyId: null, new Dictionary<string, object?>(StringComparer.Ordinal), Text: null);
        db.Note(fact, Actor.Registry, role: null, time.GetUtcNow());
        await db.SaveAsync(Actor.Registry, role: null, time.GetUtcNow(), ct);
    }

    private static async Task<List<Company>> RegisterAsync(IServiceProvider services, DemoClock time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var all = new List<Company>();
        foreach (var batch in Enumerable.Range(0, Companies).Chunk(500))
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
            var companies = batch.Select(i => MadeUpCompanies.At(i)).Select(m => Company.Register(
                Guid.CreateVersion7(now),
                m.RegistrationId.Value,
                new CompanyParticulars(m.Name, m.EnglishName, m.CompanyType, m.Status, m.RegisteredOn, m.RegionCode)));
            all.AddRange(companies);
            db.Companies.AddRange(all.TakeLast(batch.Length));
            await db.SaveAsync(Actor.Registry, role: null, now, ct);
        }

        await using (var scope = services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<RegistryDbContext>();
            LocalText[] names =
            [
                new("Lan'an Administration for Market Regulation", "澜桉市市场监督管理局"),
                new("Qipo Tax Bureau", "栖珀市税务局"),
                new("Jiwu Bureau of Ecology and Environment", "霁梧市生态环境局"),
                new("Yaowu Administration for Market Regulation", "曜坞市市场监督管理局"),
            ];
            foreach (var (code, name) in Organs.Zip(names))
            {
                var organ = Organ.Register(Guid.CreateVersion7(now), code, name, DemoStory.FourTier, new DateOnly(2024, 1, 1));
                if (code is DemoStory.NewRulesOrgan)
                {
                    organ.Adopt(DemoStory.Cn, DemoStory.NewRulesFrom, time.Today);
                }

                db.Organs.Add(organ);
            }

            // A few names changed since, so that a former name finds its company.
            foreach (var company in all.Where((_, i) => i % 97 == 0))
            {
                db.Companies.Attach(company);
                company.Change(company.Particulars with { Name = company.Name[..2] + "新" + company.Name[2..] });
            }

            await db.SaveAsync(Actor.Registry, role: null, now, ct);
        }

        return all;
    }

    private static async Task<DemoActs> ActorsAsync(
        IServiceProvider services, DemoClock time, string password, IReadOnlyList<Company> own, CancellationToken ct)
    {
        var keys = await EnsureAccountsAsync(services, password, [.. own.Select(c => c.RegistrationId)], ct);
        await using var scope = services.CreateAsyncScope();
        var organs = (await scope.ServiceProvider.GetRequiredService<RegistryDbContext>().Organs.Select(o => o.Id).ToListAsync(ct)).ToHashSet();
        return new DemoActs(services, time)
        {
            Agency = As(Role.Agency, "agency"),
            OfficerA = As(Role.Officer, "officer.a"),
            OfficerB = As(Role.Officer, "officer.b"),
            Filer = keys["applicant.2"],
            Applicant = keys["applicant"],
        };

        Actor As(Role role, string name) => new(keys[name], new HashSet<Role> { role }, new HashSet<Guid>(), organs);
    }

    private static async Task<Dictionary<string, Guid>> EnsureAccountsAsync(
        IServiceProvider services, string password, IReadOnlyList<string> own, CancellationToken ct)
    {
        var authorities = new Dictionary<string, Authority>(StringComparer.Ordinal)
        {
            ["admin"] = new([Role.Administrator], [], []),
            ["agency"] = new([Role.Agency], Organs, []),
            ["officer.a"] = new([Role.Officer], Organs, []),
            ["officer.b"] = new([Role.Officer], Organs, []),
            ["officer.c"] = new([Role.Officer], Organs, []), // who corrected a record does not decide about it
            ["officer.d"] = new([Role.Officer], Organs, []), // nor does who dismissed an objection review that
            ["supervisor"] = new([Role.Supervisor], [], []),
            ["auditor"] = new([Role.Auditor], [], []),
            ["applicant"] = new([Role.Applicant], [], own),
            ["applicant.2"] = new([Role.Applicant], [], []),
        };
        var keys = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var (name, authority) in authorities)
        {
            await using var scope = services.CreateAsyncScope();
            var outcome = await scope.ServiceProvider.GetRequiredService<EnsureAccount>()
                .RunAsync($"{name}@{Domain}", password, authority, ct);
            keys[name] = outcome.Error is { } error ? throw new InvalidOperationException(error.Message) : outcome.Value;
        }

        return keys;
    }
}
