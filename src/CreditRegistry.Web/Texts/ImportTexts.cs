using CreditRegistry.Application.Ingestion;
using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>Files of records and what became of them.</summary>
public static class ImportTexts
{
    public static readonly LocalText Title = new("Import a file", "批量导入");
    public static readonly LocalText Lead = new(
        "Each row is published by the rules that hold for one. A row that is refused changes nothing; the others go on. "
        + "The same file may be sent again: what is in already stays as it is.",
        "逐行按照单条公示的规则办理。不符合规则的行不予导入，不影响其他行。同一文件可以重复提交，已导入的记录不会重复。");
    public static readonly LocalText File = new("File", "文件");
    public static readonly LocalText FileHint = new(
        "CSV or NDJSON in UTF-8, plain or gzip (.csv, .ndjson, .gz), of any length.",
        "UTF-8编码的CSV或NDJSON文件，可用gzip压缩（.csv、.ndjson、.gz），大小不限。");
    public static readonly LocalText FileMissing = new("Choose a file", "请选择文件");
    public static readonly LocalText Start = new("Import", "开始导入");
    public static readonly LocalText Patience = new(
        "About 2,500 rows a second. Leave this page open until the verdicts appear.", "每秒约处理2500行，结果显示前请勿关闭本页。");
    public static readonly LocalText Running = new("An import of your organ is running.", "本机关有文件正在导入。");
    public static readonly LocalText RunningHelp = new(
        "You may send another file; a record that is in both is taken once.", "可以同时提交其他文件，两个文件中相同的记录只导入一次。");
    public static readonly LocalText Columns = new("Columns of the file", "文件各列说明");
    public static readonly LocalText Optional = new(" (may be left out)", "（可不填）");
    public static readonly LocalText Ndjson = new(
        "An NDJSON file has one JSON text a line, of the shape that POST /api/v1/records takes, with publishedOn if the day is earlier.",
        "NDJSON文件每行一个JSON对象，格式与POST /api/v1/records相同；公示日期早于当日的，另填publishedOn。");
    public static readonly LocalText Example = new("An example in CSV:", "CSV示例：");

    public static readonly LocalText ReportTitle = new("What became of the file", "导入结果");
    public static readonly LocalText Another = new("Another file", "导入其他文件");
    public static readonly LocalText NotKept = new(
        "This report is not kept any more: it is for one hour. Send the file again to get one; what was taken stays unchanged.",
        "导入结果仅保留一小时，现已清除。如需结果，请重新提交文件，已导入的记录不会重复。");
    public static readonly LocalText Rows = new("{0} rows, read to the end on {1}.", "共{0}行，{1}处理完毕。");
    public static readonly LocalText Verdicts = new("Rows by verdict", "各类结果行数");
    public static readonly LocalText Download = new("Download the whole report", "下载完整结果");
    public static readonly LocalText Reasons = new("Refused rows by reason", "未导入原因统计");
    public static readonly LocalText FirstProblems = new("The first {0} rows that need a look", "前{0}条问题");
    public static readonly LocalText Line = new("Line", "行号");
    public static readonly LocalText Reason = new("Reason", "原因");
    public static readonly LocalText WayOut = new("Way out", "处理办法");
    public static readonly LocalText RestInFile = new("The others are in the report.", "其余问题请查看完整结果。");
    public static readonly LocalText Personal = new(
        "Columns about people were dropped unread: {0}. This register is of companies only.", "以下涉及个人的列未读取、未保存：{0}。本平台仅登记企业信息。");
    public static readonly LocalText Ignored = new("Columns that the import does not know: {0}.", "未使用的列：{0}。");

    private static readonly LocalText Refused = new("The file cannot be taken.", "文件无法导入。");

