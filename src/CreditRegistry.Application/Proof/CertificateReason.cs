namespace CreditRegistry.Application.Proof;

/// <summary>Why a certificate is not genuine.</summary>
/// <param name="Code">Such as <c>CERTIFICATE_SIGNATURE_WRONG</c>.</param>
/// <param name="Field">The first field of the readable part that is not what is signed; null for every other reason.</param>
public sealed record CertificateReason(string Code, string Text, string TextZh, string? Field = null)
{
    /// <summary>There is nothing in it that was ever signed.</summary>
    public static CertificateReason Unreadable => new(
        "CERTIFICATE_UNREADABLE",
        "No certificate can be read in it. Send the file as it was downloaded, its text that begins with eyJ, or the QR code's whole address.",
        "未能读取到证明内容。请提交下载的原文件、以eyJ开头的证明内容，或者二维码中的完整网址。");

    /// <summary>It is a signed statement, and no certificate.</summary>
    public static CertificateReason OtherType => new(
        "CERTIFICATE_OTHER_TYPE",
        "It is a signed text of another type, and no certificate.",
        "该内容属于其他类型的签名内容，不是企业信用公示情况证明。");

    /// <summary>The key that it names is none of the registry's.</summary>
    public static CertificateReason KeyUnknown => new(
        "CERTIFICATE_KEY_UNKNOWN",
        "No key that is known here signed it: it was not issued by this registry.",
        "签名密钥不是本平台公布的密钥，该证明并非由本平台出具。");

    /// <summary>The key that it names did not sign it as it is.</summary>
    public static CertificateReason SignatureWrong => new(
        "CERTIFICATE_SIGNATURE_WRONG",
        "The signature does not fit: it was changed or cut short after it was issued, or never issued.",
        "签名与内容不符：该证明出具后被改动、内容不完整，或者从未由本平台出具。");

    /// <summary>The key that signed it had been followed by another one by then.</summary>
    public static CertificateReason KeyRetired => new(
        "CERTIFICATE_KEY_RETIRED",
        "It is dated after the key that signed it was replaced: nothing is issued under that key any more.",
        "证明所载时点晚于签名密钥的停用时间，本平台已不再使用该密钥出具证明。");

    /// <summary>The registry's own log says otherwise.</summary>
    public static CertificateReason NotInLog => new(
        "CERTIFICATE_NOT_IN_LOG",
        "The registry's log does not bear it out: the position, the root, a record or the company that it names is not there.",
        "该证明与本平台的存证日志不符：所载的日志位置、根哈希、记录或者企业在日志中不存在。");

    /// <summary>What is signed is genuine, and what people read beside it says something else.</summary>
    public static CertificateReason TextDiffers(string field) => new(
        "CERTIFICATE_TEXT_DIFFERS",
        $"The readable part differs from what is signed: {field}. Only what is signed counts.",
        $"文件中可读部分与签名内容不一致（{field}），应以签名内容为准。",
        field);
}
