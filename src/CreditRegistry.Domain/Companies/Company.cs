using CreditRegistry.Domain.Ledger;

namespace CreditRegistry.Domain.Companies;

public enum CompanyStatus
{
    Registered = 1,

    /// <summary>Licence revoked (吊销): the company still exists and stays listed.</summary>
    Revoked,

    /// <summary>Struck off (注销): its records leave publication (Order 107, article 20).</summary>
    Deregistered,
}

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

    private void Take(CompanyParticulars p) =>
        (Name, EnglishName, CompanyType, Status, RegisteredOn, RegionCode) =
        (p.Name, p.EnglishName, p.CompanyType, p.Status, p.RegisteredOn, p.RegionCode);
}

/// <summary>What a registering authority says about a company besides its ID.</summary>
public sealed record CompanyParticulars(
    string Name,
    string? EnglishName,
    string? CompanyType,
    CompanyStatus Status,
    DateOnly? RegisteredOn,
    string? RegionCode);
