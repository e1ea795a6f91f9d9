using CreditRegistry.Domain;
using CreditRegistry.Web.Languages;
using CreditRegistry.Web.Texts;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CreditRegistry.Web.Parts;

/// <summary>
/// <c>&lt;field for="Email" label="SignInTexts.Email" /&gt;</c>: one question of a form with its label, hint and errors.
/// Attributes it does not know go to the input itself.
/// </summary>
[HtmlTargetElement("field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper(IHtmlGenerator generator, Language language) : TagHelper
{
    /// <summary>The property that takes the answer.</summary>
    public required ModelExpression For { get; set; }

    public required LocalText Label { get; set; }

    public LocalText? Hint { get; set; }

    /// <summary><c>text</c>, <c>email</c>, <c>password</c>, <c>file</c>, <c>checkbox</c> …</summary>
    public string Type { get; set; } = "text";

    /// <summary>More than one line, so many.</summary>
    public int? Rows { get; set; }

    /// <summary>One of these.</summary>
    public IEnumerable<SelectListItem>? Options { get; set; }

    /// <summary>Shows the options as radio buttons, not as a list that opens.</summary>
    public bool Radios { get; set; }

    /// <summary>How wide, in characters: 2, 3, 4, 5, 10, 20 or 30; null for the whole width.</summary>
    public int? Characters { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    private string Name => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    private string Id => IdOf(Name);

    /// <summary>The id of the input that takes a property; what errors link to.</summary>
    public static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "_");

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = ViewContext.ModelState.TryGetValue(Name, out var entry)
            ? entry.Errors.Select(error => error.ErrorMessage).Where(message => message.Length > 0).ToList()
            : [];
        var attributes = output.Attributes.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);
        output.Attributes.Clear();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "govuk-form-group" + (errors.Count > 0 ? " govuk-form-group--error" : ""));

        List<string> describedBy = [];
        var head = new HtmlContentBuilder();
        if (Hint is not null)
        {
            describedBy.Add($"{Id}-hint");
            head.AppendHtml(Element("div", "govuk-hint", language[Hint], ("id", $"{Id}-hint")));
        }

        if (errors.Count > 0)
        {
            describedBy.Add($"{Id}-error");
            head.AppendHtml(ErrorMessage(errors));
        }

        if (describedBy.Count > 0)
        {
            attributes["aria-describedby"] = string.Join(' ', describedBy);
        }

        if (errors.Count > 0)
        {
            attributes["aria-invalid"] = "true";
        }

        if (Radios)
        {
            output.Content.AppendHtml(RadioSet(head, attributes));
            return;
        }

        var label = Element("label", "govuk-label", language[Label], ("for", Id));
        if (Type is "checkbox")
        {
            output.Content.AppendHtml(head).AppendHtml(Checkbox(attributes));
            return;
        }

        output.Content.AppendHtml(label).AppendHtml(head).AppendHtml(Input(attributes, errors.Count > 0));
    }

    private TagBuilder Input(Dictionary<string, object> attributes, bool failed)
    {
        var kind = Options is not null ? "select" : Rows is not null ? "textarea" : Type is "file" ? "file-upload" : "input";
        attributes["class"] = $"govuk-{kind}" + (failed ? $" govuk-{kind}--error" : "")
            + (Characters is { } width ? $" govuk-input--width-{width}" : "");
        attributes["id"] = Id;
        return Options is not null
            ? generator.GenerateSelect(
                ViewContext, For.ModelExplorer, optionLabel: null, For.Name, Options, allowMultiple: false, attributes)
            : Rows is { } rows ? generator.GenerateTextArea(
                ViewContext, For.ModelExplorer, For.Name, rows, columns: 0, attributes)
            : Type is "password" ? generator.GeneratePassword(
                ViewContext, For.ModelExplorer, For.Name, value: null, attributes)
            : generator.GenerateTextBox(
                ViewContext,
                For.ModelExplorer,
                For.Name,
                Type is "file" ? null : For.Model,
                format: null,
                With(attributes, "type", Type));
    }

    private TagBuilder Checkbox(Dictionary<string, object> attributes)
    {
        attributes["class"] = "govuk-checkboxes__input";
        attributes["id"] = Id;
        var item = new TagBuilder("div");
        item.AddCssClass("govuk-checkboxes__item");
        item.InnerHtml
            .AppendHtml(generator.GenerateCheckBox(ViewContext, For.ModelExplorer, For.Name, For.Model as bool?, attributes))
            .AppendHtml(Element("label", "govuk-label govuk-checkboxes__label", language[Label], ("for", Id)));
        return item;
    }

    private TagBuilder RadioSet(HtmlContentBuilder head, Dictionary<string, object> attributes)
    {
        var set = new TagBuilder("fieldset");
        set.AddCssClass("govuk-fieldset");
        if (attributes.Remove("aria-describedby", out var describedBy))
        {
            set.Attributes["aria-describedby"] = (string)describedBy;
        }

        set.InnerHtml
            .AppendHtml(Element("legend", "govuk-fieldset__legend", language[Label]))
            .AppendHtml(head);
        foreach (var (option, i) in (Options ?? []).Select((option, i) => (option, i)))
        {
            // The first has the id that an error links to.
            var id = i is 0 ? Id : $"{Id}-{i + 1}";
            var item = new TagBuilder("div");
            item.AddCssClass("govuk-radios__item");
            item.InnerHtml
                .AppendHtml(generator.GenerateRadioButton(
                    ViewContext, For.ModelExplorer, For.Name, option.Value, option.Selected ? true : null,
                    new Dictionary<string, object>(attributes, StringComparer.Ordinal)
                    {
                        ["class"] = "govuk-radios__input",
                        ["id"] = id,
                    }))
                .AppendHtml(Element("label", "govuk-label govuk-radios__label", option.Text, ("for", id)));
            set.InnerHtml.AppendHtml(item);
        }

        return set;
    }

    private TagBuilder ErrorMessage(IEnumerable<string> errors)
    {
        var message = Element("p", "govuk-error-message", "", ("id", $"{Id}-error"));
        message.InnerHtml
            .AppendHtml(Element("span", "govuk-visually-hidden", language[FormTexts.ErrorPrefix]))
            .Append(" " + string.Join(' ', errors));
        return message;
    }

    private static Dictionary<string, object> With(Dictionary<string, object> attributes, string name, object value)
    {
        attributes[name] = value;
        return attributes;
    }

    private static TagBuilder Element(
        string name, string cssClass, string text, params (string Name, string Value)[] attributes)
    {
        var element = new TagBuilder(name);
        element.AddCssClass(cssClass);
        foreach (var (attribute, value) in attributes)
        {
            element.Attributes[attribute] = value;
        }

        element.InnerHtml.Append(text);
        return element;
    }
}
