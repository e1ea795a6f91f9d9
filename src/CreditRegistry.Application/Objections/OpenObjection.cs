using CreditRegistry.Application.Records;
using CreditRegistry.Domain.Objections;
using CreditRegistry.Domain.Records;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Objections;

/// <summary>An objection with its record, both kept from other writers until the transaction ends.</summary>
internal sealed record OpenObjection(Objection Objection, CreditRecord Record)
{
    public static async Task<OpenObjection?> LockAsync(RegistryDbContext db, Guid id, CancellationToken ct)
    {
        var recordId = await db.Objections.Where(o => o.Id == id).Select(o => (Guid?)o.RecordId).FirstOrDefaultAsync(ct);
        if (recordId is null)
        {
            return null;
        }

        var record = await db.LockRecordAsync(recordId.Value, ct);
        var objection = await db.Objections
            .FromSql($"select * from objections where id = {id} for no key update").FirstAsync(ct);
        return new OpenObjection(objection, record!);
    }

    /// <summary>After an act: the record's mark, and the clock of a repair application on it, follow the objection.</summary>
    public async Task FollowAsync(RegistryDbContext db, RuleBook book, DateOnly today, CancellationToken ct)
    {
        if (Objection.FiledOn is null)
        {
            return; // the mark of a review under way beside a draft stays
        }

        var contested = Objection.State.IsUnderWay();
        if (contested && Record.ContestedSince is null)
        {
            Record.MarkContested(today, Objection.Statement);
        }
        else if (!contested)
        {
            Record.UnmarkContested(today);
        }

        if (await db.LockOpenCaseAsync(Record.Id, ct) is { } application)
        {
            application.FollowObjection(book, contested, today, Objection.WasWithdrawn);
        }
    }
}
