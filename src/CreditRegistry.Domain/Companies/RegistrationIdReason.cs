namespace CreditRegistry.Domain.Companies;

/// <summary>Why a text is no company's registration ID. The message names the way out, never what was typed.</summary>
/// <param name="Code">UPPER_SNAKE, stable.</param>
public sealed record RegistrationIdReason(string Code, LocalText Message)
{
    public static readonly RegistrationIdReason Length = new("LENGTH", new(
        "A registration ID has 18 characters. Copy the whole Unified Social Credit Code from the business licence; "
        + "spaces and hyphens do not count.",
        "统一社会信用代码应为18位。请完整填写营业执照上的代码，空格和连字符不计。"));

    public static readonly RegistrationIdReason Character = new("CHARACTER", new(
        "This character cannot stand in a registration ID, which has digits and capital letters without I, O, S, V "
        + "and Z. Compare it with the business licence.",
        "统一社会信用代码只含数字和大写英文字母（不含I、O、S、V、Z），此处字符有误。请与营业执照核对。"));

    public static readonly RegistrationIdReason Region = new("REGION", new(
        "Characters 3 to 8 are the region and must be digits. Compare this one with the business licence.",
        "第3至8位为登记管理机关行政区划码，应为数字。请与营业执照核对。"));

    public static readonly RegistrationIdReason CheckCharacter = new("CHECK_CHARACTER", new(
        "The last character does not fit the others, so at least one of the 18 is wrong. "
        + "Compare each with the business licence.",
        "校验码与前17位不符，至少有一位有误。请逐位与营业执照核对。"));

    public static readonly RegistrationIdReason NotACompany = new("NOT_A_COMPANY", new(
        "This register holds companies only: their registration IDs begin with 91 or 93. "
        + "Use the Unified Social Credit Code on the company's business licence, never a person's number.",
        "本平台仅收录企业，其统一社会信用代码以91或93开头。请填写企业营业执照上的代码，切勿填写个人证件号码。"));

    public static readonly RegistrationIdReason SoleTrader = new("SOLE_TRADER", new(
        "An ID that begins with 92 belongs to a sole trader, who is a person. This register holds companies only: "
        + "use an ID that begins with 91 or 93.",
        "以92开头的统一社会信用代码属于个体工商户，即自然人。本平台仅收录企业，请填写以91或93开头的代码。"));

    public static IReadOnlyList<RegistrationIdReason> All { get; } =
        [Length, Character, Region, CheckCharacter, NotACompany, SoleTrader];

    public override string ToString() => Code;
}

/// <summary>Something a reader should know about an ID that is nevertheless valid.</summary>
/// <param name="Code">UPPER_SNAKE, stable.</param>
public sealed record RegistrationIdWarning(string Code, LocalText Message)
{
    /// <summary>Seven in 100,000 real companies carry such a code, so it is no ground for refusal.</summary>
    public static readonly RegistrationIdWarning OrganisationCodeCheck = new("ORGANISATION_CODE_CHECK", new(
        "Character 17, the check of the organisation code inside this ID, does not fit characters 9 to 16. "
        + "A few real companies have such an ID; compare it with the business licence.",
        "第17位与第9至16位主体标识码的校验不符。少数真实企业确有此类编号，请与营业执照核对。"));

    internal static RegistrationIdWarning AllowListed(LocalText reason) => new("ALLOW_LISTED", reason);

    public override string ToString() => Code;
}
