using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CreditRegistry.Web.Pages;

/// <summary>What a browser is shown in place of a page that is not there or failed, whatever the method.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    /// <summary>What the log calls the request.</summary>
    public string Trace => Activity.Current?.TraceId.ToHexString() ?? HttpContext.TraceIdentifier;

    /// <summary>How long someone is to wait who asked too often.</summary>
    public int Minutes => int.TryParse(Response.Headers.RetryAfter, CultureInfo.InvariantCulture, out var seconds) ? (seconds + 59) / 60 : 1;

    public void OnGet() => Show();

    public void OnPost() => Show();

    private void Show()
    {
        if (Response.StatusCode < StatusCodes.Status400BadRequest)
        {
            Response.StatusCode = StatusCodes.Status404NotFound; // someone opened /error itself
        }
    }
}
