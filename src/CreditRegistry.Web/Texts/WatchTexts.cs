using CreditRegistry.Application.Watching;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Watching;

namespace CreditRegistry.Web.Texts;

/// <summary>Watch lists, and records to let go of.</summary>
public static class WatchTexts
{
    public static readonly LocalText Title = new("Watch lists and recalls", "关注名单与撤回通知");
    public static readonly LocalText Lead = new(
        "Be told when something changes about the companies you choose, and let go of records that have left publication.",
        "所关注企业的信用信息发生变化时获得通知；记录停止公示后，按通知删除留存的信息。");

    public static readonly LocalText Recalls = new("Records to let go of", "待处理的撤回通知");
    public static readonly LocalText RecallsLead = new(
        "You took these records, were shown them or were told of them, and they have left publication. Delete every copy and what was concluded from it, then confirm.",
        "下列记录您曾下载、查询或者收到通知，现已停止公示。请删除全部留存信息以及据此作出的结论，然后确认。");
    public static readonly LocalText NoRecalls = new("There is nothing to let go of.", "没有待处理的撤回通知。");
    public static readonly LocalText Acknowledge = new("I have deleted it", "已删除");
    public static readonly LocalText AcknowledgeAll = new("I have deleted all of these", "以上均已删除");
    public static readonly LocalText Acknowledged = new("Thank you. It is noted that you have let it go.", "已记录您的确认。");
    public static readonly LocalText Record = new("Record", "记录");
    public static readonly LocalText LeftOn = new("Not shown from {0} on", "自{0}起停止公示");

    public static readonly LocalText Lists = new("My watch lists", "我的关注名单");
    public static readonly LocalText NoLists = new("You have no watch list yet.", "尚无关注名单。");
    public static readonly LocalText Companies = new("Companies: {0}", "企业{0}家");
    public static readonly LocalText New = new("Make a watch list", "新建关注名单");
    public static readonly LocalText ByApi = new("A program does all of this by the API.", "以上操作均可通过接口完成。");

    public static readonly LocalText Name = new("Name of the list", "名单名称");
    public static readonly LocalText Rules = new("What do you want to be told of?", "通知事项");
    public static readonly LocalText RulesHint = new("Choose at least one.", "至少选择一项，可多选。");
    public static readonly LocalText DaysBefore = new("Days of notice before a record can be repaired", "可申请修复的提前通知天数");
    public static readonly LocalText DaysBeforeHint = new(
        $"Counts if you want to be told of that: 1 to {WatchLimits.MaxDaysBefore}, or {WatchLimits.DefaultDaysBefore} when left empty.",
        $"选择“即将可以申请修复”时适用，可填1至{WatchLimits.MaxDaysBefore}，不填按{WatchLimits.DefaultDaysBefore}天计。");
    public static readonly LocalText Delivery = new("How you are told", "通知方式");
    public static readonly LocalText Address = new("Address to send to", "推送地址");
    public static readonly LocalText AddressHint = new(
        "Counts if events are to be sent. It begins with https:// and is reached from the public internet. A new address gets a new secret.",
        "选择推送时填写。须以https://开头，并可从公共互联网访问。更换地址后，密钥随之更换。");
    public static readonly LocalText Create = new("Make the list", "新建名单");
    public static readonly LocalText Created = new("The list is made. Now put companies on it.", "名单已建立，请添加企业。");

    public static readonly LocalText Settings = new("Settings", "设置");
    public static readonly LocalText Save = new("Save the settings", "保存设置");
    public static readonly LocalText Saved = new("The settings are saved.", "设置已保存。");
    public static readonly LocalText Stale = new(
        "This list was changed since you opened the page. What you typed is kept: compare it with the list as it stands, then save again.",
        "您打开本页后，名单已被更改。您填写的内容已保留，请核对名单当前设置后重新保存。");
    public static readonly LocalText AsItStands = new("The list as it stands now", "名单当前设置");

