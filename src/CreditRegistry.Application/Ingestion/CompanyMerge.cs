using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Companies;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Ingestion;

/// <summary>
/// Brings one batch of rows into the register: reads what is known of their companies in one go, lets the domain decide
/// row by row, and writes what is new or changed in bulk. The caller's transaction holds it together.
/// </summary>
internal sealed class CompanyMerge(
    RegistryDbContext db, CompanyBatchWriter writer, Actor actor, Role? role, DateTimeOffset now)
{
    private readonly List<Company> _new = [];
    private readonly List<Company> _changed = [];
    private readonly List<Guid> _deregistered = [];
    private readonly List<CompanyAliasEntry> _newAliases = [];
    private Dictionary<string, Company> _known = [];
    private Dictionary<string, Guid> _holders = [];

    public int RecordsTakenDown { get; private set; }

    public async Task<IReadOnlyList<RowResult>> RunAsync(
        IReadOnlyList<(long Line, CompanyRow Row)> rows, CancellationToken ct)
    {
        var ids = rows.Select(r => r.Row.RegistrationId).ToArray();
        var firstLines = await writer.FirstLinesAsync(ids, [.. rows.Select(r => r.Line)], ct);
        _known = await db.Companies
            .FromSql($"select * from companies where registration_id = any({ids}) order by id for no key update")
            .AsNoTracking()
            .ToDictionaryAsync(c => c.RegistrationId, StringComparer.Ordinal, ct);
        var aliases = rows.SelectMany(r => r.Row.Aliases).Select(a => a.Value).ToArray();
        _holders = aliases.Length == 0
            ? []
            : await db.CompanyAliases.AsNoTracking()
                .Where(a => aliases.Contains(a.Alias))
                .ToDictionaryAsync(a => a.Alias, a => a.CompanyId, StringComparer.Ordinal, ct);

        var results = rows.Select(r => firstLines?[r.Row.RegistrationId] is { } first && first < r.Line
            ? new RowResult(r.Line, RowVerdict.Repeated, [RowFault.RepeatOf(first)])
            : Take(r.Line, r.Row)).ToList();

        await writer.InsertAsync(_new, ct);
        await writer.UpdateAsync(_changed, ct);
        await writer.InsertAliasesAsync(_newAliases, ct);
        if (_deregistered.Count > 0)
        {
            RecordsTakenDown = await Deregistration.TakeRecordsDownAsync(db, _deregistered, actor, role, now, ct);
        }

        return results;
    }

    private RowResult Take(long line, CompanyRow row)
    {
        if (!_known.TryGetValue(row.RegistrationId, out var company))
        {
            company = Company.Register(Guid.CreateVersion7(now), row.RegistrationId, row.ForNewCompany(), row.FormerNames);
            _new.Add(company);
            var (_, warnings) = TakeAliases(company, row);
            return new RowResult(line, RowVerdict.Accepted, warnings);
        }

        var before = company.Particulars;
        var (newAliases, faults) = TakeAliases(company, row);
        if (!company.Change(row.Onto(before), row.FormerNames, newAliases))
        {
            return new RowResult(line, RowVerdict.Unchanged, faults);
        }

        _changed.Add(company);
        if (company.Status is CompanyStatus.Deregistered && before.Status is not CompanyStatus.Deregistered)
        {
            _deregistered.Add(company.Id);
        }

        return new RowResult(line, RowVerdict.Updated, faults, Differences(before, company.Particulars));
    }

    /// <summary>Old keys that nobody holds now find this company; one that another company holds stays where it is.</summary>
    private (IReadOnlyList<CompanyAliasKind> New, IReadOnlyList<RowFault> Warnings) TakeAliases(Company company, CompanyRow row)
    {
        var added = new List<CompanyAliasKind>();
        var taken = false;
        foreach (var alias in row.Aliases)
        {
            if (_holders.TryAdd(alias.Value, company.Id))
            {
                added.Add(alias.Kind);
                _newAliases.Add(new CompanyAliasEntry(alias.Value, EnumText.Name(alias.Kind), company.Id));
            }

            taken |= _holders[alias.Value] != company.Id;
        }

        return (added, taken ? [.. row.Warnings, RowFault.AliasTaken] : row.Warnings);
    }

    private static string Differences(CompanyParticulars before, CompanyParticulars after)
    {
        (string Name, bool Differs)[] all =
        [
            ("name", before.Name != after.Name),
            ("english_name", before.EnglishName != after.EnglishName),
            ("company_type", before.CompanyType != after.CompanyType),
            ("status", before.Status != after.Status),
            ("registered_on", before.RegisteredOn != after.RegisteredOn),
            ("province", before.RegionCode != after.RegionCode),
        ];
        var differing = all.Where(part => part.Differs).Select(part => part.Name).ToList();
        return $"Changed: {(differing.Count == 0 ? "former names or old keys" : string.Join(", ", differing))}.";
    }
}
