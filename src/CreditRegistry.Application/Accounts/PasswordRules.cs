using System.Collections.Frozen;
using CreditRegistry.Domain;

namespace CreditRegistry.Application.Accounts;

/// <summary>What a password must be: long, and not what anyone would try first. No composition rules.</summary>
public static class PasswordRules
{
    public const int MinLength = 12;
    public const int MaxLength = 256;
    public const int MinDistinct = 5;

    private static readonly FrozenSet<string> Commonest = ReadCommonest();

    /// <summary>Why this account cannot have this password, or null.</summary>
    public static RegistryError? Check(string password, string email, string field)
    {
        var name = email.Split('@')[0];
        return password switch
        {
            { Length: < MinLength } =>
                Refuse("PASSWORD_SHORT", $"Choose a password of {MinLength} characters or more; a few words do well."),
            { Length: > MaxLength } => Refuse("PASSWORD_LONG", $"Choose a password of {MaxLength} characters or fewer."),
            _ when password.Distinct().Count() < MinDistinct =>
                Refuse("PASSWORD_REPEATS", $"Choose a password with at least {MinDistinct} different characters."),
            _ when name.Length > 2 && password.Contains(name, StringComparison.OrdinalIgnoreCase) =>
                Refuse("PASSWORD_HAS_NAME", "Choose a password that does not contain your e-mail name."),
            _ when Commonest.Contains(password) =>
                Refuse("PASSWORD_COMMON", "This is one of the commonest passwords. Choose another."),
            _ => null,
        };

        InvalidError Refuse(string code, string message) => InvalidError.Of(code, field, message);
    }

    private static FrozenSet<string> ReadCommonest()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("CommonPasswords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