    public static readonly LocalText ToldOf = new("Told of", "通知事项");
    public static readonly LocalText CompaniesOn = new("Companies", "关注企业");
    public static readonly LocalText NoCompanies = new("There is no company on the list yet.", "名单中尚无企业。");
    public static readonly LocalText AddOne = new("Add a company", "添加企业");
    public static readonly LocalText AddOneHint = new(
        "Its registration ID, or its registration number or organisation code from before 2015.",
        "统一社会信用代码，也可填写2015年以前的注册号或者组织机构代码。");
    public static readonly LocalText Add = new("Add", "添加");
    public static readonly LocalText Added = new("The company is on the list.", "企业已加入名单。");
    public static readonly LocalText Remove = new("Take off", "移出");
    public static readonly LocalText Removed = new("The company is off the list.", "企业已移出名单。");
    public static readonly LocalText Replace = new("Replace all companies by those of a file", "上传文件并替换全部企业");
    public static readonly LocalText File = new("Companies, from a file", "企业名单文件");
    public static readonly LocalText FileHint = new(
        "One registration ID a line, or a CSV table whose header names the column. Companies that are not in the file are taken off. 4 MB at most.",
        "每行一个统一社会信用代码，或者表头注明该列的CSV表格。不在文件中的企业将移出名单。文件不超过4 MB。");
    public static readonly LocalText Read = new("Lines read: {0}. On the list now: {1}; new: {2}; taken off: {3}; not in the register yet: {4}; refused: {5}.", "共读取{0}行。名单现有企业{1}家，新增{2}家，移出{3}家，尚未收录{4}家；无效{5}行。");
    public static readonly LocalText Refused = new("Refused lines", "无效的行");
    public static readonly LocalText AtLine = new("Line {0}", "第{0}行");

    public static readonly LocalText Events = new("What happened", "最近动态");
    public static readonly LocalText NoEvents = new("Nothing has happened since the list was made.", "名单建立以来没有动态。");
    public static readonly LocalText LeftSince = new("The record has left publication since.", "该记录已停止公示。");
    public static readonly LocalText Position = new("Position", "位置");

    public static readonly LocalText Sending = new("Sending", "推送");
    public static readonly LocalText SentTo = new("Sent to", "推送地址");
    public static readonly LocalText State = new("State", "推送状态");
    public static readonly LocalText Since = new("since {0}", "自{0}起");
    public static readonly LocalText Ping = new("Send a test event", "发送测试消息");
    public static readonly LocalText TestTaken = new("The test event arrived", "测试消息已送达");
    public static readonly LocalText TestNotTaken = new("The test event did not arrive", "测试消息未送达");
    public static readonly LocalText SendNow = new("Send what waits now", "立即推送待发内容");
    public static readonly LocalText Resume = new("Resume sending", "恢复推送");
    public static readonly LocalText Resumed = new("What waits is sent now, in order.", "待发内容将按顺序立即推送。");
    public static readonly LocalText SendingHelp = new(
        "A test event is sent at once and says nothing of a company. What your address did not take is tried again by itself, with growing pauses; you need not wait for the end of a pause.",
        "测试消息立即发送，不含企业信息。未被接收的内容由平台自动重试，间隔逐次延长；也可立即推送，无需等待下次重试。");
    public static readonly LocalText Deliveries = new("Latest attempts", "最近推送记录");
    public static readonly LocalText NoDeliveries = new("Nothing has been sent yet.", "尚无推送记录。");
    public static readonly LocalText Taken = new("Taken", "已接收");
    public static readonly LocalText NotTaken = new("Not taken", "未接收");
    public static readonly LocalText Attempt = new("attempt {0}", "第{0}次");
    public static readonly LocalText Replay = new("Send again", "重新推送");
    public static readonly LocalText ReplayHelp = new(
        "If your program lost what it had taken, have it sent once more: in order, and each event with the id that it had.",
        "如您的系统丢失了已接收的内容，可申请重新推送：事件按原顺序发送，编号保持不变。");
    public static readonly LocalText After = new("Position", "起始位置");
    public static readonly LocalText AfterHint = new(
        "What came after this position is sent. Each event shows its own, such as 1.42.", "推送该位置之后的事件。各条动态均注明位置，例如1.42。");
    public static readonly LocalText Replayed = new("These events are sent again, in order.", "相关事件将按顺序重新推送。");
    public static readonly LocalText PositionLost = new(
        "The registry goes on from an older copy, in which the last events before that position are not. Send again after {0}.",
        "本平台已由较早的备份恢复，该位置之前的部分事件不再存在。请改填{0}。");

    public static readonly LocalText Secret = new("The secret of this list", "本名单的推送密钥");
    public static readonly LocalText SecretUse = new(
        "By it your program knows that what it receives comes from this registry (webhook-signature, as in Standard Webhooks). Keep it as you keep a password: whoever has it can pass for the registry.",
        "您的系统凭此密钥核验收到的消息确由本平台发出（按Standard Webhooks规范，见请求头webhook-signature）。请如同密码妥善保管，他人持有密钥即可冒充本平台。");
    public static readonly LocalText NewSecret = new("Make a new secret", "更换密钥");
    public static readonly LocalText NewSecretHelp = new(
        "Needed when the secret is lost, or somebody may have seen it. For {0} hours, the one before signs beside the new one; a further one within that time ends it.",
        "密钥遗失或者可能泄露时，请更换。更换后{0}小时内新旧密钥同时用于签名；其间再次更换的，最早的密钥立即失效。");
    public static readonly LocalText SecretMade = new("There is a new secret.", "密钥已更换。");

