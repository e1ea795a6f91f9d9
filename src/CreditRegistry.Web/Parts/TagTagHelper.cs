using CreditRegistry.Application.Companies;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Records;
using CreditRegistry.Web.Languages;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CreditRegistry.Web.Parts;

/// <summary>
/// A state in a word and a colour: <c>&lt;tag standing="…" /&gt;</c>, <c>&lt;tag tier="…" /&gt;</c>, or any other text as
/// <c>&lt;tag text="…" /&gt;</c>.
/// </summary>
[HtmlTargetElement("tag", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TagTagHelper(Language language) : TagHelper
{
    public Standing? Standing { get; set; }

    public RecordTier? Tier { get; set; }

    public LocalText? Text { get; set; }

    /// <summary>In place of the registry's own word, such as a rule set's name of the tier.</summary>
    public string? Word { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var standing = Standing ?? (Standing?)Tier;
        output.TagName = "strong";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", standing is { } colour ? $"tag tier-{(int)colour}" : "tag");
        output.Content.SetContent(Word ?? language[Text
            ?? CompanyTexts.Of(standing ?? throw new InvalidOperationException("A tag needs a state."))]);
    }
}
