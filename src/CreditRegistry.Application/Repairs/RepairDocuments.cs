using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Repairs;

/// <summary>The documents of a case: streamed into the database in pieces, all or nothing.</summary>
public sealed class RepairDocuments(
    RegistryDbContext db, CaseDocuments documents, RuleBook book, TimeProvider clock, ReadRepairs read)
{
    /// <summary>Stores a document of a draft, or of a case that waits for its supplement.</summary>
    /// <param name="content">The bytes; read once, to the end or to the limit.</param>
    /// <param name="once">The same bytes of the same kind again, sent by a second click, add nothing.</param>
    /// <param name="checkRest">Looks at what the sender sent after the content; its refusal leaves nothing stored.</param>
    public async Task<Outcome<(CaseDocument Document, RepairView Application)>> AddAsync(
        Guid applicationId,
        string kind,
        string fileName,
        Stream content,
        Actor actor,
        CancellationToken ct,
        Func<Task<RegistryError?>>? checkRest = null,
        bool once = false)
    {
        var now = clock.GetUtcNow();
        var seen = await db.RepairApplications.AsNoTracking().FirstOrDefaultAsync(a => a.Id == applicationId, ct);
        if (seen is null || !actor.ActsForCompany(seen.CompanyId))
        {
            return ReadRepairs.NotFound;
        }

        if (seen.CheckDocument(book, kind) is { } early)
        {
            return early;
        }

        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        var stored = await documents.StoreAsync(
            Guid.CreateVersion7(now), new DocumentOwner(Application: applicationId), kind, fileName, content, now, ct);
        if (stored.Value is not { } document)
        {
            return stored.Error!;
        }

        if (checkRest is not null && await checkRest() is { } wrong)
        {
            return wrong;
        }

        var open = (await OpenCase.LockAsync(db, applicationId, ct))!;
        if (once && open.Application.FindUnsubmitted(document.Kind, document.Sha256) is { } same)
        {
            return (same, await read.ViewAsync(open.Application, actor, ct));
        }

        if (open.Application.AddDocument(book, document, now) is { } refusal)
        {
            return refusal;
        }

        await db.SaveAsync(actor, Role.Applicant, now, ct);
        await transaction.CommitAsync(ct);
        return (document, await read.ViewAsync(open.Application, actor, ct));
    }

    /// <summary>Removes a document that the officers have not seen, its bytes included.</summary>
    public async Task<Outcome<RepairView>> RemoveAsync(Guid applicationId, Guid documentId, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        if (await OpenCase.LockAsync(db, applicationId, ct) is not { } open
            || !actor.ActsForCompany(open.Application.CompanyId))
        {
            return ReadRepairs.NotFound;
        }

        if (open.Application.RemoveDocument(book, documentId, now) is { } refusal)
        {
            return refusal;
        }

        await documents.DeleteAsync(documentId, ct);
        await db.SaveAsync(actor, Role.Applicant, now, ct);
        await transaction.CommitAsync(ct);
        return await read.ViewAsync(open.Application, actor, ct);
    }

    /// <summary>What a document is, for those who may read its bytes: the company, the organ's officers, auditors.</summary>
    public async Task<Outcome<CaseDocument>> FindAsync(
        Guid applicationId, Guid documentId, Actor actor, CancellationToken ct)
    {
        var application = await db.RepairApplications.AsNoTracking().FirstOrDefaultAsync(a => a.Id == applicationId, ct);
        var mayRead = application is not null
            && ReadRepairs.MayRead(application, actor)
            && (actor.ActsForCompany(application.CompanyId)
                || actor.Is(Role.Auditor)
                || actor.DecidesFor(application.OrganId));
        return mayRead ? await documents.FindAsync(application!.Documents, documentId, ct) : ReadRepairs.NotFound;
    }
}
