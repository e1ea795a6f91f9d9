using CreditRegistry.Application.Records;
using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.RuleSets;

namespace CreditRegistry.Web.Repairs;

/// <summary>What the company has still to do before it can submit.</summary>
/// <param name="Record">That the application is about.</param>
/// <param name="Contact">Null while nobody is named.</param>
public sealed record CaseSteps(
    RecordView Record, ContactView? Contact, IReadOnlyList<DocumentTask> Documents, bool IsComplete);

/// <summary>Finds the steps of an application.</summary>
public sealed class FindCaseSteps(ReadRepairs repairs, ReadRecords records, RuleBook book)
{
    public async Task<CaseSteps> RunAsync(RepairView application, Actor actor, CancellationToken ct)
    {
        var record = (await records.OneAsync(application.RecordId, actor, ct)).Value
            ?? throw new InvalidOperationException("A company reads the record of its own application.");
        var contact = await repairs.ContactAsync(application.Id, actor, ct);
        var rules = book.Get(application.RuleSet);
        return new CaseSteps(
            record,
            contact,
            DocumentTask.Of(application, rules, rules.FindGround(record.Ground.Code)!),
            contact is not null && application.Statement.Length > 0 && application.MissingDocuments.Count is 0);
    }
}
