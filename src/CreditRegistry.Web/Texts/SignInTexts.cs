using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>Signing in and out, and one’s own account.</summary>
public static class SignInTexts
{
    public static readonly LocalText Title = new("Sign in", "登录");
    public static readonly LocalText Lead = new(
        "Only companies that apply for repair, organs, and users of watch lists need an account. Searching needs none.",
        "仅申请信用修复的企业、有关机关和使用关注名单的单位需要账户，查询无需登录。");
    public static readonly LocalText Email = new("E-mail", "电子邮箱");
    public static readonly LocalText Password = new("Password", "密码");
    public static readonly LocalText SignIn = new("Sign in", "登录");
    public static readonly LocalText EmailMissing = new("Type your e-mail address", "请输入电子邮箱");
    public static readonly LocalText PasswordMissing = new("Type your password", "请输入密码");
    public static readonly LocalText Refused = new(
        "The e-mail or the password is wrong. After five wrong tries an account rests for 15 minutes or longer.",
        "电子邮箱或密码有误。连续五次输入错误后，账户将锁定15分钟以上。");
    public static readonly LocalText SecondFactorTitle = new("Type the code of your authenticator app", "请输入动态验证码");
    public static readonly LocalText Code = new("Code", "验证码");
    public static readonly LocalText CodeHint = new(
        "The six digits that the app shows now, or one of your recovery codes.", "身份验证器当前显示的六位数字，或者一个恢复码。");
    public static readonly LocalText CodeMissing = new("Type the code", "请输入验证码");
    public static readonly LocalText CodeWrong = new(
        "This code is wrong, too old or used. Wait for the next one, or use a recovery code.",
        "验证码有误、已过期或者已使用。请等待下一个验证码，或者使用恢复码。");
    public static readonly LocalText StartAgain = new("Begin again with the password", "重新输入密码");
    public static readonly LocalText TookTooLong = new(
        "That took more than five minutes. Begin again with the password.", "已超过五分钟，请重新输入密码。");
    public static readonly LocalText SignOutTitle = new("Sign out?", "确定退出登录？");
    public static readonly LocalText SignOut = new("Sign out", "退出登录");
    public static readonly LocalText SignedOut = new("You are signed out.", "您已退出登录。");

    public static readonly LocalText AccountTitle = new("Your account", "我的账户");
    public static readonly LocalText Roles = new("Roles", "角色");
    public static readonly LocalText Organs = new("Organs", "所属机关");
    public static readonly LocalText Companies = new("Companies that you may act for", "可代表的企业数");
    public static readonly LocalText SecondFactor = new("Second factor", "双重验证");
    public static readonly LocalText SecondFactorOn = new("switched on", "已开启");
    public static readonly LocalText SecondFactorOff = new("switched off", "未开启");
}
