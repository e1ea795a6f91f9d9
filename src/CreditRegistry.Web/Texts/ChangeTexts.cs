using CreditRegistry.Application.Feed;
using CreditRegistry.Domain;

namespace CreditRegistry.Web.Texts;

/// <summary>What happened in public.</summary>
public static class ChangeTexts
{
    public static readonly LocalText Title = new("Latest changes", "最新变动");
    public static readonly LocalText Lead = new(
        "What was published, changed or left publication, newest first. Programs follow the feed.",
        "记录的公示、变更和停止公示，按时间倒序排列。程序可订阅变动数据。");
    public static readonly LocalText None = new("Nothing has happened yet.", "暂无变动。");
    public static readonly LocalText RecordsOnly = new("Only records", "仅显示记录");
    public static readonly LocalText WithCompanies = new("Companies too", "同时显示企业登记变动");
    public static readonly LocalText AsJson = new("The feed as JSON", "变动数据（JSON）");
    public static readonly LocalText AsStream = new("The feed as it happens", "实时变动数据");
    public static readonly LocalText TheRecord = new("The record", "查看记录");

    public static readonly LocalText LeftSince = new("It has left publication since.", "该记录现已停止公示。");

    private static readonly Dictionary<string, LocalText> Kinds = new(StringComparer.Ordinal)
    {
        [FeedKinds.CompanyRegistered] = new("Company registered", "企业登记"),
        [FeedKinds.CompanyChanged] = new("Company changed", "企业信息变更"),
        [FeedKinds.RecordPublished] = new("Record published", "公示记录"),
        [FeedKinds.RecordChanged] = new("Record changed", "记录变更"),
        [FeedKinds.RecordLeft] = new("Record left publication", "停止公示"),
    };

    /// <param name="kind">One of <see cref="FeedKinds"/>.</param>
    public static LocalText OfKind(string kind) => Kinds[kind];

    public static LocalText Of(TombstoneState state) => state switch
    {
        TombstoneState.Repaired => new("A record was repaired", "一条记录已完成信用修复"),
        TombstoneState.Lapsed => new("A record reached the end of its period", "一条记录公示期届满"),
        TombstoneState.Annulled => new("A record was annulled", "一条记录已撤销"),
        TombstoneState.Escalated => new("A record was replaced by another", "一条记录已由其他记录替代"),
        TombstoneState.Deregistered => new("A record ended with its company’s deregistration", "一条记录因企业注销停止公示"),
        TombstoneState.Withdrawn => new("A record is not shown for now", "一条记录暂停公示"),
    };
}
