using CreditRegistry.Domain;
using CreditRegistry.Persistence.Exports;

namespace CreditRegistry.Web.Texts;

/// <summary>The whole public register to take away.</summary>
public static class DownloadTexts
{
    public static readonly LocalText Title = new("Downloads", "数据下载");
    public static readonly LocalText Lead = new(
        "The whole public register as files: every company, and every record in publication. They are made each night.",
        "全部公示数据，包括所有企业和正在公示的记录，每日夜间生成。");
    public static readonly LocalText Rows = new("{0} rows", "{0}行");
    public static readonly LocalText MadeWhenTaken = new("made when you take it", "下载时即时生成");
    public static readonly LocalText Current = new(
        "A file is as old as its date. What happened since is listed here:", "文件内容截至生成时间，此后的变动见：");
    public static readonly LocalText ForPrograms = new("For programs:", "程序接口：");

    private static readonly LocalText CompaniesForPrograms = new("Companies, for programs (NDJSON)", "企业名单，供程序使用（NDJSON）");
    private static readonly LocalText CompaniesForTables = new("Companies, as a table (CSV)", "企业名单，表格（CSV）");
    private static readonly LocalText RecordsForPrograms = new("Records, for programs (NDJSON)", "公示记录，供程序使用（NDJSON）");
    private static readonly LocalText RecordsForTables = new("Records, as a table (CSV)", "公示记录，表格（CSV）");

    public static LocalText Of(ExportSubject subject, ExportFormat format) => (subject, format) switch
    {
        (ExportSubject.Companies, ExportFormat.Csv) => CompaniesForTables,
        (ExportSubject.Companies, _) => CompaniesForPrograms,
        (_, ExportFormat.Csv) => RecordsForTables,
        _ => RecordsForPrograms,
    };
}
