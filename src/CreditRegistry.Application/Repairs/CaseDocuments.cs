using CreditRegistry.Domain;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Persistence;
using CreditRegistry.Persistence.Repairs;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Application.Repairs;

/// <summary>The bytes of the documents of any case, in pieces.</summary>
public sealed class CaseDocuments(RegistryDbContext db)
{
    /// <summary>Stores what was uploaded, within the caller's transaction; what is wrong with it leaves nothing stored.</summary>
    /// <param name="owner">The application or objection that it belongs to.</param>
    internal async Task<Outcome<CaseDocument>> StoreAsync(
        Guid id, DocumentOwner owner, string kind, string fileName, Stream content, DateTimeOffset now, CancellationToken ct)
    {
        var looked = await UploadedContent.ReadAsync(content, async (ordinal, bytes) =>
        {
            db.DocumentChunks.Add(new DocumentChunk(id, ordinal, owner.Application, owner.Objection, bytes));
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }, ct);
        return looked.Error is { } wrong
            ? wrong
            : new CaseDocument(
                id, kind, UploadedContent.CleanName(fileName), looked.Value!.ContentType, looked.Value.Size, looked.Value.Sha256, now);
    }

    /// <summary>The document, when its bytes are still there.</summary>
    internal async Task<Outcome<CaseDocument>> FindAsync(
        IEnumerable<CaseDocument> documents, Guid documentId, CancellationToken ct) =>
        documents.FirstOrDefault(d => d.Id == documentId) is not { } document
            ? new NotFoundError("DOCUMENT_NOT_FOUND", "The case has no such document.")
        : await db.DocumentChunks.AnyAsync(c => c.DocumentId == documentId, ct)
            ? document
        : new NotFoundError("DOCUMENT_ERASED", "The document was erased; only its name, size and digest are left.");

    internal Task DeleteAsync(Guid documentId, CancellationToken ct) =>
        db.DocumentChunks.Where(c => c.DocumentId == documentId).ExecuteDeleteAsync(ct);

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
}

/// <summary>What a document belongs to: one of the two.</summary>
internal readonly record struct DocumentOwner(Guid? Application = null, Guid? Objection = null);
