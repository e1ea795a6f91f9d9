using CreditRegistry.Application.Repairs;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Objections;

/// <summary>The evidence of an objection: streamed into the database in pieces, all or nothing.</summary>
public sealed class ObjectionDocuments(
    RegistryDbContext db, CaseDocuments documents, RuleBook book, TimeProvider clock, ReadObjections read)
{
    /// <summary>Stores a document of a draft, or of an objection on which no finding was given.</summary>
    /// <param name="content">The bytes; read once, to the end or to the limit.</param>
    /// <param name="once">The same bytes again, sent by a second click, add nothing.</param>
    /// <param name="checkRest">Looks at what the sender sent after the content; its refusal leaves nothing stored.</param>
    public async Task<Outcome<(CaseDocument Document, ObjectionView Objection)>> AddAsync(
        Guid objectionId,
        string fileName,
        Stream content,
        Actor actor,
        CancellationToken ct,
        Func<Task<RegistryError?>>? checkRest = null,
        bool once = false)
    {
        var now = clock.GetUtcNow();
        var seen = await db.Objections.AsNoTracking().FirstOrDefaultAsync(o => o.Id == objectionId, ct);
        if (seen is null || !actor.ActsForCompany(seen.CompanyId))
        {
            return ReadObjections.NotFound;
        }

        if (seen.CheckDocument() is { } early)
        {
            return early;
        }

        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        var stored = await documents.StoreAsync(
            Guid.CreateVersion7(now), new DocumentOwner(Objection: objectionId), CaseDocument.Evidence, fileName, content, now, ct);
        if (stored.Value is not { } document)
        {
            return stored.Error!;
        }

        if (checkRest is not null && await checkRest() is { } wrong)
        {
            return wrong;
        }

        var open = (await OpenObjection.LockAsync(db, objectionId, ct))!;
        if (once && open.Objection.Documents.FirstOrDefault(d => d.Sha256 == document.Sha256) is { } same)
        {
            return (same, await read.ViewAsync(open.Objection, actor, ct));
        }

        if (open.Objection.AddDocument(book, document, now) is { } refusal)
        {
            return refusal;
        }

        await db.SaveAsync(actor, Role.Applicant, now, ct);
        await transaction.CommitAsync(ct);
        return (document, await read.ViewAsync(open.Objection, actor, ct));
    }

    /// <summary>Removes a document that the organ has not seen, its bytes included.</summary>
    public async Task<Outcome<ObjectionView>> RemoveAsync(Guid objectionId, Guid documentId, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await RegistryTransaction.BeginAsync(db, ct);
        if (await OpenObjection.LockAsync(db, objectionId, ct) is not { } open || !actor.ActsForCompany(open.Objection.CompanyId))
        {
            return ReadObjections.NotFound;
        }

        if (open.Objection.RemoveDocument(book, documentId, now) is { } refusal)
        {
            return refusal;
        }

        await documents.DeleteAsync(documentId, ct);
        await db.SaveAsync(actor, Role.Applicant, now, ct);
        await transaction.CommitAsync(ct);
        return await read.ViewAsync(open.Objection, actor, ct);
    }

    /// <summary>What a document is, for those who may read its bytes: the company, the organ, auditors.</summary>
    public async Task<Outcome<CaseDocument>> FindAsync(Guid objectionId, Guid documentId, Actor actor, CancellationToken ct)
    {
        var objection = await db.Objections.AsNoTracking().FirstOrDefaultAsync(o => o.Id == objectionId, ct);
        var mayRead = objection is not null
            && ReadObjections.MayRead(objection, actor)
            && (actor.ActsForCompany(objection.CompanyId)
                || actor.Is(Role.Auditor)
                || actor.DecidesFor(objection.OrganId)
                || actor.PublishesFor(objection.OrganId));
        return mayRead ? await documents.FindAsync(objection!.Documents, documentId, ct) : ReadObjections.NotFound;
    }
}
