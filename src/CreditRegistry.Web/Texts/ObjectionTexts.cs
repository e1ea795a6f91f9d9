using CreditRegistry.Application.Objections;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Web.Objections;

namespace CreditRegistry.Web.Texts;

/// <summary>An objection, as its company follows it and as its organ answers it.</summary>
public static class ObjectionTexts
{
    public static readonly LocalText Title = new("Objection {0}", "异议 {0}");
    public static readonly LocalText Yours = new("Your objections", "我的异议");
    public static readonly LocalText None = new("You have not contested any record.", "您尚未提出异议。");
    public static readonly LocalText Older = new("Earlier objections", "更早的异议");
    public static readonly LocalText Contest = new("Contest this record", "对该信息提出异议");
    public static readonly LocalText ContestRefusal = new("Contest this decision", "对该处理决定提出异议");
    public static readonly LocalText Contested = new("You contest this record.", "您已对该信息提出异议。");
    public static readonly LocalText SeeOpen = new("See your objection", "查看已提出的异议");
    public static readonly LocalText Back = new("The objection", "返回异议");

    public static readonly LocalText FormTitle = new("Contest a record", "提出异议");
    public static readonly LocalText FormTitleRefusal = new("Contest a refused repair", "对不予修复的决定提出异议");
    public static readonly LocalText FormLead = new(
        "Tell the organ that supplied the record what is wrong. It costs nothing. The record stays published meanwhile, with a mark that your company contests it.",
        "向提供该信息的单位说明哪里有误，不收取任何费用。办理期间该信息继续公示，并标注“企业提出异议”。");
    public static readonly LocalText FormLeadRefusal = new(
        "Tell the organ why its decision on your application is wrong. It costs nothing; the record carries a mark meanwhile.",
        "向办理机关说明其处理决定为何有误，不收取任何费用。办理期间该信息将标注“企业提出异议”。");
    public static readonly LocalText OtherCompany = new(
        "Your account does not act for the company of this record. Only the company itself can contest it.",
        "您的账户未关联该信息所涉企业，只有该企业可以提出异议。");
    public static readonly LocalText Ground = new("What is wrong", "异议事由");
    public static readonly LocalText GroundMissing = new("Choose what is wrong.", "请选择异议事由。");
    public static readonly LocalText Reason = new("What happened, and why the record is wrong", "事实和理由");
    public static readonly LocalText ReasonHint = new(
        "Only the organ reads this. Say which document shows it; you add documents in the next step.",
        "仅供信息提供单位查阅。请写明以何种材料证明，材料在下一步添加。");
    public static readonly LocalText ReasonMissing = new("Say what is wrong and why.", "请说明事实和理由。");
    public static readonly LocalText ReasonLong = new("The reason has at most {0} characters; it has {1}.", "事实和理由不超过{0}字，现有{1}字。");
    public static readonly LocalText Statement = new("A statement for everybody (optional)", "公开声明（可不填）");
    public static readonly LocalText StatementHint = new(
        "Everybody reads it beside the record while the objection is open: at most 500 characters, nothing about a person, no telephone numbers or e-mail addresses.",
        "异议办理期间，所有人都能在该信息旁看到这段声明。不超过500字，不得包含个人信息、电话号码和电子邮箱。");
    public static readonly LocalText StatementLong = new(
        "The statement has at most {0} characters; it has {1}.", "公开声明不超过{0}字，现有{1}字。");
    public static readonly LocalText Unreadable = new("Write a text, without control characters.", "请输入文字，不得包含控制字符。");
    public static readonly LocalText TheRecord = new("The record", "所涉信息");
    public static readonly LocalText TheApplication = new("The refused application", "所涉修复申请");
    public static readonly LocalText RepairRefused = new("A repair of this record was refused.", "该信息的修复申请未获准予。");
    public static readonly LocalText RepairUnderWayStops = new(
        "A repair of this record is under way. While the objection is open, the time for deciding on the repair stands still: whether the record is right comes first. It runs on with what was left on the day on which the objection is decided or withdrawn. After a withdrawn objection, another one does not stop it again.",
        "该信息的修复申请正在办理。提交异议后，须先查明该信息是否有误，修复决定的办理期限暂停计算；异议办结或者撤回之日起，按剩余期限继续计算；撤回后再次提出异议的，不再暂停计算。");
    public static readonly LocalText RepairStops = new(
        "If a repair of this record is applied for meanwhile, the time for deciding on it stands still until the objection is decided or withdrawn: whether the record is right comes first.",
        "异议办理期间申请信用修复的，须先查明该信息是否有误，修复决定的办理期限自异议办结或者撤回之日起计算。");
    public static readonly LocalText OrganWithin = new(
        "The organ decides whether to accept the objection within {0}, and on the objection within {1} after accepting it.",
        "信息提供单位应当在{0}内决定是否受理，受理后{1}内作出处理决定。");
    public static readonly LocalText Corrected = new("What was corrected in the record", "更正内容");
    public static readonly LocalText Continue = new("Save and add evidence", "保存并添加证据");
    public static readonly LocalText Save = new("Save", "保存");

