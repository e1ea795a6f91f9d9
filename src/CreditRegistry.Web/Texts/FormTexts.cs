using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>What forms say, whatever they are about.</summary>
public static class FormTexts
{
    public static readonly LocalText Problem = new("There is a problem", "提交的内容有误");
    public static readonly LocalText ErrorPrefix = new("Error:", "错误：");
    public static readonly LocalText Continue = new("Continue", "继续");
    public static readonly LocalText Cancel = new("Cancel", "取消");
    public static readonly LocalText TypedKept = new(
        "You were signed out before this was sent. What you typed is still here: send it again.",
        "登录已超时，内容尚未提交。您填写的内容已保留，请重新提交。");
    public static readonly LocalText ShownOnce = new(
        "Copy it now: it is shown this once.", "请立即复制，离开本页后不再显示。");
    public static readonly LocalText WorksUntil = new("It works until {0}.", "有效期至{0}。");
    public static readonly LocalText Personal = new(
        "Everybody reads this text. Leave out e-mail addresses, telephone numbers and people’s numbers",
        "本栏内容向社会公开，不得包含电子邮箱、电话号码、身份证号码等个人信息，请删除后重新提交");
    public static readonly LocalText Invisible = new(
        "The text has the character {0}, which readers do not see. Take it out, or type the text anew",
        "内容含有不可见字符（{0}），请删除该字符，或者重新手动输入");
    public static readonly LocalText NotThat = new("This cannot be read. Type it as the hint says.", "无法识别，请按提示填写。");
}
