using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>Applying for repair, step by step.</summary>
public static class ApplyTexts
{
    public static readonly LocalText StartTitle = new("Apply for repair", "申请信用修复");
    public static readonly LocalText StartLead = new(
        "Everything that you save is kept: you can stop at any time and go on later from your account.",
        "点击“保存”后内容即予保留，可以随时退出，稍后从“我的账户”继续填写。");
    public static readonly LocalText YouNeed = new("What you need", "需要准备的材料");
    public static readonly LocalText StatementNeed = new(
        "A statement of what was corrected and how", "失信行为纠正情况说明");
    public static readonly LocalText ContactNeed = new("The name and e-mail of a person to write to", "联系人姓名和电子邮箱");
    public static readonly LocalText StartNow = new("Start now", "开始填写");
    public static readonly LocalText NotToday = new("This record cannot be repaired today", "该记录今天不能申请修复");
    public static readonly LocalText FromDay = new("You can apply from {0} on.", "自{0}起可以申请。");
    public static readonly LocalText Never = new("No application can be made for it.", "该记录不能申请修复。");
    public static readonly LocalText OtherCompany = new(
        "Your account does not act for the company of this record, so you cannot apply for it.",
        "您的账户不能代表该记录所属企业，无法提出申请。");
    public static readonly LocalText OpenAlready = new(
        "An application for this record is open already. Go on with that one.", "该记录已有正在办理的申请，请继续办理。");
    public static readonly LocalText Again = new("Apply again", "再次申请");
    public static readonly LocalText GoOn = new("Go on with the application", "继续办理");

    public static readonly LocalText TasksLead = new(
        "Do the steps in any order. Each is saved by itself. The draft is kept until {0}; every change keeps it longer.",
        "各步骤可按任意顺序填写，分别保存。草稿保留至{0}，每次修改后重新计算。");
    public static readonly LocalText TaskRecord = new("The record", "申请修复的记录");
    public static readonly LocalText TaskStatement = new("What was corrected, and how", "纠正情况说明");
    public static readonly LocalText TaskContact = new("Whom to write to", "联系人");
    public static readonly LocalText TaskOther = new("Other documents, if there are any", "其他材料（如有）");
    public static readonly LocalText TaskCheck = new("Check your answers and submit", "核对并提交");
    public static readonly LocalText TaskCheckAnswer = new("Check and send what was asked for", "核对并提交补正材料");
    public static readonly LocalText Done = new("Done", "已完成");
    public static readonly LocalText ToDo = new("To do", "待填写");
    public static readonly LocalText Optional = new("Optional", "选填");
    public static readonly LocalText NotYet = new("When the rest is done", "完成其他步骤后办理");
    public static readonly LocalText Ready = new("Ready", "可以提交");
    public static readonly LocalText TasksAbout = new("About the case", "申请内容");
    public static readonly LocalText TasksDocuments = new("Documents", "申请材料");
    public static readonly LocalText TasksSubmit = new("Submit", "提交");

    public static readonly LocalText StatementTitle = new("What was corrected, and how?", "纠正情况说明");
    public static readonly LocalText StatementLabel = new("Your statement", "情况说明");
    public static readonly LocalText StatementHint = new(
        "Say what was put right, when, and what proves it, in at most 4,000 characters. It is never public.",
        "请说明何时、如何纠正失信行为以及有何证明，不超过4000字。内容仅供审核人员查阅，不对外公开。");
    public static readonly LocalText StatementMissing = new("Say what was corrected and how", "请填写情况说明");
    public static readonly LocalText StatementLong = new(
        "The statement has more than 4,000 characters. Shorten it", "情况说明超过4000字，请精简");
    public static readonly LocalText Save = new("Save", "保存");
    public static readonly LocalText Saved = new("Saved.", "已保存。");

    public static readonly LocalText ContactTitle = new("Whom do the officers write to?", "联系人");
    public static readonly LocalText ContactLead = new(
        "Only the officers of your case read this. It is deleted after the case.", "仅供本案审核人员联系使用，办结后按规定删除。");
    public static readonly LocalText ContactName = new("Name, or department", "姓名或者部门");
    public static readonly LocalText ContactEmail = new("E-mail", "电子邮箱");
    public static readonly LocalText NameMissing = new("Type a name or a department", "请填写姓名或者部门");
    public static readonly LocalText NameLong = new(
        "The name has more than 100 characters. Shorten it", "姓名或者部门超过100个字，请精简");
    public static readonly LocalText EmailMissing = new(
        "Type an e-mail address, such as name@example.com", "请填写电子邮箱，例如name@example.com");

