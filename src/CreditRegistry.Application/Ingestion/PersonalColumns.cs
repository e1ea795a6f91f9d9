namespace CreditRegistry.Application.Ingestion;

/// <summary>Which columns of a source are about people. They are never read, only counted; this is a register of companies.</summary>
internal static class PersonalColumns
{
    /// <summary>A header that contains one of these, case, spaces and underscores aside, is about a person.</summary>
    private static readonly string[] Marks =
    [
        "legalrepresentative", "legalperson", "representative", "法定代表人", "法人代表", "法人", "代表人", "负责人", "经营者",
        "contact", "联系人", "联系方式",
        "phone", "telephone", "mobile", "fax", "电话", "手机", "传真",
        "email", "mail", "邮箱", "邮件", "wechat", "微信", "qq",
        "idnumber", "idcard", "identity", "passport", "身份证", "证件号", "证件类型", "护照",
        "shareholder", "investor", "owner", "director", "supervisor", "manager", "executive", "member", "founder",
        "股东", "投资人", "出资人", "董事", "监事", "经理", "高管", "主要人员", "成员", "合伙人",
        "residence", "homeaddress", "住址", "家庭地址", "birth", "出生", "gender", "性别", "nationality", "国籍", "民族",
    ];

    public static bool Covers(string header)
    {
        var name = header.Replace("_", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal);
        return Array.Exists(Marks, mark => name.Contains(mark, StringComparison.OrdinalIgnoreCase));
    }
}
