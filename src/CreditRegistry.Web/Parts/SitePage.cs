using CreditRegistry.Application.Accounts;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Accounts;
using CreditRegistry.Domain.Companies;
using CreditRegistry.Web.Languages;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace CreditRegistry.Web.Parts;

/// <summary>A page of the site, with what most of them need.</summary>
public abstract class SitePage : PageModel
{
    /// <summary>What the page is written in.</summary>
    protected Language In => HttpContext.RequestServices.GetRequiredService<Language>();

    /// <summary>Who is signed in; only for pages of a protected folder.</summary>
    protected Actor Actor => HttpContext.RequestServices.GetRequiredService<CurrentActor>().Required;

    /// <summary>Answers a form: another page, by GET, so that reloading repeats nothing.</summary>
    /// <param name="path">A page's address in English.</param>
    /// <param name="done">What that page is to say, if anything.</param>
    public LocalRedirectResult GoTo(string path, LocalText? done = null)
    {
        if (done is not null)
        {
            TempData.Announce(done);
        }

        return LocalRedirect(In.Link(path));
    }

    /// <summary>Something is wrong with an answer; the page is shown again, with a summary of what is.</summary>
    /// <param name="field">The property that took it; empty when it is none in particular.</param>
    protected void Complain(string field, LocalText what) => ModelState.AddModelError(field, In[what]);

    /// <summary>Complains of what is no company's registration ID, and says how to mend it.</summary>
    /// <param name="verdict">A refusal.</param>
    protected void ComplainOfId(string field, RegistrationIdVerdict verdict)
    {
        ModelState.AddModelError(field, RegistrationIdTexts.Help(verdict, In));
        if (verdict.Reason == RegistrationIdReason.NotACompany)
        {
            ModelState.SetModelValue(field, "", ""); // it may be a person's number, which is not sent back
        }
    }

    /// <summary>Complains of a text that everybody would read and that cannot be public.</summary>
    protected void CheckPublic(string field, string text)
    {
        if (PublicText.FindInvisible(text) is { } character)
        {
            ModelState.AddModelError(field, In[FormTexts.Invisible, character]);
        }
        else if (PublicText.MayHavePersonalData(text))
        {
            Complain(field, FormTexts.Personal);
        }
    }
}
