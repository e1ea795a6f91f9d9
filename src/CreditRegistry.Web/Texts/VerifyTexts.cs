using CreditRegistry.Application.Proof;
using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>Verifying a certificate.</summary>
public static class VerifyTexts
{
    public static readonly LocalText Title = new("Verify a certificate", "核验企业信用公示情况证明");
    public static readonly LocalText Lead = new(
        "Find out whether a certificate was issued by this registry, what it said, and whether it still holds. Nothing you send is kept.",
        "核验证明是否由本平台出具、载明了什么、目前是否仍与公示一致。所提交的内容不予保存。");
    public static readonly LocalText Upload = new("The certificate as a file", "上传证明文件");
    public static readonly LocalText UploadHint = new(
        "The PDF as it was downloaded, or the JSON answer. 4 MB at most. If you choose one, the box below does not count.",
        "下载的PDF原文件，或者开放接口返回的JSON文件，不超过4 MB。如上传文件，则以文件为准。");
    public static readonly LocalText Certificate = new("Or its text", "或者粘贴证明内容");
    public static readonly LocalText CertificateHint = new(
        "It begins with eyJ. An address from a QR code, or a whole JSON answer, works too.",
        "以eyJ开头；也可粘贴二维码中的网址，或者整段JSON内容。");
    public static readonly LocalText Another = new("Verify another certificate", "核验其他证明");
    public static readonly LocalText Verify = new("Verify", "核验");
    public static readonly LocalText OfThisCompany = new("Certificate (PDF)", "公示情况证明（PDF）");
    public static readonly LocalText OfThisCompanyAsData = new("Certificate (JSON)", "公示情况证明（JSON）");
    public static readonly LocalText Empty = new("Choose the certificate’s file, or paste its text", "请上传证明文件或者粘贴证明内容");
    public static readonly LocalText FileLarge = new(
        "The file is larger than 4 MB. Choose the certificate as it was downloaded", "文件超过4 MB，请上传下载的证明原文件");
    public static readonly LocalText NoCertificate = new(
        "There is no certificate in it. Use the file as it was downloaded: one that was printed, scanned, encrypted or saved anew carries none",
        "未找到证明内容。请使用下载的原文件，经打印、扫描、加密或者另存的文件不含可核验的证明");

    public static readonly LocalText Holds = new("Genuine, and it still holds", "证明真实，且与目前公示一致");
    public static readonly LocalText HoldsNow = new(
        "This registry issued it, and shows the same at this moment.", "该证明由本平台出具，所载内容与此刻的公示一致。");
    public static readonly LocalText Changed = new("Genuine, but it no longer holds", "证明真实，但已与目前公示不一致");
    public static readonly LocalText ChangedNow = new(
        "This registry issued it. What it shows of the company has changed since: rely on the company’s page.",
        "该证明由本平台出具，但该企业的公示情况此后已有变化，请以企业页面目前的公示为准。");
    public static readonly LocalText NotGenuine = new("Not genuine", "证明不真实");
    public static readonly LocalText NotGenuineFile = new("Not genuine as a file", "证明文件不真实");
    public static readonly LocalText NotGenuineNow = new(
        "Do not rely on it: ask for the company’s page or a new certificate.", "请勿采信。请直接查询该企业，或者重新获取证明。");
    public static readonly LocalText ComparePrint = new(
        "Compare the print with what is said here. What is said here counts.", "请与纸面内容比对，二者不一致的，以本页为准。");

    public static readonly LocalText Said = new("What it said", "证明所载内容");
    public static readonly LocalText WhatIsSigned = new("What is signed", "签名所载内容");
    public static readonly LocalText Company = new("Company", "企业名称");
    public static readonly LocalText At = new("As shown at", "公示时点");
    public static readonly LocalText Instant = new(
        "{0:d MMMM yyyy, HH:mm:ss} Beijing time (UTC+8)", "{0:yyyy年M月d日 HH:mm:ss}（北京时间）");
    public static readonly LocalText Position = new("Position in the log", "存证日志位置");
    public static readonly LocalText Key = new("Signed with the key", "签名密钥编号");
    public static readonly LocalText Records = new("Published records", "公示中的记录");
    public static readonly LocalText None = new("none", "无");
    public static readonly LocalText Marks = new("Marks", "标注");
    public static readonly LocalText FromCode = new(
        "This is the short form from a QR code. It tells how many records there were, not which: for those, send the file.",
        "这是二维码中的简要证明，仅载明记录条数；如需核对各条记录，请上传证明文件。");
    public static readonly LocalText Since = new("What changed since", "此后的变化");
    public static readonly LocalText Today = new("The company as it is shown now", "查看该企业目前的公示");
    public static readonly LocalText CompanyChanged = new("The company’s name or status is another now.", "企业名称或者登记状态已变更。");
    public static readonly LocalText Hidden = new("A record is not shown any more.", "一条记录已不再公示。");
    public static readonly LocalText RecordChanged = new("This record was corrected or marked:", "该记录已更正或者标注：");
    public static readonly LocalText RecordAdded = new("This record was published since:", "此后新公示的记录：");
    public static readonly LocalText TheRecord = new("Record number {0}", "记录编号{0}");

    /// <summary>What a certificate's check comes to, as a heading and a sentence.</summary>
    public static (LocalText Heading, LocalText Text) Of(CertificateCheck check) =>
        check.Reason is { } reason ? (reason.Field is null ? NotGenuine : NotGenuineFile, new(reason.Text, reason.TextZh)) : check.Holds is true ? (Holds, HoldsNow) : (Changed, ChangedNow);
}