    public static readonly LocalText DraftTitle = new("Your objection", "填写异议");
    public static readonly LocalText DraftLead = new(
        "Nobody sees it yet. It is kept until {0}; what is not submitted by then is dropped.", "尚未提交，他人无法看到。草稿保留至{0}，届时未提交的自动删除。");
    public static readonly LocalText DraftKept = new("A draft, kept until {0}.", "草稿，保留至{0}。");
    public static readonly LocalText Delete = new("Delete the draft", "删除草稿");
    public static readonly LocalText DeleteTitle = new("Delete this draft?", "确定删除草稿？");
    public static readonly LocalText DeleteLead = new(
        "Nobody has seen it. You can contest the record again.", "该草稿尚未提交，他人无法看到。删除后可以重新提出异议。");
    public static readonly LocalText DeleteCannotUndo = new("A deleted draft does not come back.", "删除后不能恢复。");
    public static readonly LocalText DeleteYes = new("Yes, delete it", "确定删除");
    public static readonly LocalText DeleteNo = new("No, keep it", "不删除");
    public static readonly LocalText DraftDeleted = new("The draft is deleted.", "草稿已删除。");
    public static readonly LocalText Deleted = new("Deleted", "已删除");
    public static readonly LocalText WhatYouSay = new("What you say", "异议内容");
    public static readonly LocalText Change = new("Change", "修改");
    public static readonly LocalText NoStatement = new("No public statement", "无公开声明");
    public static readonly LocalText Evidence = new("Evidence", "证据材料");
    public static readonly LocalText NoEvidence = new("No documents were added.", "尚未添加材料。");
    public static readonly LocalText EvidenceHelp = new(
        "Add what shows it: a judgment, a decision on reconsideration, a proof of payment. You may add more until the organ has given its finding.",
        "请添加能够证明的材料，如判决书、复议决定书、缴款凭证等。在信息提供单位提出核查意见前可以继续补充。");
    public static readonly LocalText AddEvidence = new("Add a document", "添加材料");
    public static readonly LocalText TooMany = new("An objection has at most 20 documents.", "异议材料最多20份。");
    public static readonly LocalText Submit = new("Submit the objection", "提交异议");
    public static readonly LocalText SubmitHelp = new(
        "With that it is before the organ, and everybody sees the mark and your statement at once.",
        "提交后立即转送信息提供单位，异议标注和公开声明同时对外显示。");
    public static readonly LocalText Submitted = new(
        "The objection is before the organ. The record now carries the mark.", "异议已提交并转送信息提供单位，该信息已作异议标注。");
    public static readonly LocalText Saved = new("Saved.", "已保存。");

