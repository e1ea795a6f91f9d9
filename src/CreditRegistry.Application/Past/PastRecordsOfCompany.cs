using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Domain.Time;
using CreditRegistry.Persistence.Companies;

namespace CreditRegistry.Application.Past;

internal static class PastRecordsOfCompany
{
    /// <summary>The company with the records that were published by that instant, or had left by then, as the question wants them.</summary>
    public static StoredCompany In(this StoredCompany company, PastInstant instant, RuleBook book) => company with
    {
        EverShown =
        [
            .. company.EverShown
                .Select(r => instant.Question is PastQuestion.AsOf
                    ? r with { Record = r.Record.AsOf(book.Get(r.Record.RuleSetId), instant.Day) }
                    : r)
                .Where(r => r.Record.State is RecordState.Published || r.Record.LeftOn is not null),
        ],
    };
}
