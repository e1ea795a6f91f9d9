using System.Globalization;
using CreditRegistry.Application.Records;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Repairs;
using CreditRegistry.Domain.Time;
using CreditRegistry.Web.Parts;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace CreditRegistry.Web.Pages.Records;

/// <summary>Can this record be repaired, on a day: yes, or not yet, or never, and by which rules.</summary>
public sealed class RepairModel(ReadRecords read, TimeProvider clock) : SitePage
{
    /// <summary>The day asked about, as a date field writes it; today when empty.</summary>
    [BindProperty(SupportsGet = true)]
    public string? On { get; set; }

    public RecordView Record { get; private set; } = null!;

    public GoneError? Gone { get; private set; }

    public Eligibility? Eligibility { get; private set; }

    /// <summary>Whether the answer is for today: only today can an application begin.</summary>
    public bool IsToday => Eligibility?.On == LegalDates.DateOf(clock.GetUtcNow());

    /// <summary>Whether an application for it is with the officers.</summary>
    public bool UnderWay => Record.Marks.Any(mark => mark.Code is "REPAIR_PENDING");

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        var record = await read.OneAsync(id, actor: null, ct);
        Gone = record.Error as GoneError;
        if (Gone is not null)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            return Page();
        }

        if (record.Value is not { } found)
        {
            return NotFound();
        }

        Record = found;
        DateOnly? day = null;
        if (!string.IsNullOrWhiteSpace(On))
        {
            if (!DateOnly.TryParseExact(
                On.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked))
            {
                Complain(nameof(On), RepairTexts.DayUnreadable);
                return Page();
            }

            day = asked;
        }

        Eligibility = (await read.EligibilityAsync(id, day, actor: null, ct)).Value;
        On = Eligibility?.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        ModelState.Clear(); // the field shows the day that was taken
        return Page();
    }
}