    public static readonly LocalText WhoOrgan = new("The organ: {0}", "信息提供单位：{0}");
    public static readonly LocalText Ended = new("Nobody: the objection has ended.", "无，异议已办结。");
    public static readonly LocalText Overdue = new(
        "This day has passed. The organ still owes you an answer; the delay is counted in public.",
        "已超过期限。信息提供单位仍须作出答复，逾期情况计入公开统计。");
    public static readonly LocalText Filed = new("Filed and forwarded on", "提交并转送日期");
    public static readonly LocalText Organ = new("Answered by", "办理单位");
    public static readonly LocalText Decision = new("The decision", "处理决定");
    public static readonly LocalText FirstDecision = new("The first decision", "原处理决定");
    public static readonly LocalText Outcome = new("Outcome", "处理结果");
    public static readonly LocalText ReviewAsked = new("The review you asked for", "复核申请");
    public static readonly LocalText ReviewAskedOn = new("Asked for on", "申请日期");
    public static readonly LocalText AskReview = new("Ask for a review", "申请复核");
    public static readonly LocalText ReviewTitle = new("Ask for a review", "申请复核");
    public static readonly LocalText ReviewLead = new(
        "People who took no part in the decision examine the objection again. You can ask once, until {0}.",
        "由未参与原决定的人员重新审查。只能申请一次，截止日期为{0}。");
    public static readonly LocalText ReviewReason = new("What was not looked at, or judged wrongly", "不服原决定的理由");
    public static readonly LocalText ReviewReasonMissing = new(
        "Say what was not looked at, or judged wrongly.", "请填写不服原决定的理由。");
    public static readonly LocalText ReviewReasonLong = new(
        "What was not looked at, or judged wrongly, has at most {0} characters; it has {1}.", "不服原决定的理由不超过{0}字，现有{1}字。");
    public static readonly LocalText MayReview = new("You may ask for a review until {0}.", "如有不服，可以申请一次复核，截止日期为{0}。");
    public static readonly LocalText ReviewDone = new("The review was asked for. The record carries the mark again.", "已申请复核，该信息重新作异议标注。");
    public static readonly LocalText Withdraw = new("Withdraw the objection", "撤回异议");
    public static readonly LocalText WithdrawTitle = new("Withdraw this objection?", "确定撤回异议？");
    public static readonly LocalText WithdrawLead = new(
        "The mark and your statement are removed and nobody examines it any further. It costs nothing.",
        "撤回后停止办理，异议标注和公开声明随即移除，不产生任何费用。");
    public static readonly LocalText Withdrawn = new("The objection is withdrawn.", "异议已撤回。");
    public static readonly LocalText WithdrawReview = new("Withdraw the review", "撤回复核申请");
    public static readonly LocalText WithdrawReviewTitle = new("Withdraw this review?", "确定撤回复核申请？");
    public static readonly LocalText WithdrawReviewLead = new(
        "The first decision then stands. The mark and your statement are removed. It costs nothing, but a review can be asked for only once.",
        "撤回后原处理决定继续有效，异议标注和公开声明随即移除，不产生任何费用；但复核只能申请一次，不能再次申请。");
    public static readonly LocalText ReviewWithdrawn = new(
        "The review is withdrawn. The first decision stands.", "复核申请已撤回，原处理决定继续有效。");
    public static readonly LocalText ReviewWithdrawnOn = new("Review withdrawn on", "撤回复核申请日期");
    public static readonly LocalText History = new("History", "办理过程");
    public static readonly LocalText Deadlines = new("Deadlines and how they are counted", "期限及计算方式");

    public static readonly LocalText Moved = new(
        "Nothing was changed: the objection is further on by now. Look where it stands.", "异议状态已发生变化，本次操作未生效，请查看最新进度。");
    public static readonly LocalText Stale = new(
        "The objection changed since you opened this page. Look at it again, then send again.", "您打开本页后异议已有变化，请查看后重新提交。");

    public static readonly LocalText StaleRecord = new(
        "The record was corrected since you opened this page. What you filled in would undo that where it differs: look at the record, then send again.",
        "您打开本页后，该信息已被更正。所填内容与更正后的信息不一致之处将覆盖该更正，请核对该信息后重新提交。");
    public static readonly LocalText Overtaken = new(
        "The record was corrected since the finding, whose correction would undo that. Look at the record, and fill in what it is to say.",
        "核查意见提出后，该信息已被更正，按该意见更正将覆盖其后的更正。请核对该信息，并填写更正后的内容。");

