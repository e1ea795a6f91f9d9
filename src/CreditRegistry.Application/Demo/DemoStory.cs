using System.Globalization;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Application.Demo;

/// <summary>
/// Three years of a made-up register, told through the real use cases, so that every list and every state has something
/// to show today. The same day always gives the same story.
/// </summary>
internal sealed class DemoStory(DemoActs acts, RuleBook book, IReadOnlyList<Company> companies, IReadOnlyList<Company> own)
{
    public const string FourTier = "four-tier-2024";
    public const string Cn = "cn-2026";
    public const string FirstOrgan = "MSA-LANAN";
    public const string TaxOrgan = "TAX-QIPO";
    public const string SafetyOrgan = "ENV-JIWU";
    public const string NewRulesOrgan = "MSA-YAOWU";

    public static readonly DateOnly Begins = new(2024, 1, 2);
    public static readonly DateOnly NewRulesFrom = new(2026, 4, 1);

    private const int DaysBetweenRecords = 4;

    private static readonly string[] OldOrgans = [FirstOrgan, TaxOrgan, SafetyOrgan];

    private static readonly (string Ground, string Summary)[] Light =
    [
        ("U01", "欠缴税款，经责令限期缴纳逾期仍未缴清。"),
        ("U03", "拖欠劳动者工资，经责令改正后仍未足额支付。"),
        ("U06", "超标排放污染物，被责令改正并处罚款。"),
        ("U07", "对商品作引人误解的说明，欺诈消费者。"),
        ("U08", "发布虚假广告，夸大产品功效。"),
        ("U10", "生产的产品不符合强制性安全标准。"),
    ];

    private static readonly (string Ground, string Summary)[] Grave =
    [
        ("B01", "未取得食品生产许可从事食品生产活动。"),
        ("B02", "销售假药，货值金额较大。"),
        ("B03", "未按规定向消费者提供完整信息，情节严重。"),
        ("B04", "以伪造的检验报告骗取行政许可。"),
    ];

    private readonly IReadOnlyList<Guid> _ownIds = [.. own.Select(c => c.Id)];
    private readonly PriorityQueue<Func<CancellationToken, Task>, DateOnly> _later = new();
    private int _next;
    private int _number;

    /// <summary>From the first day to the day before <paramref name="today"/>, then the cases that stand open today.</summary>
    public async Task TellAsync(DateOnly today, CancellationToken ct)
    {
        await TakeOverOldRecordsAsync(ct);
        var applicant = new DemoApplicant(acts, own);
        var openCases = new DemoOpenCases(acts, _ownIds);
        var objections = new DemoObjections(acts, _ownIds);
        for (var day = Begins.AddDays(1); day < today; day = day.AddDays(1))
        {
            acts.Clock.GoTo(day);
            while (_later.TryPeek(out var act, out var due) && due <= day)
            {
                _later.Dequeue();
                await act(ct);
            }

            if (day.DayNumber % 7 == 0)
            {
                await acts.PassTimeAsync(ct);
            }

            if (day.DayNumber % DaysBetweenRecords == 0)
            {
                await PublishAsync(day, ct);
            }

            if (day.DayNumber % 12 == 0 && day < today.AddDays(-60))
            {
                await DecideOneAsync(day, ct);
            }

            await applicant.TellAsync(today.DayNumber - day.DayNumber, ct);
            await openCases.TellAsync(today.DayNumber - day.DayNumber, ct);
            await objections.TellAsync(today.DayNumber - day.DayNumber, ct);
        }

        acts.Clock.GoTo(today);
        await acts.PassTimeAsync(ct);
    }

    /// <summary>What an older register handed over: abnormal companies whose three years end while the story runs.</summary>
    private async Task TakeOverOldRecordsAsync(CancellationToken ct)
    {
        acts.Clock.GoTo(Begins);
        var rules = book.Get(FourTier);
        var organ = await acts.ReadAsync(db => Task.FromResult(db.Organs.Single(o => o.Code == FirstOrgan)));
        await acts.SaveAsync(
            db =>
            {
                for (var i = 0; i < 24; i++)
                {
                    var published = new DateOnly(2023, 1, 10).AddDays(13 * i);
                    var draft = new RecordDraft(NextCompany().Id, organ.Id, RecordTier.Abnormal, "A01", published)
                    {
                        Decision = new Decision(NextNumber(published.Year), published),
                        Summary = "未在规定期限内公示年度报告，由原登记系统移交。",
                    };
                    db.Records.Add(CreditRecord.Publish(
                        Guid.CreateVersion7(acts.Clock.GetUtcNow()), rules, draft, acts.Clock.Today));
                }
            },
            ct);
    }

