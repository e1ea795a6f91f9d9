using CreditRegistry.Domain.Ledger;

namespace CreditRegistry.Domain.Companies;

/// <summary>A company, known by its registration ID for life. Never a natural person.</summary>
public sealed class Company : Chronicled
{
    public const int NameMaxLength = 200;

    private Company()
    {
    }

    /// <summary>18 characters, normalised and checked: the key that people use.</summary>
    public string RegistrationId { get; private init; } = null!;

    public string Name { get; private set; } = null!;

    public string? EnglishName { get; private set; }

    public IReadOnlyList<string> FormerNames { get; private set; } = [];

    /// <summary>The type as registered, such as 有限责任公司; null when the source does not say. It never changes an answer.</summary>
    public string? CompanyType { get; private set; }

    public CompanyStatus Status { get; private set; }

    public DateOnly? RegisteredOn { get; private set; }

    /// <summary>Six digits of GB/T 2260, the province as registered; null when unknown.</summary>
    public string? RegionCode { get; private set; }

    /// <summary>The present, English and former names, each folded for search, one to a line.</summary>
    public string SearchText { get; private set; } = null!;

    protected override Guid? Concerns => Id;

    /// <summary>Puts a company into the register. The ID must have passed its check.</summary>
    public static Company Register(Guid id, string registrationId, CompanyParticulars particulars)
    {
        var company = new Company { Id = id, RegistrationId = registrationId };
        company.Take(particulars);
        company.Note(LedgerKinds.CompanyRegistered);
        return company;
    }

    /// <summary>Takes what the registering authority now says; a changed name becomes a former name.</summary>
    /// <returns>False when nothing changed.</returns>
    public bool Change(CompanyParticulars particulars)
    {
        var before = Particulars;
        if (before == particulars)
        {
            return false;
        }

        if (before.Name != particulars.Name)
        {
            FormerNames = [.. FormerNames.Where(n => n != particulars.Name), before.Name];
        }

        Take(particulars);
        Note(LedgerKinds.CompanyChanged, text: null, ("status", Status));
        return true;
    }

    public CompanyParticulars Particulars => new(Name, EnglishName, CompanyType, Status, RegisteredOn, RegionCode);

    /// <summary>What <see cref="SearchText"/> holds for these names.</summary>
    public static string SearchTextOf(string name, string? englishName, IReadOnlyList<string> formerNames) =>
        string.Join('\n', formerNames.Prepend(englishName ?? "").Prepend(name).Select(CompanyName.Fold));

    private void Take(CompanyParticulars p)
    {
        (Name, EnglishName, CompanyType, Status, RegisteredOn, RegionCode) =
            (p.Name, p.EnglishName, p.CompanyType, p.Status, p.RegisteredOn, p.RegionCode);
        SearchText = SearchTextOf(Name, EnglishName, FormerNames);
    }
}

/// <summary>What a registering authority says about a company besides its ID.</summary>
public sealed record CompanyParticulars(
    string Name,
    string? EnglishName,
    string? CompanyType,
    CompanyStatus Status,
    DateOnly? RegisteredOn,
    string? RegionCode);
