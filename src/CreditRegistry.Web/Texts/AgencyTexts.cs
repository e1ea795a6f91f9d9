using CreditRegistry.Domain;
using CreditRegistry.Domain.Records;
using CreditRegistry.Web.Agency;
using CreditRegistry.Web.Languages;

namespace CreditRegistry.Web.Texts;

/// <summary>What an organ reads that publishes records.</summary>
public static class AgencyTexts
{
    public static readonly LocalText Title = new("Records of your organ", "本机关公示信息");
    public static readonly LocalText OrganChoice = new("Organ", "机关");
    public static readonly LocalText Switch = new("Switch", "切换");
    public static readonly LocalText Publish = new("Publish a record", "公示新记录");
    public static readonly LocalText Records = new("Published records and earlier ones", "查询记录");
    public static readonly LocalText CompanyHint = new(
        "With one, records that left publication are listed too.", "填写后可同时查询已停止公示的记录。");
    public static readonly LocalText State = new("State", "状态");
    public static readonly LocalText CompanyForState = new(
        "Type the company’s registration ID: only published records are listed without one",
        "请填写统一社会信用代码：不填写时仅列出公示中的记录");
    public static readonly LocalText NoneShown = new("Your organ has no published record.", "本机关没有公示中的记录。");
    public static readonly LocalText NoneOfCompany = new(
        "Your organ has no such record of this company.", "本机关没有符合条件的该企业记录。");
    public static readonly LocalText PublishedOn = new("published on {0}", "{0}公示");
    public static readonly LocalText UntilDay = new("last shown on {0}", "公示至{0}");
    public static readonly LocalText LeftOn = new("not shown since {0}", "自{0}起停止公示");
    public static readonly LocalText Acts = new("What you can do", "可办理事项");
    public static readonly LocalText PublicPage = new("The company’s public page", "查看企业公示页面");
    public static readonly LocalText TheRecord = new("The record", "返回记录");
    public static readonly LocalText TheOrigin = new("The record that it came from", "查看原记录");
    public static readonly LocalText UnpublishedHelp = new("It is kept and not shown to the public.", "该记录仅入库，不向社会公示。");

    public static readonly LocalText ByRules = new("Your organ follows the rule set", "本机关适用的规则集：");
    public static readonly LocalText WhichCompany = new("Which company? Its registration ID", "企业的统一社会信用代码");
    public static readonly LocalText WhichCompanyHint = new(
        "The 18 characters of its business licence, beginning with 91 or 93.", "营业执照上的18位代码，以91或93开头。");
    public static readonly LocalText CompanyMissing = new(
        "Type the company’s registration ID", "请填写企业的统一社会信用代码");
    public static readonly LocalText WhichTier = new("Which tier?", "列入等级");
    public static readonly LocalText TierMissing = new("Choose a tier", "请选择列入等级");
    public static readonly LocalText TierNotByOrgan = new(
        "“{0}” is not to be chosen: its records come from another tier by themselves.", "“{0}”由其他等级的记录依规则升级产生，不能直接选择。");
    public static readonly LocalText OtherCompanyOrTier = new("Another company or tier", "重新选择企业或等级");
    public static readonly LocalText PrerequisiteMet = new(
        "The company has a published record of the tier “{0}” today, as this tier requires.", "该企业当日有“{0}”等级的公示记录，符合列入本等级的前提。");
    public static readonly LocalText GroundsAndLaw = new("The grounds of this tier and their law", "查看本等级的列入事由及法律依据");
    public static readonly LocalText GroundMissing = new("Choose a ground", "请选择列入事由");
    public static readonly LocalText Number = new("Decision number", "决定文书号");
    public static readonly LocalText NumberHint = new("As printed on the decision.", "与决定书上的文号一致，例如“浙市监罚字〔2026〕12号”。");
    public static readonly LocalText NumberMissing = new("Type the decision number in one line", "请填写决定文书号（单行）");
    public static readonly LocalText NumberLong = new(
        "A decision number has at most {0} characters", "决定文书号不超过{0}个字符");
    public static readonly LocalText DecidedOn = new("Date of the decision", "决定日期");
    public static readonly LocalText DayHint = new("Such as 2026-04-20.", "例如2026-04-20。");
    public static readonly LocalText DecidedOnMissing = new("Type the date of the decision", "请填写决定日期");
    public static readonly LocalText DayUnreadable = new(
        "This is no date. Type year, month and day, such as 2026-04-20", "日期无法识别，请按“年-月-日”填写，例如2026-04-20");
    public static readonly LocalText Summary = new("What happened", "主要事实");
    public static readonly LocalText SummaryHint = new(
        "Two or three sentences in Chinese. Everyone can read them: name no person.",
        "用两三句话说明违法或失信的主要事实。内容将向社会公示，请勿写入个人姓名及个人信息。");
    public static readonly LocalText SummaryMissing = new("Write what happened", "请填写主要事实");
    public static readonly LocalText SummaryLong = new(
        "Write at most {0} characters; these are {1}", "主要事实不超过{0}个字符，目前为{1}个");
    public static readonly LocalText PenaltiesHint = new(
        "Leave the line empty when there is none.", "没有处罚的，不必填写。");
    public static readonly LocalText PenaltiesHintClass = new(
        "The gravest one gives the record its class. In the abnormal tier there may be none.",
        "失信程度按最重的处罚确定。列入经营异常名录的，可以没有处罚。");
    public static readonly LocalText PenaltyLine = new("Penalty {0}", "第{0}项处罚");
    public static readonly LocalText PenaltyKind = new("Kind", "处罚种类");
    public static readonly LocalText PenaltyKindMissing = new("Choose the kind of this penalty", "请选择处罚种类");
    public static readonly LocalText Amount = new("Amount in yuan", "金额（元）");
    public static readonly LocalText AmountUnreadable = new(
        "This is no amount. Type yuan with at most two decimals, such as 50000.00", "金额无法识别，请以元为单位填写，最多两位小数，例如50000.00");
    public static readonly LocalText EndsOn = new("Last day, if it has a term", "期限届满日（如有）");
    public static readonly LocalText PenaltiesMany = new("A record has at most {0} penalties", "每条记录最多{0}项处罚");
    public static readonly LocalText OneMore = new("One more penalty", "增加一项处罚");
    public static readonly LocalText PublishMinor = new(
        "Publish it although the breach is minor", "属于轻微失信信息，仍予公示");
    public static readonly LocalText PublishMinorHint = new(
        "Only a minor breach leaves the choice. Without this mark it is kept and not shown.", "仅轻微失信信息可以选择。不勾选的，只入库、不公示。");
    public static readonly LocalText ToPreview = new("See it as everyone will", "预览公示内容");
    public static readonly LocalText CheckTitle = new("Check the record before you publish it", "核对公示内容");
    public static readonly LocalText WillBeShown = new(
        "So the record will stand on the company’s page, from today on.", "公示后，企业页面将自今日起显示以下内容。");
    public static readonly LocalText WillBeStored = new(
        "The breach is minor: the record will be kept and not shown to the public.", "属于轻微失信信息，以下记录只入库，不向社会公示。");
    public static readonly LocalText PublishNow = new("Publish now", "确认公示");
    public static readonly LocalText Store = new("Store it", "确认入库");
    public static readonly LocalText PublishedDone = new("The record is published.", "记录已公示。");
    public static readonly LocalText StoredDone = new("The record is stored and not shown.", "记录已入库，不予公示。");
    public static readonly LocalText Exists = new(
        "Your organ has a record of this decision, company and ground. Correct or annul that one",
        "本机关已有同一决定、同一企业、同一事由的记录，请更正或者撤销原记录");
    public static readonly LocalText OpenStanding = new("Open the record that stands", "查看已有记录");