    private async Task PublishAsync(DateOnly day, CancellationToken ct)
    {
        var turn = day.DayNumber / DaysBetweenRecords;
        var company = NextCompany();
        var light = Light[turn % Light.Length];
        var grave = Grave[turn % Grave.Length];
        var organ = OldOrgans[turn % OldOrgans.Length];
        var decided = day.AddDays(-3);
        var fine = new Penalty("LARGER_FINE", 5_000_000 + (turn % 7 * 1_250_000), null);
        await acts.PublishAsync(organ, company.RegistrationId, RecordTier.Untrustworthy, light.Ground,
            NextNumber(day.Year), decided, light.Summary, [fine], publish: null, ct);

        if (turn % 3 == 0)
        {
            company = NextCompany();
            var grounds = await acts.PublishAsync(organ, company.RegistrationId, RecordTier.SeriouslyUntrustworthy, grave.Ground,
                NextNumber(day.Year), decided, grave.Summary, [fine], publish: null, ct);
            if (turn % 6 == 0)
            {
                await acts.PublishAsync(organ, company.RegistrationId, RecordTier.Abnormal, turn % 12 == 0 ? "A03" : "A01",
                    NextNumber(day.Year), decided, "通过登记的住所无法与企业取得联系。", [], publish: null, ct);
            }

            if (turn % 27 == 0)
            {
                await acts.CorrectAsync(grounds, grave.Summary + "（当事人已停止相关经营活动。）", ct);
            }
        }

        if (turn % 40 == 0)
        {
            var annulled = await acts.PublishAsync(organ, NextCompany().RegistrationId, RecordTier.Untrustworthy, "U11",
                NextNumber(day.Year), decided, "因其他违法行为受到行政处罚。", [fine], publish: null, ct);
            await acts.AnnulAsync(annulled, ct);
        }

        if (day >= NewRulesFrom)
        {
            await PublishByNewRulesAsync(turn, decided > NewRulesFrom ? decided : day, light, grave, ct);
        }
    }

    private Task PublishByNewRulesAsync(
        int turn, DateOnly decided, (string Ground, string Summary) light, (string Ground, string Summary) grave, CancellationToken ct)
    {
        var (tier, ground, summary, penalties, publish) = (turn % 6) switch
        {
            0 => (RecordTier.Untrustworthy, light.Ground, light.Summary, new[] { new Penalty("WARNING", null, null) }, (bool?)null),
            1 => (RecordTier.Untrustworthy, light.Ground, light.Summary, [new Penalty("SMALL_FINE", 300_000, null)], true),
            2 => (RecordTier.Untrustworthy, light.Ground, light.Summary, [new Penalty("CONFISCATION", 2_400_000, null)], null),
            3 => (RecordTier.SeriouslyUntrustworthy, grave.Ground, grave.Summary,
                [new Penalty("BUSINESS_LIMITS", null, decided.AddYears(4)), new Penalty("HUGE_FINE", 90_000_000, null)], null),
            4 => (RecordTier.Abnormal, "A05", "未按照要求办理企业名称变更登记。", [], null),
            _ => (RecordTier.SeriouslyIllegal, "B12", "二年内因同类违法行为多次受到处罚，屡罚屡犯。",
                [new Penalty("LICENCE_REVOKED", null, null)], null),
        };
        return acts.PublishAsync(NewRulesOrgan, NextCompany().RegistrationId, tier, ground,
            NextNumber(decided.Year), decided, summary, penalties, publish, ct);
    }

    /// <summary>One case, to its end within the weeks that follow, the endings in turn.</summary>
    private async Task DecideOneAsync(DateOnly day, CancellationToken ct)
    {
        var turn = day.DayNumber / 12;
        var set = turn % 4 == 0 && day > NewRulesFrom.AddDays(20) ? Cn : FourTier;
        var repairable = await acts.RepairableAsync(set, _ownIds, ct);
        if (repairable.Count == 0)
        {
            return;
        }

        var record = repairable[turn % repairable.Count];
        var draft = await acts.DraftAsync(record, by: null, complete: true, ct);
        if (turn % 9 == 0)
        {
            return; // nobody goes on with it: a draft that is dropped after 30 idle days
        }

        await acts.SubmitAsync(draft.Id, record.CompanyId, by: null, ct);
        switch (turn % 9)
        {
            case 1:
                await acts.WithdrawAsync(draft.Id, record.CompanyId, ct);
                return;
            case 2:
                await acts.DoNotAcceptAsync(draft.Id, confirm: true, ct);
                return;
            case 3:
                await acts.RequestSupplementAsync(draft.Id, draft.MissingDocuments[0].Kinds[0], ct);
                return; // nobody answers
            case 4:
                var kind = draft.MissingDocuments[0].Kinds[0];
                await acts.RequestSupplementAsync(draft.Id, kind, ct);
                day = day.AddDays(6);
                Later(day, async later =>
                {
                    await acts.AddDocumentAsync(draft.Id, kind, record.CompanyId, by: null, later);
                    await acts.SubmitAsync(draft.Id, record.CompanyId, by: null, later);
                });
                break;
        }

        var outcome = turn % 9 is 5 ? RepairOutcome.Refuse : RepairOutcome.Grant;
        var decided = day.AddDays(3 + (turn * 5 % 11));
        Later(day.AddDays(1), later => acts.AcceptAsync(draft.Id, later));
        Later(decided.AddDays(-1), later => acts.RecommendAsync(draft.Id, outcome, later));
        Later(decided, later => acts.DecideAsync(draft.Id, outcome, later));
        if (turn % 9 is 6)
        {
            Later(decided.AddDays(20), later => acts.RevokeAsync(draft.Id, later));
        }
    }

    private void Later(DateOnly day, Func<CancellationToken, Task> act) => _later.Enqueue(act, day);

    private Company NextCompany() => companies[_next++ % companies.Count];

    private string NextNumber(int year) => string.Create(CultureInfo.InvariantCulture, $"演监罚字〔{year}〕{++_number:D4}号");
}