    public static readonly LocalText MarkSince = new("since {0}", "自{0}起");
    public static readonly LocalText CompanySays = new("The company says:", "企业声明：");

    public static readonly LocalText DeskTitle = new("Objections", "异议处理");
    public static readonly LocalText DeskLead = new(
        "Companies contest what your organs supplied. The most urgent come first.", "企业对贵单位提供的信息提出的异议，按截止日期排列。");
    public static readonly LocalText DeskEmpty = new("Nothing is waiting.", "没有待处理的异议。");
    public static readonly LocalText AllStates = new("All under way", "全部在办");
    public static readonly LocalText WhatToDo = new("What to do", "待办事项");
    public static readonly LocalText ReadOnly = new("You may read this objection; accounts of its organ answer it.", "您可以查阅该异议，由信息提供单位办理。");
    public static readonly LocalText WhoMayAct = new("Who may act", "可办理人员");
    public static readonly LocalText EndedInside = new("The objection has ended. Nothing is left to do.", "该异议已办结，没有待办事项。");
    public static readonly LocalText EndedReviewable = new(
        "Nothing is to be done here now. The company may ask once for a review until {0}; people who took no part in the decision would examine it.",
        "目前没有待办事项。企业可以申请一次复核，截止日期为{0}；申请复核的，由未参与原决定的人员办理。");
    public static readonly LocalText NotNow = new(
        "The objection is not at this step. See on its page where it stands.", "该异议目前不在此办理环节，请返回查看最新进度。");
    public static readonly LocalText OfficersOnly = new("Only officers of the organ do this.", "本环节须由信息提供单位的经办人员办理。");
    public static readonly LocalText OwnRejection = new(
        $"You proposed not to accept the objection; another officer must confirm it. {CaseTexts.WhereNobody}",
        $"不予受理由您提出，须由另一名经办人员确认。{CaseTexts.WhereNobodyZh}");
    public static readonly LocalText OwnFinding = new(
        $"You gave the finding; another officer must decide. {CaseTexts.WhereNobody}",
        $"核查意见由您提出，须由另一名经办人员作出处理决定。{CaseTexts.WhereNobodyZh}");
    public static readonly LocalText CompanySaysInside = new("What the company says", "企业的异议");
    public static readonly LocalText PublicStatement = new("Public statement", "公开声明");
    public static readonly LocalText FindingHead = new("The finding", "核查意见");
    public static readonly LocalText FoundBy = new("By {0} on {1}", "{0}于{1}提出");
    public static readonly LocalText AColleague = new("a colleague", "本单位其他人员");
    public static readonly LocalText You = new("you", "您");
    public static readonly LocalText RejectionProposed = new("Non-acceptance is proposed", "拟不予受理");
    public static readonly LocalText RejectionHelp = new(
        "Another officer confirms it, or accepts the objection instead.", "须由另一名经办人员确认，或者改为受理。");
    public static readonly LocalText Departed = new("The decision departs from the finding.", "处理决定与核查意见不一致。");
    public static readonly LocalText ReviewFor = new("This is a review: those who decided first may not act.", "本件为复核，参与原决定的人员不得办理。");
    public static readonly LocalText ReviewReasonHead = new("Why the company asks for a review", "企业申请复核的理由");
    public static readonly LocalText ReasonCode = new("Reason", "理由类别");
    public static readonly LocalText ReasonCodeMissing = new("Choose a reason.", "请选择理由类别。");
    public static readonly LocalText OutcomeMissing = new("Choose an outcome.", "请选择处理结果。");
    public static readonly LocalText ReasonWords = new("In your words", "具体说明");
    public static readonly LocalText ReasonWordsMissing = new("Give the reason in words.", "请填写具体说明。");
    public static readonly LocalText ReasonOfOther = new(
        "This reason belongs to “{0}”. For “{1}”, choose one of: {2}.", "所选理由属于“{0}”。处理结果为“{1}”的，请从下列理由中选择：{2}。");
    public static readonly LocalText FindingReaders = new(
        "The organ’s own accounts, supervisors and auditors read the finding; the company reads the decision.",
        "核查意见供信息提供单位人员和监督、审计人员查阅；企业看到的是处理决定。");
    public static readonly LocalText ProposedChange = new("What it would change in the record", "拟更正的内容");
    public static readonly LocalText OtherOutcome = new(
        "The finding is: {0}. If you choose another outcome, your decision departs from it.", "核查意见为：{0}。选择其他结果的，视为与核查意见不一致。");
    public static readonly LocalText CorrectionHead = new("What the record is to say", "更正后的内容");
    public static readonly LocalText CorrectionHelp = new(
        "Only needed to correct the record or to change its period: change what is wrong and leave the rest.",
        "仅在更正信息或者变更公示期限时填写：修改有误之处，其余保持不变。");
    public static readonly LocalText See = new("See what changes", "查看变更内容");
    public static readonly LocalText Effect = new("What changes", "处理后的变更");
    public static readonly LocalText NoEffect = new(
        "Nothing changes in the record. The mark and the statement are removed.", "该信息内容不变，异议标注和公开声明随即移除。");
    public static readonly LocalText ReopenEffect = new(
        "The refused application is examined anew, from where it was refused. The record stays published.",
        "原修复申请自不予受理或者不予修复的环节重新办理，该信息继续公示。");
    public static readonly LocalText FindingEffect = new(
        "Nothing happens yet: an officer who is not you decides on the finding.", "核查意见提出后尚不生效，须由另一名经办人员作出处理决定。");
    public static readonly LocalText DecisionEffect = new(
        "With your decision this happens at once, and the company is told.", "决定作出后立即执行并告知企业。");
    public static readonly LocalText SamePeriod = new(
        "With these facts the period stays what it is. Correct the day of the decision or the penalties.",
        "按所填内容，公示期限不变。请更正决定日期或者处罚内容。");

