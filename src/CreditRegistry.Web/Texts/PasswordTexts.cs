using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>Choosing a password with a one-time code.</summary>
public static class PasswordTexts
{
    public static readonly LocalText Title = new("Choose a password", "设置密码");
    public static readonly LocalText Lead = new(
        "For a new account, or one whose password is forgotten. You got a one-time code from whoever opened the account.",
        "适用于新开通的账户或者忘记密码的账户。一次性验证码由开通账户的人员提供。");
    public static readonly LocalText Token = new("One-time code", "一次性验证码");
    public static readonly LocalText New = new("New password", "新密码");
    public static readonly LocalText NewHint = new(
        "12 characters or more; a few words do well.", "至少12个字符，可以使用若干词语组合。");
    public static readonly LocalText Save = new("Save the password", "保存密码");
    public static readonly LocalText Saved = new("Your password is saved. Sign in with it.", "密码已设置，请登录。");
    public static readonly LocalText TokenMissing = new("Type the one-time code", "请输入一次性验证码");
    public static readonly LocalText TokenWrong = new(
        "E-mail and code do not fit, or the code was used or is older than three days. Ask for a new one",
        "电子邮箱与验证码不匹配，或者验证码已使用、已超过三日。请索取新的验证码");
    public static readonly LocalText Link = new("You got a one-time code? Choose a password", "已收到一次性验证码？设置密码");

    private static readonly Dictionary<string, LocalText> Weak = new(StringComparer.Ordinal)
    {
        ["PASSWORD_SHORT"] = new("Choose a password of 12 characters or more", "密码至少12个字符"),
        ["PASSWORD_LONG"] = new("Choose a password of 256 characters or fewer", "密码不超过256个字符"),
        ["PASSWORD_REPEATS"] = new("Choose a password with at least 5 different characters", "密码至少包含5个不同的字符"),
        ["PASSWORD_HAS_NAME"] = new(
            "Choose a password that does not contain your e-mail name", "密码不能包含电子邮箱的用户名"),
        ["PASSWORD_COMMON"] = new("This is one of the commonest passwords. Choose another", "该密码过于常见，请更换"),
    };

    /// <param name="code">A refusal of <see cref="PasswordRules"/>; null for any other.</param>
    public static LocalText? WhyWeak(string code) => Weak.GetValueOrDefault(code);
}
