using CreditRegistry.Application.Accounts;
using CreditRegistry.Application.Past;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Web.Past;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Records;

/// <summary>
/// One record as the public sees it; of one that left, that it left. Whoever may read what has left since finds it on the days
/// when it was there, as on the company's page.
/// </summary>
public sealed class RecordModel(ReadRecords read, ReadPast past, CurrentActor current, TimeProvider clock) : PastPage(clock)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public RecordView? Record { get; private set; }

    /// <summary>Set when there is no record to show any more.</summary>
    public GoneError? Gone { get; private set; }

    public override string Path => $"/records/{Id}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (TakeDay() is { } canonical)
        {
            return canonical;
        }

        if (Instant is { } instant)
        {
            var then = await past.RecordAsync(Id, instant, current.Actor, ct);
            if (then.Value is { } was)
            {
                Record = was;
                return Page();
            }

            LeaveInstant(PastTexts.NotThere);
        }

        var outcome = await read.OneAsync(Id, actor: null, ct);
        (Record, Gone) = (outcome.Value, outcome.Error as GoneError);
        if (Gone is not null)
        {
            ModelState.Clear(); // on whatever day
            Response.StatusCode = StatusCodes.Status410Gone;
        }

        return Record is null && Gone is null ? NotFound() : Page();
    }
}
