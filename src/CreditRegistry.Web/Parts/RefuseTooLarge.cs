using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CreditRegistry.Web.Parts;

/// <summary>Says that a form is too large, after its page has set the limit and before reading it for its token fails.</summary>
internal sealed class RefuseTooLarge : IAuthorizationFilter, IOrderedFilter
{
    public int Order => 950; // a limit is set at 900, and the token is asked for at 1000

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var limit = context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        if (context.HttpContext.Request.ContentLength > limit
            && context.ActionDescriptor is PageActionDescriptor { ViewEnginePath: not "/Error" })
        {
            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
        }
    }
}
