namespace CreditRegistry.Persistence.Repairs;

/// <summary>Whom to write to about a case. A person's data: never public, erased after the retention period.</summary>
public sealed record CaseContact(Guid ApplicationId, string Name, string Email);

/// <summary>A piece of a document's bytes, in order.</summary>
/// <param name="ApplicationId">The repair application it belongs to; null for an objection's.</param>
/// <param name="ObjectionId">The objection it belongs to; null for an application's.</param>
public sealed record DocumentChunk(Guid DocumentId, int Ordinal, Guid? ApplicationId, Guid? ObjectionId, byte[] Bytes)
{
    public const int Size = 256 * 1024;
}