    public static LocalText Of(ObjectionState state) => state switch
    {
        ObjectionState.Draft => new("Draft", "填写中"),
        ObjectionState.Submitted => new("Submitted", "已提交"),
        ObjectionState.Accepted => new("Being verified", "核查中"),
        ObjectionState.Proposed => new("About to be decided", "待决定"),
        ObjectionState.Upheld => new("Upheld", "异议成立"),
        ObjectionState.Dismissed => new("Dismissed", "异议不成立"),
        ObjectionState.Rejected => new("Not accepted", "不予受理"),
        ObjectionState.UnderReview => new("Under review", "复核中"),
        ObjectionState.Withdrawn => new("Withdrawn", "已撤回"),
        ObjectionState.Closed => new("Closed", "已终止"),
    };

    /// <summary>The state of one; a draft that was taken back is deleted.</summary>
    public static LocalText StateOf(ObjectionView one) =>
        one is { State: ObjectionState.Withdrawn, FiledOn: null } ? Deleted : Of(one.State);

    /// <summary>The same in a sentence.</summary>
    public static LocalText LineOf(ObjectionView one) =>
        one is { State: ObjectionState.Withdrawn, FiledOn: null } ? DraftDeleted : Line(one.State);

    /// <summary>What its company must or may do until a day, or the organ must.</summary>
    public static LocalText UntilOf(ObjectionView one) => one.State switch
    {
        ObjectionState.Draft => DraftKept,
        ObjectionState.Dismissed => MayReview,
        _ => AccountTexts.OfficersBy,
    };

