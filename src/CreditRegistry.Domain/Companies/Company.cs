using CreditRegistry.Domain.Ledger;

namespace CreditRegistry.Domain.Companies;

/// <summary>A company, known by its registration ID for life. Never a natural person.</summary>
public sealed class Company : Chronicled
{
    public const int NameMaxLength = 200;

    /// <summary>So that an index can hold <see cref="SearchText"/>: three times as many bytes fit into its row.</summary>
    private const int SearchTextMaxLength = 600;

    private Company()
    {
    }

    /// <summary>18 characters, normalised and checked: the key that people use.</summary>
    public string RegistrationId { get; private init; } = null!;

    public string Name { get; private set; } = null!;

    public string? EnglishName { get; private set; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> FormerNames { get; private set; } = [];

    /// <summary>The name, the English name and the former names, folded, one a line: what a search by name looks through.</summary>
    public string SearchText { get; private set; } = null!;

    /// <summary>Those that <see cref="SearchText"/> has no room for; null for nearly every company.</summary>
    public string? SearchRest { get; private set; }

    /// <summary>Of both, and of status and region.</summary>
    public IReadOnlyList<int> NameGrams { get; private set; } = [];

    /// <summary>The type as registered, such as 有限责任公司; null when the source does not say. It never changes an answer.</summary>
    public string? CompanyType { get; private set; }

    public CompanyStatus Status { get; private set; }

    public DateOnly? RegisteredOn { get; private set; }

    /// <summary>Six digits of GB/T 2260, the province as registered; null when unknown.</summary>
    public string? RegionCode { get; private set; }

    protected override Guid? Concerns => Id;

    /// <summary>Puts a company into the register. The ID must have passed its check.</summary>
    /// <param name="formerNames">Former names that the source knows, oldest first.</param>
    public static Company Register(
        Guid id, string registrationId, CompanyParticulars particulars, IReadOnlyList<string>? formerNames = null)
    {
        var company = new Company { Id = id, RegistrationId = registrationId };
        company.FormerNames = company.Remember(formerNames ?? [], particulars.Name);
        company.Take(particulars);
        company.Note(LedgerKinds.CompanyRegistered);
        return company;
    }

    /// <summary>Takes what the registering authority now says; a changed name becomes a former name.</summary>
    /// <param name="formerNames">Former names that the source knows, oldest first; those known already stay.</param>
    /// <param name="newAliases">Kinds of the old keys that find the company from now on.</param>
    /// <returns>False when nothing changed.</returns>
    public bool Change(
        CompanyParticulars particulars,
        IReadOnlyList<string>? formerNames = null,
        IReadOnlyList<CompanyAliasKind>? newAliases = null)
    {
        var remembered = Remember([.. formerNames ?? [], Name], particulars.Name);
        if (Particulars == particulars && FormerNames.SequenceEqual(remembered) && newAliases is not { Count: > 0 })
        {
            return false;
        }

        FormerNames = remembered;
        Take(particulars);
        Note(
            LedgerKinds.CompanyChanged,
            text: null,
            ("status", Status), ("newAliases", newAliases is { Count: > 0 } ? newAliases : null));
        return true;
    }

    public CompanyParticulars Particulars => new(Name, EnglishName, CompanyType, Status, RegisteredOn, RegionCode);

    private IReadOnlyList<string> Remember(IEnumerable<string> names, string current) =>
        [.. FormerNames.Concat(names).Distinct(StringComparer.Ordinal).Where(name => name != current)];

    private void Take(CompanyParticulars p)
    {
        (Name, EnglishName, CompanyType, Status, RegisteredOn, RegionCode) =
            (p.Name, p.EnglishName, p.CompanyType, p.Status, p.RegisteredOn, p.RegionCode);
        List<string> names = EnglishName is null ? [Name, .. FormerNames] : [Name, EnglishName, .. FormerNames];
        var lines = names.ConvertAll(CompanyName.Fold);
        var (fitting, length) = (1, lines[0].Length);
        while (fitting < lines.Count && (length += 1 + lines[fitting].Length) <= SearchTextMaxLength)
        {
            fitting++;
        }

        SearchText = string.Join('\n', lines.Take(fitting));
        SearchRest = fitting < lines.Count ? string.Join('\n', lines.Skip(fitting)) : null;
        NameGrams = Companies.NameGrams.Of(string.Join('\n', lines), Status, RegionCode);
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
