namespace CreditRegistry.Persistence.Repairs;

/// <summary>Whom to write to about a case. A person's data: never public, erased after the retention period.</summary>
public sealed record CaseContact(Guid ApplicationId, string Name, string Email);

/// <summary>A piece of a document's bytes, in order.</summary>
public sealed record DocumentChunk(Guid DocumentId, int Ordinal, Guid ApplicationId, byte[] Bytes)
{
    public const int Size = 256 * 1024;
}
