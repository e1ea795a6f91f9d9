using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CreditRegistry.Web.Parts;

/// <summary>Says that a form is too large, after its page has set the limit and before reading it for its token fails.</summary>
internal sealed class RefuseTooLarge : IAuthorizationFilter, IOrderedFilter
{
    /// <summary>So many bytes more are read and thrown away: a browser that is cut off while it sends shows no page.</summary>
    private const long HeardOut = 16 * 1024 * 1024;

    public int Order => 950; // a limit is set at 900, and the token is asked for at 1000

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var size = context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (context.HttpContext.Request.ContentLength > size?.MaxRequestBodySize
            && context.ActionDescriptor is PageActionDescriptor { ViewEnginePath: not "/Error" })
        {
            if (!size.IsReadOnly)
            {
                size.MaxRequestBodySize += HeardOut;
            }

            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
        }
    }
}
