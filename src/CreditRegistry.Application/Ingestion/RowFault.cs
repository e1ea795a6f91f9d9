using CreditRegistry.Domain;
using CreditRegistry.Domain.Companies;
using FluentValidation.Results;

namespace CreditRegistry.Application.Ingestion;

/// <summary>Why a row of a file is refused, or what was left out of one that was accepted. Never quotes the row.</summary>
/// <param name="Code">UPPER_SNAKE, stable.</param>
public sealed record RowFault(string Code, string Message)
{
    public static readonly RowFault QuoteUnclosed = new(
        "QUOTE_UNCLOSED", "A quote opens on this line and does not close where its field ends.");

    public static readonly RowFault QuoteMisplaced = new(
        "QUOTE_MISPLACED", "Text follows a closing quote. A quote inside a quoted field is written twice.");

    public static readonly RowFault TooLong = new("ROW_TOO_LONG", $"The row is longer than {CsvRows.MaxRowBytes:N0} bytes.");

    public static readonly RowFault NotUtf8 = new("NOT_UTF8", "The row is not UTF-8. Save the file as UTF-8.");

    public static readonly RowFault NotJson = new("NOT_JSON", "The line is not one whole JSON text of the expected kind.");

    public static readonly RowFault ColumnCount = new(
        "COLUMN_COUNT", "The row has more or fewer columns than the header.");

    public static readonly RowFault RegistrationIdMissing = new("REGISTRATION_ID_MISSING", "The row has no registration ID.");

    public static readonly RowFault NameMissing = new("NAME_MISSING", "The row has no company name.");

    public static readonly RowFault NameTooLong = new(
        "NAME_TOO_LONG", $"The name is longer than {Company.NameMaxLength} characters.");

    public static readonly RowFault NameCharacter = new(
        "NAME_CHARACTER", "The name holds a line break or another control character.");

    public static readonly RowFault StatusUnknown = new(
        "STATUS_UNKNOWN", "The status is none of registered (存续), revoked (吊销), deregistered (注销).");

    public static readonly RowFault DateUnreadable = new(
        "REGISTERED_ON_UNREADABLE", "The date of registration is no date up to today; it was left out.");

    public static readonly RowFault ProvinceUnknown = new(
        "PROVINCE_UNKNOWN", "The province is no name or code of GB/T 2260; it was left out.");

    public static readonly RowFault EnglishNameUnusable = new(
        "ENGLISH_NAME_UNUSABLE", "The English name is too long or holds control characters; it was left out.");

    public static readonly RowFault CompanyTypeUnusable = new(
        "COMPANY_TYPE_UNUSABLE", "The company type is too long or holds control characters; it was left out.");

    public static readonly RowFault FormerNameUnusable = new(
        "FORMER_NAME_UNUSABLE", "A former name is too long, holds control characters or is one too many; it was left out.");

    public static readonly RowFault RegistrationNumberUnusable = new(
        "REGISTRATION_NUMBER_UNUSABLE", "The registration number is not 15 digits of a company; it was left out.");

    public static readonly RowFault OrganisationCodeUnusable = new(
        "ORGANISATION_CODE_UNUSABLE", "The organisation code has not 9 characters that pass its check; it was left out.");

    public static readonly RowFault AliasTaken = new(
        "ALIAS_TAKEN", "Another company holds the registration number or organisation code; it was left out.");

    public static readonly RowFault CompanyNotFound = new(
        "COMPANY_NOT_FOUND", "No company of that registration ID is in the register. Import it first.");

    public static readonly RowFault RecordExists = new(
        "RECORD_EXISTS", "The organ has a record of this decision, company and ground that says something else. Correct or annul that one.");

    public static readonly RowFault PublishedInFuture = new("PUBLISHED_IN_FUTURE", "The publication day lies in the future.");

    public static readonly RowFault OrganWithoutRuleSet = new(
        "ORGAN_WITHOUT_RULE_SET", "The organ had adopted no rule set yet on the publication day.");

    public static readonly RowFault DayUnreadable = new("DAY_UNREADABLE", "A day is not written as YYYY-MM-DD.");

    public static readonly RowFault PenaltiesUnreadable = new(
        "PENALTIES_UNREADABLE", "The penalties are not written as KIND:fen:last day, with a bar between two, nor as JSON.");

    public static readonly RowFault TierUnknown = new(
        "TIER_UNKNOWN", "The tier is none of untrustworthy, seriouslyUntrustworthy, abnormal, seriouslyIllegal.");

    public static readonly RowFault PublishUnreadable = new("PUBLISH_UNREADABLE", "The column publish takes true, false or nothing.");

    /// <summary>The fields that are missing or wrong, each with what is expected.</summary>
    public static RowFault OfForm(ValidationResult form) => new(
        "VALIDATION_FAILED", string.Join(' ', form.Errors.Select(e => $"{e.PropertyName}: {e.ErrorMessage}")));

    /// <summary>A text that everybody would read and that cannot be public.</summary>
    public static RowFault OfText(InvalidError error) => new(error.Code, $"{error.Errors.Keys.Single()}: {error.Message}");

    public static RowFault RepeatOf(long line) => new(
        "REPEATED", $"The same registration ID as on line {line}; this row was not read further.");
}
