using System.Globalization;
using CreditRegistry.Application.Audit;
using CreditRegistry.Application.Reviews;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Audit;

/// <summary>The ledger: who did what, when and why.</summary>
public sealed class IndexModel(ReadLedger ledger, NameLedger naming, ReadDesk desk, TimeProvider clock) : SitePage
{
    private const int PageSize = 50;

    /// <summary>A case's reference, or any key.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Subject { get; set; }

    /// <summary>An account's e-mail address or key.</summary>
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Company { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    public IReadOnlyList<LedgerView> Rows { get; private set; } = [];

    public NextPage Pages { get; private set; } = new(null, null);

    /// <summary>E-mail addresses of accounts.</summary>
    public IReadOnlyDictionary<Guid, string> Accounts { get; private set; } = new Dictionary<Guid, string>();

    public LedgerNames Names { get; private set; } = LedgerNames.None;

    public async Task<IActionResult> OnGetAsync(string? after, CancellationToken ct)
    {
        if (await FilterAsync(ct) is not { } filter)
        {
            return Page();
        }

        var place = PlaceInList.Read<LedgerKey>(after);
        var found = await ledger.ListAsync(filter, place, PageSize + 1, ct);
        Rows = [.. found.Take(PageSize)];
        Accounts = await desk.NamesAsync([.. Rows.Select(r => r.Actor).OfType<Guid>(), .. Rows.Where(IsOfAccount).Select(r => r.Subject)], ct);
        Names = await naming.RunAsync(Rows, ct);
        Pages = new NextPage(
            place is null ? null : AddressOf(),
            found.Count > PageSize ? AddressOf(("after", PlaceInList.Write(LedgerKey.Of(Rows[^1])))) : null);
        return Page();
    }

    /// <summary>Everything that fits, as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(LedgerFormat format, CancellationToken ct)
    {
        if (await FilterAsync(ct) is not { } filter)
        {
            return Page();
        }

        format = format is LedgerFormat.Ndjson ? format : LedgerFormat.Csv;
        var (type, ending) = format is LedgerFormat.Ndjson ? ("application/x-ndjson", "ndjson") : ("text/csv; charset=utf-8", "csv");
        return new Attachment(
            $"audit-{LegalDates.DateOf(clock.GetUtcNow()):yyyy-MM-dd}.{ending}", type, size: null,
            target => LedgerExport.WriteAsync(ledger.AllAsync(filter, ct), format, target, ct));
    }

    /// <summary>In what role somebody acted, for whom, and under what e-mail address.</summary>
    public string WhoOf(LedgerView row)
    {
        var role = In[row.Actor == row.Subject && row.Role is Actor.RegistryRole ? AuditTexts.Itself : LedgerTexts.OfRole(row.Role)];
        // The organ's own accounts act on what is its own; all others act for no organ.
        var acting = row.Role is "officer" or "agency" && Names.Subjects.GetValueOrDefault(row.Subject)?.Organ is { } organ
            ? In[AuditTexts.OfOrgan, role, In.Pick(organ.Name, organ.NameZh), organ.Code]
            : role;
        return row.Actor is { } key ? $"{acting} · {Accounts.GetValueOrDefault(key, key.ToString())}" : acting;
    }

    /// <summary>What it happened to; null for a company, which every row that concerns one names, and for what has no name.</summary>
    public string? SubjectOf(LedgerView row) => (FamilyOf(row), Names.Subjects.GetValueOrDefault(row.Subject)) switch
    {
        ("record", { Name: { } number }) => In[AuditTexts.RecordOf, number],
        ("record", _) => In[AuditTexts.Record],
        ("repair", { Name: { } reference }) => In[AuditTexts.Application, reference],
        ("objection", { Name: { } reference }) => In[ObjectionTexts.Title, reference],
        ("claim", { Name: { } reference }) => In[AuditTexts.Claim, reference],
        ("organ", { Organ: { } organ }) => $"{In.Pick(organ.Name, organ.NameZh)} ({organ.Code})",
        ("account", _) => In[AuditTexts.Account, Accounts.GetValueOrDefault(row.Subject, row.Subject.ToString())],
        _ => null,
    };

    /// <summary>Its page's address in English; null when there is none that this reader may open.</summary>
    public string? PageOf(LedgerView row) => (FamilyOf(row), Names.Subjects.GetValueOrDefault(row.Subject)) switch
    {
        ("record", { HasPage: true }) => $"/records/{row.Subject}",
        ("repair", { HasPage: true }) => $"/desk/cases/{row.Subject}",
        ("objection", { HasPage: true }) => $"/objections/{row.Subject}",
        ("claim", not null) when Actor.Is(Role.Administrator) => $"/desk/claims/{row.Subject}",
        ("organ", { Organ: { } organ }) when Actor.Is(Role.Administrator) => $"/admin/organs/{organ.Code}",
        ("account", _) when Actor.Is(Role.Administrator) && Accounts.ContainsKey(row.Subject) => $"/admin/accounts/{row.Subject}",
        _ => null,
    };

    /// <summary>Why what has a page for others has none for the reader; null when nothing is to be said.</summary>
    public LocalText? WhyNoPage(LedgerView row) => (FamilyOf(row), Names.Subjects.GetValueOrDefault(row.Subject)) switch
    {
        ("record", { HasPage: false }) => AuditTexts.NotShown,
        ("repair" or "objection", { HasPage: false }) => AuditTexts.Draft,
        _ => null,
    };

    public string ExportOf(LedgerFormat format) =>
        AddressOf(("handler", "Export"), ("format", format.ToString().ToLowerInvariant()));

    /// <returns>Null when something asked for cannot be read; the page says what.</returns>
    private async Task<LedgerFilter?> FilterAsync(CancellationToken ct)
    {
        foreach (var name in new[] { nameof(From), nameof(To) }.Where(name => ModelState[name]?.Errors.Count > 0))
        {
            ModelState[name]!.Errors.Clear();
            Complain(name, AuditTexts.DayUnreadable);
        }

        (Subject, By, Company) = (Trimmed(Subject), Trimmed(By), Trimmed(Company));
        Kind = Kind is { } asked && LedgerTexts.All.ContainsKey(asked) ? asked : null;
        Guid? subject = Guid.TryParse(Subject, out var key) ? key : null;
        if (Subject is not null && subject is null && (subject = await desk.CaseOfAsync(Subject, ct)) is null)
        {
            Complain(nameof(Subject), AuditTexts.SubjectUnknown);
        }

        Guid? by = Guid.TryParse(By, out var account) ? account : null;
        if (By is not null && by is null && (by = await desk.AccountOfAsync(By, ct)) is null)
        {
            Complain(nameof(By), AuditTexts.ActorUnknown);
        }

        if (Company is not null && RegistrationIds.Check(Company) is { IsValid: false } verdict)
        {
            ComplainOfId(nameof(Company), verdict);
        }

        return ModelState.IsValid
            ? new LedgerFilter(subject, by, Company is null ? null : RegistrationIds.Normalize(Company), Kind, From, To)
            : null;
    }

    private string AddressOf(params IEnumerable<(string Name, string Value)> more)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[]
        {
            ("subject", Subject), ("by", By), ("company", Company), ("kind", Kind),
            ("from", From?.ToString("O", CultureInfo.InvariantCulture)),
            ("to", To?.ToString("O", CultureInfo.InvariantCulture)),
        })
        {
            if (value is not null)
            {
                query.Add(name, value);
            }
        }

        foreach (var (name, value) in more)
        {
            query.Add(name, value);
        }

        return In.Link("/audit") + query;
    }

    private static bool IsOfAccount(LedgerView row) => FamilyOf(row) is "account";

    /// <summary>What a kind of change begins with says to what it happens.</summary>
    private static string FamilyOf(LedgerView row) => row.Kind.Split('.')[0];

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
