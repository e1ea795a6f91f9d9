using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>Choosing a password with a one-time token.</summary>
public static class PasswordTexts
{
    public static readonly LocalText Title = new("Choose a password", "设置密码");
    public static readonly LocalText Lead = new(
        "For whoever was invited, or lost the password. An administrator hands over the token.",
        "适用于首次登录或者忘记密码的用户，一次性口令由系统管理员提供。");
    public static readonly LocalText Token = new("One-time token", "一次性口令");
    public static readonly LocalText TokenHint = new("It works once, within three days.", "三天内有效，只能使用一次。");
    public static readonly LocalText TokenMissing = new("Type the one-time token", "请输入一次性口令");
    public static readonly LocalText Password = new("New password", "新密码");
    public static readonly LocalText PasswordHint = new(
        "12 characters or more; a few words do well.", "至少12个字符，可使用几个词语组成的短句。");
    public static readonly LocalText PasswordMissing = new("Type a new password", "请输入新密码");
    public static readonly LocalText Choose = new("Save the password", "保存密码");
    public static readonly LocalText Done = new("Your password is saved. Sign in with it.", "密码已保存，请使用新密码登录。");

    private static readonly LocalText Refused = new("Choose another password", "请更换密码");

    private static readonly Dictionary<string, LocalText> Refusals = new(StringComparer.Ordinal)
    {
        ["RESET_TOKEN_INVALID"] = new(
            "The e-mail or the token is wrong, or the token was used or is older than three days. Ask for a new one",
            "电子邮箱或者口令有误，或者口令已使用、已超过三天。请向系统管理员索取新的口令"),
        ["PASSWORD_SHORT"] = new("Choose a password of 12 characters or more", "密码至少12个字符"),
        ["PASSWORD_LONG"] = new("This password is too long", "密码过长"),
        ["PASSWORD_REPEATS"] = new("Choose a password with more different characters", "密码中不同的字符过少"),
        ["PASSWORD_HAS_NAME"] = new("Choose a password that does not contain your e-mail name", "密码不能包含邮箱名"),
        ["PASSWORD_COMMON"] = new("This is one of the commonest passwords. Choose another", "该密码过于常见，请更换"),
    };

    public static LocalText WhyRefused(string code) => Refusals.GetValueOrDefault(code, Refused);
}