    public static readonly LocalText DocumentHave = new("Added already", "已添加的材料");
    public static readonly LocalText DocumentAdd = new("Add a document", "添加材料");
    public static readonly LocalText DocumentAddAnother = new("Add another one", "继续添加");
    public static readonly LocalText DocumentKind = new("Which document is it?", "材料种类");
    public static readonly LocalText DocumentKindMissing = new("Choose which document it is", "请选择材料种类");
    public static readonly LocalText DocumentFile = new("The file", "选择文件");
    public static readonly LocalText DocumentHint = new(
        "A PDF, PNG or JPEG file of at most 10 MB.", "PDF、PNG或者JPEG文件，不超过10 MB。");
    public static readonly LocalText Upload = new("Upload", "上传");
    public static readonly LocalText Uploading = new("The file is being sent…", "正在上传……");
    public static readonly LocalText Remove = new("Remove", "删除");
    public static readonly LocalText DocumentAdded = new("The document is added.", "材料已添加。");
    public static readonly LocalText DocumentRemoved = new("The document is gone.", "材料已删除。");
    public static readonly LocalText ContinueToTasks = new("Go on with the application", "返回申请继续填写");
    public static readonly LocalText AskedItem = new("The officers ask:", "补正要求：");

    public static readonly LocalText FileMissing = new("Choose a file", "请选择文件");
    public static readonly LocalText FileEmpty = new("The file is empty. Choose another one", "文件为空，请重新选择");
    public static readonly LocalText FileType = new(
        "The file is not a PDF, PNG or JPEG, whatever its name says. Choose another one",
        "文件内容不是PDF、PNG或者JPEG格式（与文件名无关），请重新选择");
    public static readonly LocalText FileLarge = new(
        "The file is larger than 10 MB. Choose a smaller one", "文件超过10 MB，请压缩后重新选择");
    public static readonly LocalText TooManyFiles = new(
        "At most 20 documents are submitted at a time. Remove one first", "每次最多提交20份材料，请先删除其他材料");
    public static readonly LocalText FileSubmitted = new(
        "The document was submitted and stays with the case", "材料已经提交，不能删除");

    public static readonly LocalText CheckTitle = new("Check your answers", "核对申请内容");
    public static readonly LocalText CheckAnswerTitle = new("Check what you send", "核对补正材料");
    public static readonly LocalText Change = new("Change", "修改");
    public static readonly LocalText Promise = new(
        "What is stated here and in the documents is true, and the company will keep the promise that it makes.",
        "本企业承诺：以上说明和所交材料真实、准确、完整，并将切实履行信用承诺。");
    public static readonly LocalText PromiseTitle = new("The promise", "信用承诺");
    public static readonly LocalText PromiseConsequence = new(
        "A false statement or a broken promise revokes the repair and bars another one for {0} ({1}).",
        "提供虚假材料或者故意不履行承诺的，撤销修复决定，{0}内不得再次申请修复（{1}）。");
    public static readonly LocalText PromiseMissing = new("Make the promise, or do not submit", "请勾选承诺后提交");
    public static readonly LocalText Submit = new("Submit the application", "提交申请");
    public static readonly LocalText SendAnswer = new("Send", "提交补正材料");
    public static readonly LocalText Incomplete = new(
        "The application is not complete yet. Do what is still open in the list of steps.", "申请内容尚不完整，请先完成未填写的步骤。");
    public static readonly LocalText NoLonger = new(
        "The record cannot be repaired any more.", "该记录已不能申请修复。");

    public static readonly LocalText SubmittedTitle = new("Application submitted", "申请已提交");
    public static readonly LocalText AnswerTitle = new("Your answer was sent", "补正材料已提交");
    public static readonly LocalText YourReference = new("Your reference number", "申请编号");
    public static readonly LocalText WhatNext = new("What happens next", "后续流程");
    public static readonly LocalText NextChecked = new(
        "The officers of {0} check by {1} whether it is complete.", "{0}将于{1}前审查材料是否齐全。");
    public static readonly LocalText NextPlain = new(
        "The officers of {0} check whether it is complete.", "{0}将审查材料是否齐全。");
    public static readonly LocalText NextFirst = new(
        "They accept it, or ask once for all that is missing.", "材料齐全的予以受理，不齐全的一次性告知补正内容。");
    public static readonly LocalText NextAnswered = new(
        "They accept it, or refuse acceptance; they may not ask again.", "审查后受理或者不予受理，不再要求补正。");
    public static readonly LocalText NextTrack = new(
        "You always find where it stands, and by when somebody must act, on the page of the application.",
        "可随时在申请页面查看办理进度和期限。");
    public static readonly LocalText SeeApplication = new("The page of the application", "查看申请进度");
}
