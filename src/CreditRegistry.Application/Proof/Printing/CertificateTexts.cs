using CreditRegistry.Domain;

namespace CreditRegistry.Application.Proof.Printing;

/// <summary>What is printed on a certificate besides what it certifies; both languages stand on the same page.</summary>
internal static class CertificateTexts
{
    public static readonly LocalText Issuer = new("CreditRegistry", "企业信用登记平台");
    public static readonly LocalText Title = new("Certificate of published credit records", "企业信用公示情况证明");
    public static readonly LocalText Scan = new("Scan to verify", "扫码核验");
    public static readonly LocalText Company = new("Company", "企业名称");
    public static readonly LocalText RegistrationId = new("Registration ID", "统一社会信用代码");
    public static readonly LocalText Status = new("Business registration", "登记状态");
    public static readonly LocalText StandingThen = new("Standing", "信用状况");
    public static readonly LocalText At = new("As shown at", "公示时点");
    public static readonly LocalText AtInstant = new(
        "{0:d MMMM yyyy, HH:mm:ss} Beijing time (UTC+8)", "{0:yyyy年M月d日 HH:mm:ss}（北京时间）");
    public static readonly LocalText Position = new("Position in the log", "存证日志位置");
    public static readonly LocalText Root = new("Root of the log", "存证日志根值");
    public static readonly LocalText Key = new("Signing key", "签名密钥编号");
    public static readonly LocalText None = new(
        "At the instant above, the register showed no record of this company.", "截至上述时点，本平台未公示该企业的失信记录。");
    public static readonly LocalText Count = new(
        "At the instant above, this is all that the register showed of the company. Number of records: {0}.", "截至上述时点，本平台公示该企业的记录共{0}条：");
    public static readonly LocalText Basis = new("Legal basis", "法律依据");
    public static readonly LocalText Organ = new("Decided by", "决定机关");
    public static readonly LocalText Decision = new("Decision", "决定文书号");
    public static readonly LocalText DecidedOn = new("decided on {0:d MMMM yyyy}", "{0:yyyy年M月d日}作出");
    public static readonly LocalText Penalties = new("Penalties", "处罚内容");
    public static readonly LocalText Amount = new(" ¥{0:#,0.00}", "{0:#,0.00}元");
    public static readonly LocalText Term = new(" until {0:d MMMM yyyy}", "（至{0:yyyy年M月d日}）");
    public static readonly LocalText Shown = new("Published", "公示期");
    public static readonly LocalText ShownUntil = new(
        "from {0:d MMMM yyyy} to {1:d MMMM yyyy}, the last day included", "{0:yyyy年M月d日}至{1:yyyy年M月d日}（含当日）");
    public static readonly LocalText ShownFrom = new(
        "from {0:d MMMM yyyy}, without an end by itself", "{0:yyyy年M月d日}起，不自动停止公示");
    public static readonly LocalText Marks = new("Marks", "标注");
    public static readonly LocalText CompanySays = new("The company says", "企业声明");
    public static readonly LocalText Summary = new("Summary", "内容摘要");
    public static readonly LocalText RecordId = new("Record number", "记录编号");
    public static readonly LocalText About = new("About this certificate", "说明");
    public static readonly LocalText PageOf = new("Page {0} of {1}", "第{0}页，共{1}页");
    public static readonly IReadOnlyList<LocalText> Notes =
    [
        new(
            "It states every record that the register showed of the company at that instant, no more and no less. It is neither a score nor a rating.",
            "本证明载明本平台在上述时点公示的该企业全部记录，既非信用评分，也不构成对该企业的评价。"),
        new(
            "Records end with their period, and may be repaired, corrected or annulled. Before you rely on this certificate, verify that it still "
            + "holds: scan the code, or send this file to {0}.",
            "记录可能因公示期届满、信用修复、更正或者撤销而变化。采信前，请扫描二维码，或者将本文件上传至 {0}，核验其是否与目前的公示一致。"),
        new(
            "What the verification says counts, not the print. This file carries the certificate under the registry’s digital signature, "
            + "so that it can be verified offline too: registry verify FILE.",
            "纸面内容与核验结果不一致的，以核验结果为准。本文件内含经数字签名的证明原文，亦可使用 registry verify 命令离线核验。"),
    ];
}
