using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Records;

/// <summary>One record as the public sees it; of one that left, that it left.</summary>
public sealed class RecordModel(ReadRecords read) : SitePage
{
    public RecordView? Record { get; private set; }

    /// <summary>Set when there is no record to show any more.</summary>
    public GoneError? Gone { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        var outcome = await read.OneAsync(id, actor: null, ct);
        (Record, Gone) = (outcome.Value, outcome.Error as GoneError);
        if (Gone is not null)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
        }

        return Record is null && Gone is null ? NotFound() : Page();
    }
}