    public static readonly LocalText Back = new("All watch lists", "全部关注名单");
    public static readonly LocalText Delete = new("Delete this list", "删除名单");
    public static readonly LocalText DeleteTitle = new("Delete this watch list?", "确认删除该关注名单？");
    public static readonly LocalText DeleteLead = new(
        "Its companies, what happened to them and the attempts to send it are deleted too, and nothing more is sent. You are still told when a record leaves that you know by this list.",
        "名单中的企业、动态以及推送记录将一并删除，并停止推送。经该名单通知过您的记录停止公示时，您仍会收到撤回通知。");
    public static readonly LocalText CannotUndo = new("This cannot be undone.", "删除后不能恢复。");
    public static readonly LocalText DeleteYes = new("Yes, delete it", "确认删除");
    public static readonly LocalText Deleted = new("The list is deleted.", "名单已删除。");

    public static readonly LocalText NameWrong = new(
        $"Name the list in one line of at most {WatchLimits.NameMaxLength} characters.", $"请用一行填写名单名称，不超过{WatchLimits.NameMaxLength}个字符。");
    public static readonly LocalText RulesMissing = new("Choose at least one thing to be told of.", "请至少选择一项通知事项。");
    public static readonly LocalText DaysWrong = new(
        $"Enter a whole number from 1 to {WatchLimits.MaxDaysBefore}.", $"请填写1至{WatchLimits.MaxDaysBefore}的整数。");
    public static readonly LocalText FileMissing = new("Choose a file.", "请选择文件。");
    public static readonly LocalText FileLarge = new("The file is larger than 4 MB.", "文件超过4 MB。");

    public static readonly LocalText Statistic = new("of the recalls of the last year were acknowledged within seven days", "的撤回通知（近一年）在七日内得到确认");

    /// <summary>What stands in the way.</summary>
    /// <param name="code">Of the use case's refusal.</param>
    public static LocalText WhyRefused(string code) => code switch
    {
        "WEBHOOK_URL" => new(
            $"Enter an address that begins with https://, without a user name, password or fragment, of at most {WatchLimits.UrlMaxLength} characters.",
            $"请填写以https://开头的地址，不得含用户名、密码或者片段标识，不超过{WatchLimits.UrlMaxLength}个字符。"),
        "WEBHOOK_ADDRESS" => new(
            "The address lies in a private or reserved network. Enter one of the public internet.",
            "该地址属于内部或者保留网络，请填写可从公共互联网访问的地址。"),
        "WATCH_LISTS_FULL" => new("You have as many lists as an account may. Delete one first.", "关注名单数量已达上限，请先删除一个。"),
        "WATCH_COMPANIES_FULL" => new(
            "You watch as many companies as an account may, so nothing was changed. Take some off first.",
            "关注企业数量已达上限，名单未作更改，请先移出部分企业。"),
        "WATCH_FILE_WITHOUT_IDS" => new(
            "The file has no valid registration ID, so the list stays as it was.", "文件中没有有效的统一社会信用代码，名单未作更改。"),
        "WATCH_FILE_TOO_LONG" => new(
            "The file has too many lines. Remove those that repeat others or name no company.", "文件行数过多，请删除重复或者无企业代码的行。"),
        "WATCH_LIST_WITHOUT_WEBHOOK" => new(
            "Nothing is sent for this list: what happens is told here. To have it sent, give the list an address.",
            "该名单仅在站内通知。如需推送，请先填写推送地址。"),
        "WATCH_LIST_NOT_ACTIVE" => new("Sending has stopped. Resume it, then send again.", "推送已停止，请先恢复推送。"),
        "POSITION_UNKNOWN" => new(
            "Enter a position that an event has, such as 1.42.", "请填写已有事件的位置，例如1.42。"),
        _ => new("This cannot be done now. Open the list again.", "当前无法操作，请重新打开名单。"),
    };

    public static LocalText Of(WatchDeliveryKind delivery) => delivery switch
    {
        WatchDeliveryKind.Inbox => new("On this site only", "仅在站内通知"),
        WatchDeliveryKind.Webhook => new("On this site, and sent to an address (webhook)", "站内通知，并推送至指定地址（Webhook）"),
    };