    public static readonly LocalText CorrectHelp = new(
        "Company and tier cannot be corrected: annul the record and publish it anew.",
        "企业和等级不能更正；如有错误，请撤销该记录后重新公示。");
    public static readonly LocalText ToDifferences = new("See what changes", "查看变更内容");
    public static readonly LocalText Differences = new("What changes", "变更内容");
    public static readonly LocalText Before = new("Before:", "更正前：");
    public static readonly LocalText After = new("After:", "更正后：");
    public static readonly LocalText Corrected = new("The corrected record as everyone will see it", "预览更正后的公示内容");
    public static readonly LocalText SaveCorrection = new("Save the correction", "确认更正");
    public static readonly LocalText NothingChanged = new(
        "Nothing differs from the record as it stands", "填写内容与现有记录一致，无需更正");
    public static readonly LocalText Reason = new("Reason", "理由");
    public static readonly LocalText ReasonHint = new(
        "For the register’s own file; the public does not read it.", "记入平台档案，不向社会公示。");
    public static readonly LocalText ReasonMissing = new("Write the reason", "请填写理由");
    public static readonly LocalText Code = new("Why it is annulled", "撤销原因");
    public static readonly LocalText CodeMissing = new("Choose why it is annulled", "请选择撤销原因");
    public static readonly LocalText WhatFollows = new("What follows", "办理后果");
    public static readonly LocalText Typed = new("What you typed", "您填写的内容");
    public static readonly LocalText Stale = new("Someone changed this record meanwhile", "该记录已由他人更新");
    public static readonly LocalText StaleHelp = new(
        "What you typed is kept below. Look at the record as it stands, then go on or leave it.",
        "您填写的内容已保留。请先核对记录的最新内容，再决定是否继续。");
    public static readonly LocalText AsItStands = new("The record as it stands", "查看记录的最新内容");

