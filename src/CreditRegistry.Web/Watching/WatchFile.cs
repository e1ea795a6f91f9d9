using CreditRegistry.Application.Screening;
using Microsoft.AspNetCore.Http;

namespace CreditRegistry.Web.Watching;

/// <summary>A list of companies as people have one.</summary>
internal static class WatchFile
{
    public const int MaxBytes = 4 * 1024 * 1024;
    private const int MostLines = 1_000_000;

    /// <summary>Null without a file, or with one that is too large.</summary>
    public static async Task<IReadOnlyList<ListedId>?> ReadAsync(IFormFile? file, CancellationToken ct)
    {
        if (file is not { Length: > 0 and <= MaxBytes })
        {
            return null;
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        return IdList.Read(IdList.Decode(bytes.ToArray()), MostLines);
    }
}