    public static LocalText Of(WatchRule rule) => rule switch
    {
        WatchRule.Listed => new("New records", "新增公示记录"),
        WatchRule.TierUp => new("A graver tier", "等级升高"),
        WatchRule.TierDown => new("A lighter tier", "等级降低"),
        WatchRule.AboutToBecomeRepairable => new("Soon repairable", "即将可以申请修复"),
        WatchRule.Repaired => new("Repairs", "完成信用修复"),
        WatchRule.Lapsed => new("Ended periods", "公示期届满"),
        WatchRule.Annulled => new("Annulments", "记录撤销"),
        WatchRule.Corrected => new("Corrections", "记录更正"),
        WatchRule.Objection => new("Objections", "异议标注"),
        WatchRule.Recalled => new("Recalls", "撤回通知"),
    };

    public static LocalText What(WatchRule rule) => rule switch
    {
        WatchRule.Listed => new("A record of a company came into publication.", "企业有新的记录开始公示。"),
        WatchRule.TierUp => new("A company’s standing rose to a graver tier.", "企业的信用状况升至更严重的等级。"),
        WatchRule.TierDown => new("A company’s standing fell to a lighter tier, or is clear.", "企业的信用状况降至较轻的等级，或者已无公示记录。"),
        WatchRule.AboutToBecomeRepairable => new("A published record can be repaired some days from now.", "公示中的记录即将满足申请修复的期限。"),
        WatchRule.Repaired => new("A granted application ended a record’s publication.", "修复申请获得同意，记录停止公示。"),
        WatchRule.Lapsed => new("A record’s period ran out.", "记录公示期届满，停止公示。"),
        WatchRule.Annulled => new("The organ annulled a record.", "认定机关撤销了记录，记录停止公示。"),
        WatchRule.Corrected => new("The organ corrected a published record.", "认定机关更正了公示中的记录。"),
        WatchRule.Objection => new("The mark of an objection was placed on a record, or taken from it.", "记录添加或者撤下异议标注。"),
        WatchRule.Recalled => new("A record that you hold left publication: every copy has to go.", "您留存的记录停止公示，须删除全部留存信息。"),
    };

    public static LocalText Of(WebhookState state) => state switch
    {
        WebhookState.Active => new("active", "正常"),
        WebhookState.Paused => new("paused: your address took nothing for too long", "已暂停：接收方长时间未接收"),
        WebhookState.Disabled => new("switched off by your address", "接收方已停止接收"),
    };

    /// <summary>Why an attempt failed, or the sending stopped.</summary>
    public static LocalText WhyNotTaken(string failure) => failure switch
    {
        "STATUS" => new("the answer was not a success", "接收方未返回成功状态"),
        "REDIRECT" => new("the answer leads elsewhere, where nothing is sent", "接收方要求跳转，本平台不予跟随"),
        "TIMEOUT" => new("no answer in time", "接收方响应超时"),
        "CONNECTION" => new("no connection", "无法建立连接"),
        "TLS" => new("its certificate is not valid", "接收方证书无效"),
        "HOST_UNKNOWN" => new("its host is not known", "无法解析接收方的主机名"),
        "ADDRESS_REFUSED" => new("its host lies in a private or reserved network", "接收方位于内部或者保留网络"),
        "SECRET_LOST" => new("the secret cannot be read any more: make a new one", "密钥已无法读取，请更换密钥"),
        _ => new("it failed", "推送失败"),
    };

    /// <summary>The words of an event's type.</summary>
    public static LocalText OfType(string type) => type switch
    {
        "record.listed" => new("A record was published", "新增公示记录"),
        "company.tierUp" => new("The company is in a graver tier", "企业等级升高"),
        "company.tierDown" => new("The company is in a lighter tier, or clear", "企业等级降低或者已无公示记录"),
        "record.aboutToBecomeRepairable" => new("A record can soon be repaired", "记录即将可以申请修复"),
        "record.repaired" => new("A record was repaired", "记录已完成信用修复"),
        "record.lapsed" => new("A record reached the end of its period", "记录公示期届满"),
        "record.annulled" => new("A record was annulled", "记录已被撤销"),
        "record.corrected" => new("A record was corrected", "记录已更正"),
        "record.objection" => new("The mark of an objection changed", "异议标注发生变化"),
        "record.recalled" => new("A record you hold has left", "您留存的记录已停止公示"),
        "heartbeat" => new("Daily sign of life", "每日心跳"),
        "ping" => new("Test", "测试"),
        _ => new("Event", "事件"),
    };
}