    /// <summary>Who of the organ may take it further.</summary>
    public static LocalText WhoActsIn(ObjectionState state) => state switch
    {
        ObjectionState.Submitted => new(
            "An account of the organ accepts the objection. Not to accept it takes two officers.",
            "由信息提供单位的人员受理；不予受理的，须由一名经办人员提出、另一名经办人员确认。"),
        ObjectionState.UnderReview => new(
            "An account of the organ that took no part in the decision gives its finding.", "由信息提供单位未参与原决定的人员提出核查意见。"),
        ObjectionState.Proposed => new(
            "An officer who did not give the finding decides.", "由提出核查意见者以外的经办人员作出处理决定。"),
        ObjectionState.Accepted => new("An account of the organ gives its finding.", "由信息提供单位的人员核查并提出意见。"),
        _ => EndedInside,
    };

    /// <summary>Who will read what is written in words.</summary>
    public static LocalText WordsHint(ObjectionAct act) => act switch
    {
        ObjectionAct.Find => new(
            "For whoever decides; the company does not read it. Say what you verified and how.",
            "供作出处理决定的人员查阅，企业看不到。请写明核查的内容和依据。"),
        ObjectionAct.Reject => new(
            "The company reads the words of the officer who confirms, not those of the first.",
            "企业看到的是确认人员填写的说明，看不到首先提出者的说明。"),
        ObjectionAct.Accept or ObjectionAct.Extend => new("The company reads it.", "企业将看到该说明。"),
        ObjectionAct.Decide => new(
            "The company reads it. Say what was verified and how.", "企业将看到该说明。请写明核查的内容和依据。"),
    };

    /// <summary>The same in a sentence.</summary>
    public static LocalText Line(ObjectionState state) => state switch
    {
        ObjectionState.Draft => new("You have not submitted it yet.", "尚未提交。"),
        ObjectionState.Submitted => new("The organ has it and decides whether to accept it.", "已转送信息提供单位，等待受理。"),
        ObjectionState.Accepted => new("The organ verifies what you say.", "信息提供单位正在核查。"),
        ObjectionState.Proposed => new("It was verified; a second person decides.", "核查完毕，等待作出处理决定。"),
        ObjectionState.Upheld => new("You were right; it was put right.", "异议成立，已作出处理。"),
        ObjectionState.Dismissed => new("The organ found the record right.", "经核查，异议不成立。"),
        ObjectionState.Rejected => new("The organ did not accept it.", "信息提供单位不予受理。"),
        ObjectionState.UnderReview => new("People who took no part in the decision examine it again.", "正由未参与原决定的人员复核。"),
        ObjectionState.Withdrawn => new("You withdrew it.", "企业已撤回异议。"),
        ObjectionState.Closed => new("It ended without a decision.", "未作处理决定，已终止。"),
    };

    public static LocalText Of(ObjectionClosure because) => because switch
    {
        ObjectionClosure.RecordLeftPublication => new(
            "The record left publication, so nothing is left to contest.", "该信息已停止公示，异议无需继续办理。"),
        ObjectionClosure.DraftIdle => new("The draft was not submitted in time.", "草稿逾期未提交。"),
    };

    public static LocalText Of(ObjectionOutcome outcome) => outcome switch
    {
        ObjectionOutcome.Correct => new("Upheld: the record is corrected", "异议成立，更正信息"),
        ObjectionOutcome.Annul => new("Upheld: the record is annulled", "异议成立，撤销信息"),
        ObjectionOutcome.ChangePeriod => new("Upheld: the period is changed", "异议成立，变更公示期限"),
        ObjectionOutcome.Reopen => new("Upheld: the application is examined anew", "异议成立，修复申请重新办理"),
        ObjectionOutcome.Dismiss => new("Dismissed", "异议不成立"),
    };

    public static LocalText Of(ObjectionAct act) => act switch
    {
        ObjectionAct.Accept => new("Accept", "受理"),
        ObjectionAct.Reject => new("Do not accept", "不予受理"),
        ObjectionAct.Extend => new("Extend the deadline", "延长办理期限"),
        ObjectionAct.Find => new("Give the finding", "提出核查意见"),
        ObjectionAct.Decide => new("Decide", "作出处理决定"),
    };

