using System.Diagnostics.CodeAnalysis;

namespace CreditRegistry.Domain.Companies;

public enum CompanyAliasKind
{
    /// <summary>15 digits, of the business licences before 2015.</summary>
    RegistrationNumber,

    /// <summary>9 characters, GB 11714-1997.</summary>
    OrganisationCode,
}

/// <summary>A key from before registration IDs. It finds the company by redirect and is never its key.</summary>
public sealed record CompanyAlias
{
    private CompanyAlias(CompanyAliasKind kind, string value, bool checkHolds) =>
        (Kind, Value, CheckHolds) = (kind, value, checkHolds);

    public CompanyAliasKind Kind { get; }

    /// <summary>Normalised as registration IDs are, so without a hyphen.</summary>
    public string Value { get; }

    /// <summary>False for a registration number whose check digit fails: a warning, no more.</summary>
    public bool CheckHolds { get; }

    /// <summary>
    /// Recognises an old key. An organisation code must pass its check; a registration number need not, unless it could
    /// then be a person's old number.
    /// </summary>
    public static bool TryParse(string? text, [MaybeNullWhen(false)] out CompanyAlias alias)
    {
        var key = text is null ? "" : RegistrationIds.Normalize(text);
        alias = key.Length switch
        {
            9 => OrganisationCode(key),
            15 => RegistrationNumber(key),
            _ => null,
        };
        return alias is not null;
    }

    private static CompanyAlias? OrganisationCode(string key) =>
        key.All(char.IsAsciiLetterOrDigit) && CheckCharacters.OfOrganisationCode(key) == key[8]
            ? new CompanyAlias(CompanyAliasKind.OrganisationCode, key, checkHolds: true)
            : null;

    private static CompanyAlias? RegistrationNumber(string key)
    {
        if (key.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        var holds = CheckCharacters.OfRegistrationNumber(key) == key[14];
        return holds || !PersonNumber.MayBeOld(key)
            ? new CompanyAlias(CompanyAliasKind.RegistrationNumber, key, holds)
            : null;
    }
}
