namespace CreditRegistry.Persistence.Claims;

/// <summary>A piece of the bytes of a claim's certificate, in order.</summary>
public sealed record CertificateChunk(Guid ClaimId, int Ordinal, byte[] Bytes);
