namespace CreditRegistry.Api.Http;

internal static class Sanitizing
{
    public const int NameMaxLength = 100;

    /// <summary>A name that the caller typed, fit to be shown back: short and without control characters.</summary>
    public static string ToShownName(this string name)
    {
        var shown = string.Concat(name.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)));
        return shown.Length <= NameMaxLength ? shown : shown[..NameMaxLength];
    }
}
