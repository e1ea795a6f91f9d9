namespace CreditRegistry.Application;

/// <summary>An answer whose ETag is its version.</summary>
public interface IVersioned
{
    int Version { get; }
}