    private static readonly Dictionary<string, LocalText> Refusals = new(StringComparer.Ordinal)
    {
        ["FILE_EMPTY"] = new("The file is empty. Choose the one with the rows", "文件为空，请选择正确的文件"),
        ["FILE_UNREADABLE"] = new(
            "The file cannot be read as CSV or NDJSON in UTF-8. Save it so and send it again",
            "文件无法按UTF-8编码的CSV或NDJSON读取，请另存后重新提交"),
        ["FILE_DAMAGED"] = new(
            "The file cannot be unpacked to its end. Rows before the damage may be in: make the file anew and send it again",
            "压缩文件已损坏，未能读完；损坏处之前的行可能已导入。请重新生成文件后再次提交"),
        ["COLUMN_MISSING"] = new(
            "The first line lacks a column that is needed. Compare it with the columns below", "首行缺少必需的列，请对照下方的各列说明"),
        ["COLUMN_REPEATED"] = new("The first line names a column twice. Leave one out", "首行有重复的列，请删除其中之一"),
    };

    private static readonly (string Name, LocalText What, bool Needed)[] FileColumns =
    [
        ("registration_id", new("Registration ID of the company", "企业的统一社会信用代码"), true),
        ("tier", new(
            "untrustworthy, seriouslyUntrustworthy, abnormal or seriouslyIllegal",
            "等级：untrustworthy（失信）、seriouslyUntrustworthy（严重失信）、abnormal（经营异常）、seriouslyIllegal（严重违法失信）"), true),
        ("ground", new("Code of the ground, such as U05", "列入事由代码，例如U05"), true),
        ("decision_number", new("As printed on the decision", "决定文书号"), true),
        ("decided_on", new("Date of the decision, YYYY-MM-DD", "决定日期，格式为YYYY-MM-DD"), true),
        ("summary", new("What happened, for everyone to read", "主要事实（向社会公示）"), true),
        ("published_on", new("An earlier day of publication, YYYY-MM-DD", "早于当日的公示日期，格式为YYYY-MM-DD"), false),
        ("penalties", new(
            "KIND:amount in fen:last day, with a bar between two", "处罚，格式为“种类:金额（分）:届满日”，多项以竖线分隔"), false),
        ("publish", new("true or false, for a minor breach only", "true或false，仅用于轻微失信信息"), false),
    ];

