namespace CreditRegistry.Domain.Companies;

/// <summary>Valid, with an <see cref="Id"/> and perhaps warnings; or refused, with a reason and help to mend it.</summary>
/// <remarks>Only <see cref="Segments"/> quote what was refused; <see cref="ToString"/> is safe to log.</remarks>
public sealed class RegistrationIdVerdict
{
    private readonly string _code;

    private RegistrationIdVerdict(string code) => _code = code;

    public bool IsValid => Id is not null;

    /// <summary>Null when refused.</summary>
    public RegistrationId? Id { get; private init; }

    /// <summary>Null when valid.</summary>
    public RegistrationIdReason? Reason { get; private init; }

    /// <summary>The sentence of <see cref="Reason"/>; null when valid.</summary>
    public LocalText? Message => Reason?.Message;

    /// <summary>The character at fault, counted from 1 after normalising; null when no single one is.</summary>
    public int? Position { get; private init; }

    /// <summary>For <c>CHECK_CHARACTER</c>: what character 18 would be if the other 17 are right.</summary>
    public char? Expected { get; private init; }

    /// <summary>The ID that was probably meant, when one look-alike repair leads to it.</summary>
    public RegistrationId? Suggestion { get; private init; }

    public IReadOnlyList<RegistrationIdWarning> Warnings { get; private init; } = [];

    /// <summary>Null unless there are 18 characters, and when refused ones could be a person's number.</summary>
    public RegistrationIdSegments? Segments =>
        _code.Length == RegistrationId.Length && (IsValid || !PersonNumber.Resembles(_code))
            ? new RegistrationIdSegments(_code[..1], _code[1..2], _code[2..8], _code[8..17], _code[17..])
            : null;

    internal static RegistrationIdVerdict Valid(string code, IReadOnlyList<RegistrationIdWarning> warnings) =>
        new(code) { Id = new RegistrationId(code), Warnings = warnings };

    internal static RegistrationIdVerdict Refused(
        string code, RegistrationIdReason reason, int? position = null, char? expected = null,
        RegistrationId? suggestion = null) =>
        new(code) { Reason = reason, Position = position, Expected = expected, Suggestion = suggestion };

    /// <summary><c>valid</c> or the reason's code, and no more.</summary>
    public override string ToString() => Reason?.Code ?? "valid";
}

/// <summary>The five parts of an ID (GB 32100-2015, clause 4).</summary>
/// <param name="Authority">Registering authority, 1 character: 9 is market regulation.</param>
/// <param name="Category">1 character: under authority 9, 1 enterprise, 2 sole trader, 3 farmers' cooperative.</param>
/// <param name="Region">6 digits of GB/T 2260: where first registered, perhaps abolished since, not where it is now.</param>
/// <param name="OrganisationCode">9 characters of GB 11714-1997, without a hyphen.</param>
/// <param name="Check">1 character.</param>
public sealed record RegistrationIdSegments(
    string Authority, string Category, string Region, string OrganisationCode, string Check);
