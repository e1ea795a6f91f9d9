using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Companies;

/// <summary>Why a search found nothing, and what may be tried instead. Never quotes what was typed.</summary>
/// <param name="Code">UPPER_SNAKE, stable.</param>
/// <param name="Position">The character at fault, counted from 1 without spaces and hyphens; null where none is.</param>
/// <param name="RegistrationId">What was probably meant, or null.</param>
/// <param name="InRegister">Whether the register has <paramref name="RegistrationId"/>; null without one.</param>
/// <param name="Filter">A search that finds something, or null.</param>
public sealed record NoMatchReason(
    string Code,
    LocalText Message,
    int? Position = null,
    string? RegistrationId = null,
    bool? InRegister = null,
    CompanyFilter? Filter = null);

/// <summary>Explains a search by name or number that found no company.</summary>
public sealed class ExplainNoMatch(SearchCompanies search, RegistryDbContext db)
{
    private static readonly LocalText Filtered = new(
        "Companies match, but none with these filters. Search without standing, region and status.",
        "有符合名称的企业，但均不符合所选条件。请去掉信用状态、地区和登记状态条件后再查询。");

    private static readonly LocalText OtherForm = new(
        "No company has this name with this legal form; some have it with another. Search without the legal form.",
        "没有该组织形式的同名企业，但有其他组织形式的。请去掉组织形式后再查询。");

    private static readonly LocalText NotRegistered = new(
        "The registration ID is well formed, but no company of this ID is in the register.",
        "统一社会信用代码格式无误，但本平台没有该代码对应的企业。");

    private static readonly LocalText OldNumberUnknown = new(
        "This looks like a registration number or organisation code from before 2015. None of the companies is known by it; "
        + "search by name or by the 18-character registration ID.",
        "这像是2015年以前的注册号或组织机构代码，本平台没有使用该号码的企业。请按名称或18位统一社会信用代码查询。");

    private static readonly LocalText OneSlip = new(
        "One character added, left out, exchanged or swapped with its neighbour leads to this registration ID.",
        "增、减、改动一个字符，或者对调相邻两个字符，即为下列代码。");

    /// <param name="filter">Of the search that found nothing; it has a name.</param>
    public async Task<IReadOnlyList<NoMatchReason>> RunAsync(CompanyFilter filter, CancellationToken ct) =>
        RegistrationIds.LooksLikeNumber(filter.Name!)
            ? await OfNumberAsync(filter, ct)
            : await OfNameAsync(filter, ct);

    private async Task<IReadOnlyList<NoMatchReason>> OfNumberAsync(CompanyFilter filter, CancellationToken ct)
    {
        var verdict = RegistrationIds.Check(filter.Name!);
        if (verdict.Id is { } id)
        {
            return await KnownAsync([id.Value], ct) is [_]
                ? [new("NOT_WITH_THESE_FILTERS", Filtered, RegistrationId: id.Value, InRegister: true, Filter: new(id.Value))]
                : [new("ID_NOT_IN_REGISTER", NotRegistered, RegistrationId: id.Value, InRegister: false)];
        }

        if (CompanyAlias.TryParse(filter.Name, out _))
        {
            return [await search.AnyAsync(new(filter.Name), ct)
                ? new("NOT_WITH_THESE_FILTERS", Filtered, Filter: new(filter.Name))
                : new("OLD_NUMBER_NOT_IN_REGISTER", OldNumberUnknown)];
        }

        var meant = verdict.Suggestion?.Value;
        var known = await KnownAsync([.. NearRegistrationIds.Of(filter.Name!), .. meant is null ? [] : new[] { meant }], ct);
        var why = new NoMatchReason(
            $"ID_{verdict.Reason!.Code}", verdict.Message!, verdict.Position, meant, meant is null ? null : known.Contains(meant));
        return
        [
            why,
            .. known.Where(near => near != meant)
                .Select(near => new NoMatchReason("ID_ONE_SLIP_AWAY", OneSlip, RegistrationId: near, InRegister: true)),
        ];
    }

    private async Task<IReadOnlyList<NoMatchReason>> OfNameAsync(CompanyFilter filter, CancellationToken ct)
    {
        var unfiltered = new CompanyFilter(filter.Name);
        if (filter != unfiltered && await search.AnyAsync(unfiltered, ct))
        {
            return [new("NOT_WITH_THESE_FILTERS", Filtered, Filter: unfiltered)];
        }

        return LegalForms.Without(CompanyName.Fold(filter.Name!)) is { } stem
            && filter with { Name = stem } is var shorter
            && await search.AnyAsync(shorter, ct)
                ? [new("OTHER_LEGAL_FORM", OtherForm, Filter: shorter)]
                : [];
    }

    private async Task<List<string>> KnownAsync(string[] ids, CancellationToken ct) => await db.Companies
        .Where(c => ids.Contains(c.RegistrationId))
        .Select(c => c.RegistrationId)
        .Order()
        .ToListAsync(ct);
}
