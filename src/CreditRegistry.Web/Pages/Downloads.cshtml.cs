using CreditRegistry.Application.Exports;
using CreditRegistry.Web.Parts;

namespace CreditRegistry.Web.Pages;

/// <summary>The whole public register to take away, for people.</summary>
public sealed class DownloadsModel(RegistryExports exports) : SitePage
{
    public IReadOnlyList<ExportView> Exports { get; private set; } = [];

    public void OnGet() => Exports = exports.List().Items;
}
