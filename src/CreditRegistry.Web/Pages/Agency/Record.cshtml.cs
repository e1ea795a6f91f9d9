using CreditRegistry.Application.Records;
using CreditRegistry.Web.Parts;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Agency;

/// <summary>One of the organ's own records, with what may be done about it.</summary>
public sealed class RecordModel(ReadRecords read) : SitePage
{
    public RecordView Record { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if ((await read.OwnAsync(id, Actor, ct)).Value is not { } record)
        {
            return NotFound();
        }

        Record = record;
        return Page();
    }
}
