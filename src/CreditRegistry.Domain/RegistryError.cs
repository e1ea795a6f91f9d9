using CreditRegistry.Domain.Ledger;

namespace CreditRegistry.Domain;

/// <summary>A refusal we expect. Bugs throw; refusals are returned.</summary>
/// <param name="Code">UPPER_SNAKE, stable, listed in the README.</param>
/// <param name="Message">One sentence that says what is wrong and the way out.</param>
public abstract record RegistryError(string Code, string Message);

/// <summary>Nothing of that name is there for this caller.</summary>
public sealed record NotFoundError(string Code, string Message) : RegistryError(Code, Message);

/// <summary>A record that left publication: when and why, and nothing else.</summary>
/// <param name="LeftOn">The first day (Asia/Shanghai) on which it was no longer shown.</param>
/// <param name="ReplacedBy">The record it escalated to, or null.</param>
public sealed record GoneError(string Code, string Message, DateOnly LeftOn, Guid? ReplacedBy)
    : RegistryError(Code, Message);

/// <summary>The caller did not prove who it is.</summary>
public sealed record UnauthenticatedError(string Code, string Message) : RegistryError(Code, Message);

/// <summary>The caller is known and may not do this.</summary>
public sealed record ForbiddenError(string Code, string Message) : RegistryError(Code, Message);

/// <summary>A clash with what exists.</summary>
/// <param name="ExistingId">The one that stands, or null.</param>
public sealed record ConflictError(string Code, string Message, Guid? ExistingId = null) : RegistryError(Code, Message);

/// <summary>The change feed does not go on from where the caller was.</summary>
/// <param name="ResumeFrom">The last position that the caller and the registry share.</param>
public sealed record RewoundError(string Code, string Message, FeedPosition ResumeFrom) : RegistryError(Code, Message);

/// <summary>The input has the wrong shape; <see cref="Errors"/> says where, by field.</summary>
public sealed record InvalidError(string Code, string Message, IReadOnlyDictionary<string, string[]> Errors)
    : RegistryError(Code, Message)
{
    public static InvalidError Of(string code, string field, string message) =>
        new(code, message, new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] });

    /// <summary>The same where the input is a part of a larger one.</summary>
    public InvalidError Under(string parent) =>
        this with { Errors = Errors.ToDictionary(e => $"{parent}.{e.Key}", e => e.Value, StringComparer.Ordinal) };
}

/// <summary>What the caller saw is no longer so.</summary>
/// <param name="CurrentVersion">The version that stands.</param>
public sealed record StaleError(string Code, string Message, int CurrentVersion) : RegistryError(Code, Message)
{
    /// <summary>What stands now, as a read would show it; null where the caller may not read it.</summary>
    public object? Current { get; init; }

    /// <summary>What changed since, oldest first.</summary>
    public IReadOnlyList<object> Changes { get; init; } = [];
}

/// <summary>This server lacks something that its operator can add.</summary>
public sealed record UnavailableError(string Code, string Message) : RegistryError(Code, Message);

/// <summary>A rule says no; every breach is named.</summary>
public sealed record RefusedError(string Code, string Message, IReadOnlyList<RuleBreach> Breaches)
    : RegistryError(Code, Message);

/// <summary>One rule that is not met.</summary>
/// <param name="Rule">UPPER_SNAKE code of the rule.</param>
/// <param name="LegalBasis">The article behind it.</param>
/// <param name="EarliestOn">The first day (Asia/Shanghai) on which the rule will be met by itself, or null.</param>
public sealed record RuleBreach(string Rule, LocalText Message, LocalText LegalBasis, DateOnly? EarliestOn = null);

/// <summary>Either a value or the refusal that stands in its place.</summary>
public readonly record struct Outcome<T>
{
    private Outcome(T? value, RegistryError? error) => (Value, Error) = (value, error);

    /// <summary>Set exactly when <see cref="Error"/> is null.</summary>
    public T? Value { get; }

    public RegistryError? Error { get; }

    public static implicit operator Outcome<T>(T value) => new(value, error: null);

    public static implicit operator Outcome<T>(RegistryError error) => new(value: default, error);
}
