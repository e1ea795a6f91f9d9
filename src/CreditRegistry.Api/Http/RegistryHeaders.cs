namespace CreditRegistry.Api.Http;

/// <summary>Headers of the registry's own.</summary>
public static class RegistryHeaders
{
    /// <summary>A position of the change feed that the answer has reached.</summary>
    public const string Position = "Registry-Position";
}
