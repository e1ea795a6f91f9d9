using CreditRegistry.Domain;
using CreditRegistry.Web.Languages;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CreditRegistry.Web.Parts;

/// <summary>Facts, each with its name: holds <see cref="FactTagHelper"/>.</summary>
[HtmlTargetElement("facts")]
public sealed class FactsTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "dl";
        output.Attributes.SetAttribute("class", "govuk-summary-list");
    }
}

/// <summary><c>&lt;fact name="CompanyTexts.Status"&gt;…&lt;/fact&gt;</c></summary>
[HtmlTargetElement("fact", ParentTag = "facts")]
public sealed class FactTagHelper(Language language) : TagHelper
{
    public required LocalText Name { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "govuk-summary-list__row");
        output.PreContent.SetHtmlContent("<dt class=\"govuk-summary-list__key\">");
        output.PreContent.Append(language[Name]);
        output.PreContent.AppendHtml("</dt><dd class=\"govuk-summary-list__value\">");
        output.PostContent.SetHtmlContent("</dd>");
    }
}

/// <summary>What is to be done, in order: holds <see cref="TaskTagHelper"/>.</summary>
[HtmlTargetElement("tasks")]
public sealed class TasksTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ul";
        output.Attributes.SetAttribute("class", "govuk-task-list");
    }
}

/// <summary><c>&lt;task name="…" href="…" state="…" /&gt;</c>: without an address, it cannot be begun yet.</summary>
[HtmlTargetElement("task", ParentTag = "tasks")]
public sealed class TaskTagHelper(Language language) : TagHelper
{
    public required LocalText Name { get; set; }

    public string? Href { get; set; }

    public LocalText? Hint { get; set; }

    public required LocalText State { get; set; }

    /// <summary>Then its state is plain text, and what is still to do stands out as a tag.</summary>
    public bool Done { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = $"task-{context.UniqueId}";
        var begins = !string.IsNullOrEmpty(Href); // what a page writes as null comes here empty
        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute(
            "class", "govuk-task-list__item" + (begins ? " govuk-task-list__item--with-link" : ""));
        var content = output.Content;
        content.AppendHtml("<div class=\"govuk-task-list__name-and-hint\">");
        if (begins)
        {
            content.AppendHtml("<a class=\"govuk-link govuk-task-list__link\" aria-describedby=\"").Append(id)
                .AppendHtml("\" href=\"").Append(Href).AppendHtml("\">").Append(language[Name]).AppendHtml("</a>");
        }
        else
        {
            content.Append(language[Name]);
        }

        if (Hint is not null)
        {
            content.AppendHtml("<div class=\"govuk-task-list__hint\">").Append(language[Hint]).AppendHtml("</div>");
        }

        content.AppendHtml("</div><div class=\"govuk-task-list__status\" id=\"").Append(id).AppendHtml("\">")
            .AppendHtml(Done ? "<span>" : "<strong class=\"tag\">").Append(language[State])
            .AppendHtml(Done ? "</span></div>" : "</strong></div>");
    }
}
