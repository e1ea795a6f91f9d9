using System.Security.Cryptography;

namespace CreditRegistry.Application.Repairs;

/// <summary>What people call a case on the telephone: no letters that look like digits.</summary>
internal static class References
{
    public static string New(string kind, DateOnly today) =>
        $"{kind}-{today.Year}-{RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRTUWXY", 8)}";
}