    private static readonly Dictionary<string, LocalText> Faults = new(StringComparer.Ordinal)
    {
        ["QUOTE_UNCLOSED"] = new("A quote is not closed.", "引号未闭合。"),
        ["QUOTE_MISPLACED"] = new("Text follows a closing quote.", "引号之后有多余内容。"),
        ["ROW_TOO_LONG"] = new("The row is too long.", "该行过长。"),
        ["NOT_UTF8"] = new("The row is not UTF-8.", "该行不是UTF-8编码。"),
        ["NOT_JSON"] = new("The line is not one whole JSON text.", "该行不是完整的JSON对象。"),
        ["COLUMN_COUNT"] = new("The row has more or fewer columns than the first line.", "该行列数与首行不一致。"),
        ["REGISTRATION_ID_MISSING"] = new("There is no registration ID.", "缺少统一社会信用代码。"),
        ["LENGTH"] = new("The registration ID has not 18 characters.", "统一社会信用代码不是18位。"),
        ["CHARACTER"] = new("The registration ID has a character that cannot stand there.", "统一社会信用代码含有无效字符。"),
        ["REGION"] = new("The region in the registration ID is no number.", "统一社会信用代码的行政区划码有误。"),
        ["CHECK_CHARACTER"] = new("The registration ID’s last character does not fit the others.", "统一社会信用代码的校验码不符。"),
        ["NOT_A_COMPANY"] = new("The number is no company’s.", "该代码不属于企业。"),
        ["SOLE_TRADER"] = new("The ID is of a sole trader, who is a person.", "该代码属于个体工商户。"),
        ["COMPANY_NOT_FOUND"] = new("The company is not in the register.", "本平台没有该企业。"),
        ["RECORD_EXISTS"] = new(
            "The organ has a record of this decision, company and ground that says something else.", "已有同一决定、同一企业、同一事由但内容不同的记录。"),
        ["PUBLISHED_IN_FUTURE"] = new("The publication day lies in the future.", "公示日期晚于今日。"),
        ["ORGAN_WITHOUT_RULE_SET"] = new("The organ followed no rule set on that day.", "公示当日本机关尚未采用规则集。"),
        ["DAY_UNREADABLE"] = new("A day cannot be read.", "日期无法识别。"),
        ["PENALTIES_UNREADABLE"] = new("The penalties cannot be read.", "处罚内容无法识别。"),
        ["TIER_UNKNOWN"] = new("The tier is none of the four.", "等级无法识别。"),
        ["PUBLISH_UNREADABLE"] = new("The column publish is neither true nor false.", "publish列既不是true也不是false。"),
        ["VALIDATION_FAILED"] = new("A field is missing or wrong.", "有缺失或不符合要求的字段。"),
        ["PUBLIC_TEXT_PERSONAL"] = new(
            "The summary or the decision number seems to have a person’s data in it.", "主要事实或者决定文书号中疑似含有个人信息。"),
        ["PUBLIC_TEXT_INVISIBLE"] = new(
            "The summary or the decision number has a character that readers do not see.", "主要事实或者决定文书号中含有不可见字符。"),
        ["RECORD_TIER_BY_ESCALATION"] = new("Records of this tier arise only by escalation.", "该等级的记录只能由升级产生。"),
        ["RECORD_GROUND_UNKNOWN"] = new("The rule set has no such ground.", "规则集中没有该列入事由。"),
        ["RECORD_GROUND_NOT_IN_TIER"] = new("The ground does not belong to the tier.", "该事由不适用于所填等级。"),
        ["RECORD_PREREQUISITE_MISSING"] = new(
            "The company has no published record that the tier requires.", "该企业没有列入该等级所需的公示记录。"),
        ["RECORD_PENALTY_UNKNOWN"] = new("The rule set has no such kind of penalty.", "规则集中没有该处罚种类。"),
        ["RECORD_PENALTY_REQUIRED"] = new("The class of the record follows from a penalty, and there is none.", "缺少用于确定失信程度的处罚。"),
        ["RECORD_CLASS_NOT_IN_TIER"] = new("The gravest penalty does not fit the tier.", "最重的处罚与所填等级不符。"),
        ["RECORD_DECISION_IN_FUTURE"] = new("The decision is dated after the publication.", "决定日期晚于公示日期。"),
        ["RECORD_COMPANY_DEREGISTERED"] = new("The company has been struck off the register.", "该企业已注销。"),
        ["RECORD_PUBLISH_NOT_OPTIONAL"] = new("Only a minor breach leaves the choice whether to publish it.", "只有轻微失信信息可以选择是否公示。"),
    };

