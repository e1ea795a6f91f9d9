using System.Globalization;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Demo;

/// <summary>What happens to the companies of the demo's applicant: each kind of situation that a company can be in.</summary>
internal sealed class DemoApplicant(DemoActs acts, IReadOnlyList<Company> own)
{
    private readonly Dictionary<string, Guid> _records = new(StringComparer.Ordinal);
    private Guid _case;

    public async Task TellAsync(int daysBeforeToday, CancellationToken ct)
    {
        switch (daysBeforeToday)
        {
            case 500:
                await PublishAsync("grave", own[0], RecordTier.SeriouslyUntrustworthy, "B01", "未取得食品生产许可从事食品生产活动。", ct);
                break;
            case 480:
                await PublishAsync("abnormal", own[0], RecordTier.Abnormal, "A01", "未在规定期限内公示年度报告。", ct);
                break;
            case 400:
                await PublishAsync("granted", own[2], RecordTier.Untrustworthy, "U07", "对商品作引人误解的说明，欺诈消费者。", ct);
                break;
            case 200:
                await PublishAsync("accepted", own[1], RecordTier.Untrustworthy, "U06", "超标排放污染物，被责令改正并处罚款。", ct);
                break;
            case 120:
                await PublishAsync("supplement", own[0], RecordTier.Untrustworthy, "U03", "拖欠劳动者工资，经责令改正后仍未足额支付。", ct);
                break;
            case 100:
                await ApplyAsync("granted", own[2], ct);
                await acts.AcceptAsync(_case, ct);
                await acts.RecommendAsync(_case, RepairOutcome.Grant, ct);
                await acts.DecideAsync(_case, RepairOutcome.Grant, ct);
                break;
            case 40:
                await PublishAsync("early", own[0], RecordTier.Untrustworthy, "U08", "发布虚假广告，夸大产品功效。", ct);
                break;
            case 30:
                var dismissed = await ObjectAsync("abnormal", own[0], ObjectionGround.AlreadyRepaired, "年度报告已于上月补报并公示。", ct);
                await acts.AcceptObjectionAsync(dismissed, ct);
                await acts.FindAsync(dismissed, DemoObjections.Dismissal, ct);
                await acts.DecideObjectionAsync(dismissed, DemoObjections.Dismissal, ct);
                break;
            case 7:
                var open = await ObjectAsync("early", own[0], ObjectionGround.FactsWrong, "广告由其他公司发布，决定书载明的当事人不是我单位。", ct);
                await acts.AcceptObjectionAsync(open, ct);
                break;
            case 8:
                await ApplyAsync("accepted", own[1], ct);
                await acts.AcceptAsync(_case, ct);
                break;
            case 5:
                await ApplyAsync("supplement", own[0], ct);
                await acts.RequestSupplementAsync(_case, "BUSINESS_REGISTRATION_CERT", ct);
                break;
        }
    }

    private async Task PublishAsync(
        string name, Company company, RecordTier tier, string ground, string summary, CancellationToken ct) =>
        _records[name] = await acts.PublishAsync(
            DemoStory.FirstOrgan,
            company.RegistrationId,
            tier,
            ground,
            string.Create(CultureInfo.InvariantCulture, $"澜监罚字〔{acts.Clock.Today.Year}〕{_records.Count + 1:D3}号"),
            acts.Clock.Today.AddDays(-2),
            summary,
            [new Penalty("LARGER_FINE", 8_000_000, null)],
            publish: null,
            ct);

    private Task<Guid> ObjectAsync(string name, Company company, ObjectionGround ground, string reason, CancellationToken ct) =>
        acts.ObjectAsync(
            _records[name], company.Id, acts.Applicant, ground, reason, "我单位已向信息提供单位提出异议并提交证据，请以核实结果为准。", ct);

    private async Task ApplyAsync(string name, Company company, CancellationToken ct)
    {
        var record = await acts.ReadAsync(db => db.Records.SingleAsync(r => r.Id == _records[name], ct));
        _case = (await acts.DraftAsync(record, acts.Applicant, complete: true, ct)).Id;
        await acts.SubmitAsync(_case, company.Id, acts.Applicant, ct);
    }
}
