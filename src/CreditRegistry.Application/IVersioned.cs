namespace CreditRegistry.Application;

/// <summary>An answer whose ETag is its version.</summary>
public interface IVersioned
{
    int Version { get; }

    /// <summary>An answer about the past has the version of then, and no ETag that a write could carry.</summary>
    bool IsPast => false;
}