    private static readonly Dictionary<string, LocalText> WaysOut = new(StringComparer.Ordinal)
    {
        ["QUOTE_UNCLOSED"] = new("Close it, or write a quote inside a field twice.", "请补全引号；字段内的引号应写两次。"),
        ["QUOTE_MISPLACED"] = new("Write a quote inside a quoted field twice.", "字段内的引号应写两次。"),
        ["ROW_TOO_LONG"] = new("Shorten its texts.", "请缩短文字内容。"),
        ["NOT_UTF8"] = new("Save the file as UTF-8.", "请将文件另存为UTF-8编码。"),
        ["NOT_JSON"] = new("Write each object on one line.", "请将每个对象写在一行内。"),
        ["COLUMN_COUNT"] = new("Put texts with commas into quotes.", "含有逗号的内容请加引号。"),
        ["SOLE_TRADER"] = new("Take the row out: the register holds companies only.", "请删除该行，本平台仅登记企业。"),
        ["NOT_A_COMPANY"] = new("Take the row out, or use the company’s own code.", "请删除该行，或者改用企业的代码。"),
        ["COMPANY_NOT_FOUND"] = new("Ask an administrator to take the company in, then send the file again.", "请联系系统管理员登记该企业后重新提交。"),
        ["RECORD_EXISTS"] = new("Correct or annul the record that stands.", "请更正或者撤销已有记录。"),
        ["PUBLISHED_IN_FUTURE"] = new("Leave the day out, or wait for it.", "请删除公示日期，或者届时再提交。"),
        ["ORGAN_WITHOUT_RULE_SET"] = new("Choose a later day, or ask an administrator.", "请改用更晚的日期，或者联系系统管理员。"),
        ["DAY_UNREADABLE"] = new("Write it as YYYY-MM-DD.", "请按YYYY-MM-DD填写。"),
        ["PENALTIES_UNREADABLE"] = new("Write KIND:fen:last day, with a bar between two.", "请按“种类:金额（分）:届满日”填写，多项以竖线分隔。"),
        ["TIER_UNKNOWN"] = new("Use one of the four codes of the columns’ list.", "请使用各列说明中的四种等级代码。"),
        ["PUBLISH_UNREADABLE"] = new("Write true, false or nothing.", "请填写true、false或者留空。"),
        ["VALIDATION_FAILED"] = new("Fill in or correct the field.", "请补充或更正相应字段。"),
        ["PUBLIC_TEXT_PERSONAL"] = new(
            "Leave out e-mail addresses, telephone numbers and people’s numbers.", "请删除电子邮箱、电话号码、身份证号码等个人信息。"),
        ["PUBLIC_TEXT_INVISIBLE"] = new("Type the text anew.", "请重新手动输入该内容。"),
        ["RECORD_TIER_BY_ESCALATION"] = new("Publish the abnormal record; it escalates by itself.", "请公示经营异常记录，届期由系统依规则升级。"),
        ["RECORD_GROUND_UNKNOWN"] = new("Choose a ground from the rules.", "请从规则中选择列入事由。"),
        ["RECORD_GROUND_NOT_IN_TIER"] = new("Change the ground or the tier.", "请更改事由或者等级。"),
        ["RECORD_PREREQUISITE_MISSING"] = new("Publish that record first.", "请先公示所需的记录。"),
        ["RECORD_PENALTY_UNKNOWN"] = new("Choose a kind from the rules.", "请从规则中选择处罚种类。"),
        ["RECORD_PENALTY_REQUIRED"] = new("Name at least one penalty.", "请至少填写一项处罚。"),
        ["RECORD_CLASS_NOT_IN_TIER"] = new("Change the tier or the penalties.", "请更改等级或者处罚。"),
        ["RECORD_DECISION_IN_FUTURE"] = new("Correct one of the two days.", "请更正其中一个日期。"),
        ["RECORD_COMPANY_DEREGISTERED"] = new("Take the row out.", "请删除该行。"),
        ["RECORD_PUBLISH_NOT_OPTIONAL"] = new("Leave the column publish empty.", "请将publish列留空。"),
    };

    private static readonly LocalText CompareId = new("Compare the ID with the business licence.", "请与营业执照核对。");

    /// <summary>The columns of a CSV file, in order.</summary>
    public static IReadOnlyList<(string Name, LocalText What, bool Needed)> AllColumns => FileColumns;

    public static LocalText Of(RowVerdict verdict) => verdict switch
    {
        RowVerdict.Accepted => new("accepted", "已导入"),
        RowVerdict.Unchanged => new("were in already", "此前已导入"),
        RowVerdict.Updated => new("updated", "已更新"),
        RowVerdict.Repeated => new("repeated", "重复"),
        RowVerdict.Refused => new("refused", "未导入"),
    };

    public static LocalText WhyRefused(string code) => Refusals.GetValueOrDefault(code, Refused);

    /// <summary>Why a row was refused, and the way out; null for a code that a file of records never has.</summary>
    public static (LocalText Reason, LocalText WayOut)? Why(string code) =>
        Faults.TryGetValue(code, out var reason) ? (reason, WaysOut.GetValueOrDefault(code, CompareId)) : null;
}
