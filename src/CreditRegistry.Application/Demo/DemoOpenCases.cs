using CreditRegistry.Domain.Repairs;

namespace CreditRegistry.Application.Demo;

/// <summary>The cases that stand open on the last day, each started so many days before it, and some claims.</summary>
internal sealed class DemoOpenCases(DemoActs acts, IReadOnlyList<Guid> except)
{
    public async Task TellAsync(int daysBeforeToday, CancellationToken ct)
    {
        foreach (var set in new[] { DemoStory.FourTier, DemoStory.Cn })
        {
            foreach (var state in States(daysBeforeToday))
            {
                var repairable = await acts.RepairableAsync(set, except, ct);
                if (repairable.Count > 0)
                {
                    var record = repairable[(daysBeforeToday + (int)state) % repairable.Count];
                    await OpenAsync(record.Id, record.CompanyId, state, ct);
                    if (state is RepairState.Draft)
                    {
                        await acts.ClaimAsync(record.CompanyId, ct);
                    }
                }
            }
        }
    }

    /// <summary>Some fresh, some so old that they are overdue or nearly so.</summary>
    private static RepairState[] States(int daysBeforeToday) => daysBeforeToday switch
    {
        40 => [RepairState.Submitted],
        30 => [RepairState.Accepted, RepairState.Recommended],
        25 => [RepairState.SupplementRequested],
        22 => [RepairState.Recommended],
        16 => [RepairState.Accepted],
        12 => [RepairState.Draft, RepairState.SupplementRequested],
        9 => [RepairState.Submitted, RepairState.Accepted],
        6 => [RepairState.Recommended],
        4 => [RepairState.Accepted, RepairState.Draft],
        3 => [RepairState.Submitted],
        2 => [RepairState.Submitted, RepairState.SupplementRequested],
        1 => [RepairState.Submitted, RepairState.Accepted],
        _ => [],
    };

    private async Task OpenAsync(Guid recordId, Guid companyId, RepairState state, CancellationToken ct)
    {
        var record = await acts.ReadAsync(db => Task.FromResult(db.Records.Single(r => r.Id == recordId)));
        var draft = await acts.DraftAsync(record, by: null, complete: state is not RepairState.Draft, ct);
        if (state is RepairState.Draft)
        {
            return;
        }

        await acts.SubmitAsync(draft.Id, companyId, by: null, ct);
        if (state is RepairState.Submitted)
        {
            return;
        }

        if (state is RepairState.SupplementRequested)
        {
            await acts.RequestSupplementAsync(draft.Id, draft.MissingDocuments[0].Kinds[0], ct);
            return;
        }

        await acts.AcceptAsync(draft.Id, ct);
        if (state is RepairState.Recommended)
        {
            await acts.RecommendAsync(draft.Id, RepairOutcome.Grant, ct);
        }
    }
}
