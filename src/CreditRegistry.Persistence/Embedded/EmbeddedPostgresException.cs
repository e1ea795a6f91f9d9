namespace CreditRegistry.Persistence.Embedded;

/// <summary>The embedded server cannot run; the message says why and what to do about it.</summary>
public sealed class EmbeddedPostgresException(string message, Exception? innerException = null)
    : Exception(message, innerException);
