using CreditRegistry.Application.Audit;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Audit;

/// <summary>The ledger: who did what, when and why.</summary>
public sealed class IndexModel(ReadLedger ledger, ReadDesk desk) : SitePage
{
    private const int PageSize = 50;

    /// <summary>A case's reference, or any key.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Subject { get; set; }

    /// <summary>An account key.</summary>
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Company { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    public IReadOnlyList<LedgerView> Rows { get; private set; } = [];

    public NextPage Pages { get; private set; } = new(null, null);

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public async Task<IActionResult> OnGetAsync(string? after, CancellationToken ct)
    {
        (Subject, By, Company) = (Trimmed(Subject), Trimmed(By), Trimmed(Company));
        Kind = Kind is { } asked && LedgerTexts.All.ContainsKey(asked) ? asked : null;
        Guid? subject = Guid.TryParse(Subject, out var key) ? key : null;
        if (Subject is not null && subject is null && (subject = await desk.CaseOfAsync(Subject, ct)) is null)
        {
            Complain(nameof(Subject), AuditTexts.SubjectUnknown);
        }

        Guid? by = Guid.TryParse(By, out var account) ? account : null;
        if (By is not null && by is null)
        {
            Complain(nameof(By), AuditTexts.ActorUnreadable);
        }

        if (Company is not null && !RegistrationIds.Check(Company).IsValid)
        {
            Complain(nameof(Company), SearchTexts.WrongId);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var place = PlaceInList.Read<LedgerKey>(after);
        var found = await ledger.ListAsync(
            subject, by, Company is null ? null : RegistrationIds.Normalize(Company), Kind, place, PageSize + 1, ct);
        Rows = [.. found.Take(PageSize)];
        Names = await desk.NamesAsync(Rows.Select(r => r.Actor).OfType<Guid>(), ct);
        Pages = new NextPage(
            place is null ? null : AddressOf(),
            found.Count > PageSize ? AddressOf(PlaceInList.Write(LedgerKey.Of(Rows[^1]))) : null);
        return Page();
    }

    private string AddressOf(string? after = null)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[]
            { ("subject", Subject), ("by", By), ("company", Company), ("kind", Kind), ("after", after) })
        {
            if (value is not null)
            {
                query.Add(name, value);
            }
        }

        return In.Link("/audit") + query;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
