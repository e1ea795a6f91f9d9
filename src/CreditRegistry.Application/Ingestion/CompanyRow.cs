using System.Globalization;
using CreditRegistry.Domain.Companies;

namespace CreditRegistry.Application.Ingestion;

/// <summary>What a row of a file says about a company; null where it says nothing.</summary>
/// <param name="Warnings">What was left out.</param>
internal sealed record CompanyRow(
    string RegistrationId,
    string Name,
    string? EnglishName,
    string? CompanyType,
    CompanyStatus? Status,
    DateOnly? RegisteredOn,
    string? RegionCode,
    IReadOnlyList<string> FormerNames,
    IReadOnlyList<CompanyAlias> Aliases,
    IReadOnlyList<RowFault> Warnings)
{
    public CompanyParticulars ForNewCompany() =>
        new(Name, EnglishName, CompanyType, Status ?? CompanyStatus.Registered, RegisteredOn, RegionCode);

    /// <summary>A source that is silent about something does not take back what the register knows.</summary>
    public CompanyParticulars Onto(CompanyParticulars known) => new(
        Name,
        EnglishName ?? known.EnglishName,
        CompanyType ?? known.CompanyType,
        Status ?? known.Status,
        RegisteredOn ?? known.RegisteredOn,
        RegionCode ?? known.RegionCode);
}

/// <summary>
/// Reads a row by the rules of the register. A row is refused when taking it would state something wrong about a company
/// (its key, its name, whether it exists); an attribute that cannot be read is left out with a warning.
/// </summary>
internal sealed class CompanyRowReader(DateOnly today)
{
    public static readonly SourceColumns Columns = new(
        ["name", "registration_id"],
        [
            "registered_on", "company_type", "province", "english_name", "status", "registration_number", "organisation_code",
            "former_names",
        ],
        ("region", "province"));

    private const int TextMaxLength = 200;
    private const int MaxFormerNames = 50;

    private static readonly string[] DateForms =
        ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日", "yyyy-M-d H:mm:ss", "yyyy/M/d H:mm:ss", "yyyy-MM-ddTHH:mm:ss"];

    private static readonly Dictionary<string, CompanyStatus> Statuses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["registered"] = CompanyStatus.Registered,
        ["存续"] = CompanyStatus.Registered,
        ["在业"] = CompanyStatus.Registered,
        ["在营"] = CompanyStatus.Registered,
        ["开业"] = CompanyStatus.Registered,
        ["正常"] = CompanyStatus.Registered,
        ["revoked"] = CompanyStatus.Revoked,
        ["吊销"] = CompanyStatus.Revoked,
        ["吊销未注销"] = CompanyStatus.Revoked,
        ["吊销，未注销"] = CompanyStatus.Revoked,
        ["deregistered"] = CompanyStatus.Deregistered,
        ["注销"] = CompanyStatus.Deregistered,
        ["已注销"] = CompanyStatus.Deregistered,
        ["吊销后注销"] = CompanyStatus.Deregistered,
        ["吊销，已注销"] = CompanyStatus.Deregistered,
    };

    private readonly List<RowFault> _warnings = [];

    /// <summary>Either the row or why it is refused.</summary>
    public (CompanyRow? Row, RowFault? Refusal) Read(SourceRows row)
    {
        _warnings.Clear();
        if (row["registration_id"] is not { } idText)
        {
            return (null, RowFault.RegistrationIdMissing);
        }

        var verdict = RegistrationIds.Check(idText);
        if (verdict.Reason is { } reason)
        {
            return (null, new RowFault(reason.Code, reason.Message.En));
        }

        _warnings.AddRange(verdict.Warnings.Select(w => new RowFault(w.Code, w.Message.En)));
        var name = row["name"];
        var status = row["status"];
        if (NameFault(name) is { } fault)
        {
            return (null, fault);
        }

        if (status is not null && !Statuses.ContainsKey(status))
        {
            return (null, RowFault.StatusUnknown);
        }

        return (new CompanyRow(
            verdict.Id!.Value,
            name!,
            Unless(row["english_name"], IsUnusable, RowFault.EnglishNameUnusable),
            Unless(row["company_type"], IsUnusable, RowFault.CompanyTypeUnusable),
            status is null ? null : Statuses[status],
            RegisteredOn(row["registered_on"]),
            RegionCode(row["province"]),
            FormerNames(row["former_names"]),
            Aliases(row),
            [.. _warnings]), null);
    }

    private static RowFault? NameFault(string? name) => name switch
    {
        null => RowFault.NameMissing,
        { Length: > Company.NameMaxLength } => RowFault.NameTooLong,
        _ when name.Any(char.IsControl) => RowFault.NameCharacter,
        _ when CompanyName.Fold(name).Length == 0 => RowFault.NameMissing,
        _ => null,
    };

    private static bool IsUnusable(string text) => text.Length > TextMaxLength || text.Any(char.IsControl);

    private string? Unless(string? text, Func<string, bool> unusable, RowFault warning)
    {
        if (text is null || !unusable(text))
        {
            return text;
        }

        _warnings.Add(warning);
        return null;
    }

    private DateOnly? RegisteredOn(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (DateTime.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            && DateOnly.FromDateTime(read) is var day && day <= today)
        {
            return day;
        }

        _warnings.Add(RowFault.DateUnreadable);
        return null;
    }

    private string? RegionCode(string? text)
    {
        var region = text is null ? null : Regions.Named(text) ?? Regions.WithCode(text);
        if (text is not null && region is null)
        {
            _warnings.Add(RowFault.ProvinceUnknown);
        }

        return region?.Code;
    }

    private List<string> FormerNames(string? text)
    {
        var all = text?.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        var usable = all.Where(name => NameFault(name) is null).Take(MaxFormerNames).ToList();
        if (usable.Count < all.Length)
        {
            _warnings.Add(RowFault.FormerNameUnusable);
        }

        return usable;
    }

    private List<CompanyAlias> Aliases(SourceRows row)
    {
        var aliases = new List<CompanyAlias>();
        Add("registration_number", CompanyAliasKind.RegistrationNumber, RowFault.RegistrationNumberUnusable);
        Add("organisation_code", CompanyAliasKind.OrganisationCode, RowFault.OrganisationCodeUnusable);
        return aliases;

        void Add(string column, CompanyAliasKind kind, RowFault warning)
        {
            if (row[column] is not { } text)
            {
                return;
            }

            if (CompanyAlias.TryParse(text, out var alias) && alias.Kind == kind)
            {
                aliases.Add(alias);
            }
            else
            {
                _warnings.Add(warning);
            }
        }
    }
}