    private static readonly Dictionary<string, LocalText> Refusals = new(StringComparer.Ordinal)
    {
        ["COMPANY_NOT_FOUND"] = new(
            "No company of this registration ID is in the register. Compare it with the business licence",
            "本平台没有该统一社会信用代码对应的企业，请与营业执照核对"),
        ["ORGAN_WITHOUT_RULE_SET"] = new(
            "Your organ follows no rule set yet. An administrator of the register sets it.", "本机关尚未采用规则集，请联系系统管理员。"),
        ["RECORD_STATE"] = new("The record’s state does not allow it any more.", "该记录的当前状态不允许办理此事项。"),
        ["RECORD_NOT_BY_DECISION"] = new(
            "This record arose by rule, not by a decision of its own. Correct or annul the record it came from.",
            "该记录依规则升级产生，没有独立的决定。请更正或者撤销原记录。"),
        ["RECORD_CORRECTION_SAME"] = NothingChanged,
    };

    private static readonly Dictionary<string, LocalText> Breaches = new(StringComparer.Ordinal)
    {
        ["RECORD_GROUND_UNKNOWN"] = new("The rule set has no such ground for an organ to use.", "规则集中没有可由机关适用的该事由。"),
        ["RECORD_GROUND_NOT_IN_TIER"] = new("The ground does not belong to this tier.", "该事由不适用于本等级。"),
        ["RECORD_PENALTY_UNKNOWN"] = new("The rule set has no such kind of penalty.", "规则集中没有该处罚种类。"),
        ["RECORD_PUBLISH_NOT_OPTIONAL"] = new(
            "The breach is not minor and is published in any case. Take the mark away.", "该信息不属于轻微失信信息，依规定应当公示，请取消勾选。"),
    };

    private static readonly LocalText Refused = new("This cannot be done now.", "目前无法办理。");

    public static LocalText Of(RecordState state) => state switch
    {
        RecordState.Published => new("Published", "公示中"),
        RecordState.Unpublished => new("Kept, not shown", "入库未公示"),
        RecordState.Repaired => new("Repaired", "已修复"),
        RecordState.Lapsed => new("Lapsed", "公示期满"),
        RecordState.Annulled => new("Annulled", "已撤销"),
        RecordState.Escalated => new("Escalated", "已升级"),
        RecordState.Deregistered => new("Company deregistered", "企业已注销"),
    };

    public static LocalText Of(RecordAct act) => act switch
    {
        RecordAct.Correct => new("Correct the record", "更正记录"),
        RecordAct.Annul => new("Annul the record", "撤销记录"),
        RecordAct.Shield => new("Hide it by a court’s order", "依法院裁定屏蔽"),
        RecordAct.Unshield => new("Show it again", "恢复公示"),
    };

    public static LocalText Done(RecordAct act) => act switch
    {
        RecordAct.Correct => new("The record is corrected.", "记录已更正。"),
        RecordAct.Annul => new("The record is annulled.", "记录已撤销。"),
        RecordAct.Shield => new("The record is hidden.", "记录已屏蔽。"),
        RecordAct.Unshield => new("The record is shown again.", "记录已恢复公示。"),
    };

    public static LocalText Of(AnnulmentReason code) => code switch
    {
        AnnulmentReason.DecisionRevoked => new("The decision was revoked or set aside", "原决定被撤销或者确认违法、无效"),
        AnnulmentReason.DecisionChanged => new("The decision was changed and no longer supports it", "原决定变更后不再符合列入条件"),
        AnnulmentReason.WrongCompany => new("It names the wrong company", "企业信息有误，列入对象错误"),
        AnnulmentReason.WrongTier => new("It should not have been published, or in another tier", "不应公示或者等级错误"),
        AnnulmentReason.PublishedTwice => new("The same decision was published twice", "同一决定重复公示"),
    };

    /// <summary>What comes of an act, before it is done.</summary>
    public static IReadOnlyList<LocalText> Follows(RecordAct act) => act switch
    {
        RecordAct.Annul =>
        [
            new("The record leaves publication today, for good. Annulment cannot be undone.", "该记录自今日起停止公示，且不能恢复。"),
            new("The public reads that it was annulled and when, and nothing else.", "社会公众只能看到该记录已撤销及撤销日期。"),
            new("A repair application about it is closed. A record that it escalated to is annulled with it.",
                "正在办理的信用修复申请随之终止；由其升级产生的记录一并撤销。"),
        ],
        RecordAct.Shield =>
        [
            new("The public no longer sees the record while the court’s order stands.", "法院裁定有效期间，社会公众不能查看该记录。"),
            new("It is no repair: its periods run on, and it can be shown again.", "屏蔽不属于信用修复，公示期继续计算，可以恢复公示。"),
        ],
        _ => [new("The record is shown again from today on, until its own last day.", "该记录自今日起恢复公示，至公示期届满为止。")],
    };

    public static LocalText WhyRefused(string code) => Refusals.GetValueOrDefault(code, Refused);

    /// <summary>A rule that is not met, in the words of a form, with its article.</summary>
    public static string WithBasis(RuleBreach breach, Language language)
    {
        var what = language[Breaches.GetValueOrDefault(breach.Rule, breach.Message)];
        return language.Pick($"{what} ({breach.LegalBasis.En})", $"{what}（{breach.LegalBasis.Zh}）");
    }
}
