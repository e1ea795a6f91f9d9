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
    public static readonly LocalText NotThat = new("This cannot be read. Type it as the hint says.", "无法识别，请按提示填写。");
}
