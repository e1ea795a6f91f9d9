using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.RuleSets;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Repairs;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Repairs;

/// <summary>The documents of a case: streamed into the database in pieces, all or nothing.</summary>
public sealed class RepairDocuments(RegistryDbContext db, RuleBook book, TimeProvider clock, ReadRepairs read)
{
    /// <summary>Stores a document of a draft, or of a case that waits for its supplement.</summary>
    /// <param name="content">The bytes; read once, to the end or to the limit.</param>
    /// <param name="once">The same bytes of the same kind again, sent by a second click, add nothing.</param>
    /// <param name="checkRest">Looks at what the sender sent after the content; its refusal leaves nothing stored.</param>
    public async Task<Outcome<(RepairDocument Document, RepairView Application)>> AddAsync(
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
        var stored = await StoreAsync(Guid.CreateVersion7(now), applicationId, kind, fileName, content, now, ct);
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

        await db.DocumentChunks.Where(c => c.DocumentId == documentId).ExecuteDeleteAsync(ct);
        await db.SaveAsync(actor, Role.Applicant, now, ct);
        await transaction.CommitAsync(ct);
        return await read.ViewAsync(open.Application, actor, ct);
    }

    /// <summary>What a document is, for those who may read its bytes: the company, the organ's officers, auditors.</summary>
    public async Task<Outcome<RepairDocument>> FindAsync(
        Guid applicationId, Guid documentId, Actor actor, CancellationToken ct)
    {
        var application = await db.RepairApplications.AsNoTracking().FirstOrDefaultAsync(a => a.Id == applicationId, ct);
        var mayRead = application is not null
            && (actor.ActsForCompany(application.CompanyId)
                || actor.Is(Role.Auditor)
                || (application.FiledOn is not null && actor.DecidesFor(application.OrganId)));
        if (!mayRead)
        {
            return ReadRepairs.NotFound;
        }

        if (application!.Documents.FirstOrDefault(d => d.Id == documentId) is not { } document)
        {
            return new NotFoundError("DOCUMENT_NOT_FOUND", "The application has no such document.");
        }

        return await db.DocumentChunks.AnyAsync(c => c.DocumentId == documentId, ct)
            ? document
            : new NotFoundError("DOCUMENT_ERASED", "The document was erased; only its name, size and digest are left.");
    }

    /// <summary>Copies a document's bytes, piece by piece.</summary>
    public async Task CopyAsync(Guid documentId, Stream target, CancellationToken ct)
    {
        var pieces = db.DocumentChunks.AsNoTracking()
            .Where(c => c.DocumentId == documentId)
            .OrderBy(c => c.Ordinal)
            .Select(c => c.Bytes)
            .AsAsyncEnumerable();
        await foreach (var piece in pieces.WithCancellation(ct))
        {
            await target.WriteAsync(piece, ct);
        }
    }

    private async Task<Outcome<RepairDocument>> StoreAsync(
        Guid id, Guid applicationId, string kind, string fileName, Stream content, DateTimeOffset now, CancellationToken ct)
    {
        var looked = await UploadedContent.ReadAsync(content, async (ordinal, bytes) =>
        {
            db.DocumentChunks.Add(new DocumentChunk(id, ordinal, applicationId, bytes));
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }, ct);
        return looked.Error is { } wrong
            ? wrong
            : new RepairDocument(
                id, kind, UploadedContent.CleanName(fileName), looked.Value!.ContentType, looked.Value.Size, looked.Value.Sha256, now);
    }
}