    public static LocalText Done(ObjectionAct act) => act switch
    {
        ObjectionAct.Accept => new("The objection is accepted.", "异议已受理。"),
        ObjectionAct.Reject => new("The non-acceptance is noted.", "不予受理意见已提交。"),
        ObjectionAct.Extend => new("The deadline is extended; the company was told.", "办理期限已延长并告知企业。"),
        ObjectionAct.Find => new("The finding is given. Another person decides.", "核查意见已提出，等待作出处理决定。"),
        ObjectionAct.Decide => new("The objection is decided; the company was told.", "处理决定已作出并告知企业。"),
    };

    /// <summary>A refusal of the use case, for people.</summary>
    public static LocalText WhyRefused(string code) => code switch
    {
        "OBJECTION_STAKE" => new(
            "You have a stake in this objection: you published or corrected the record, act for the company, or declared an interest. "
            + $"Another account of the organ must act. {CaseTexts.WhereNobody}",
            $"您与该异议有利害关系（曾公示或者更正该信息、关联该企业或者已申报回避），须由他人办理。{CaseTexts.WhereNobodyZh}"),
        "OBJECTION_OTHER_ORGAN" => new("Another organ answers this objection.", "该异议由其他单位办理。"),
        "OBJECTION_FOUR_EYES" => new(
            $"You took the first step; another person must take this one. {CaseTexts.WhereNobody}",
            $"前一环节由您办理，本环节须由他人办理。{CaseTexts.WhereNobodyZh}"),
        "OBJECTION_TOOK_PART" => new(
            $"You took part in the decision that is reviewed; somebody who did not must act. {CaseTexts.WhereNobody}",
            $"您参与了原决定，复核须由他人办理。{CaseTexts.WhereNobodyZh}"),
        "OBJECTION_OPEN" => new("The record has another open objection.", "该信息已有办理中的异议。"),
        "OBJECTION_RECORD_LEFT" => new("The record is not published, so there is nothing to contest.", "该信息当前未公示，无可异议的内容。"),
        "OBJECTION_TOO_LATE" => new(
            "The time for contesting what the record says is over. What came about later can still be contested.",
            "对信息内容提出异议的期限已过；此后发生的事由仍可提出异议。"),
        "OBJECTION_NOT_NEW" => new(
            "This ground was decided before. Add a document that was not there then, or choose another ground.",
            "同一事由的异议此前已经处理，请提交新的证据材料，或者选择其他事由。"),
        "OBJECTION_APPLICATION_STATE" => new("Only a refused application can be contested.", "只能对不予受理或者不予修复的申请提出异议。"),
        "OBJECTION_EXTENDED_ONCE" => new("It was extended before.", "期限已延长过一次。"),
        "OBJECTION_EXTENSION_LATE" => new("An extension is made before the due date.", "延期应当在期限届满前作出。"),
        "OBJECTION_REVIEW_ONCE" => new("A review was asked for before; it can be asked for once.", "该异议已申请过复核，复核只能申请一次。"),
        "OBJECTION_REVIEW_TOO_LATE" => new("The time for asking for a review is over.", "申请复核的期限已过。"),
        "OBJECTION_OUTCOME_UNFIT" => new("This outcome does not fit what is contested.", "该处理结果与异议对象不符。"),
        "OBJECTION_CORRECTION_MISSING" => new("Say what the record is to say.", "请填写更正后的内容。"),
        "OBJECTION_PERIOD_SAME" => SamePeriod,
        "OBJECTION_RECORD_CORRECTED" => Overtaken,
        "RECORD_CORRECTION_SAME" => AgencyTexts.NothingChanged,
        "RECORD_NOT_BY_DECISION" => new(
            "This record arose by rule and cannot be corrected. Annul it, or correct the record it came from.",
            "该信息依规则产生，不能直接更正，可以撤销，或者更正其来源信息。"),
        "RECORD_EXISTS" => new(
            "Corrected like that it would be another record of the same decision.", "更正后将与同一决定的其他信息重复。"),
        _ => Moved,
    };
}
