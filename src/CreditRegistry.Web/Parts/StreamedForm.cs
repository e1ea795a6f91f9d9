using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace CreditRegistry.Web.Parts;

/// <summary>Leaves a form's body to the page, which reads it as it comes: nothing is bound from it, nothing is stored.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StreamsFormAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        context.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
        // nothing is left to do
    }
}

/// <summary>A form with one file, whose fields stand before it. The form's token is checked before the file is read.</summary>
public sealed class StreamedForm
{
    private const int MostFields = 10;
    private const int MostCharacters = 10_000;

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    private StreamedForm()
    {
    }

    /// <summary>Null when none was chosen.</summary>
    public string? FileName { get; private set; }

    /// <summary>What is left of the file; empty when none was chosen.</summary>
    public Stream Content { get; private set; } = Stream.Null;

    public string? this[string field] => _fields.GetValueOrDefault(field);

    /// <summary>Reads up to where the file begins.</summary>
    /// <exception cref="AntiforgeryValidationException">The form is not one of ours.</exception>
    public static async Task<StreamedForm> ReadAsync(HttpContext context, CancellationToken ct)
    {
        var form = new StreamedForm();
        var boundary = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
                ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
                : null;
        if (boundary is { Length: > 0 and <= 200 })
        {
            await form.ReadAsync(new MultipartReader(boundary, context.Request.Body), ct);
        }

        var antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>();
        // Its own way to the token would read the whole form first.
        context.Request.Headers["RequestVerificationToken"] = form["__RequestVerificationToken"] ?? "";
        await antiforgery.ValidateRequestAsync(context);
        return form;
    }

    private async Task ReadAsync(MultipartReader reader, CancellationToken ct)
    {
        try
        {
            while (_fields.Count < MostFields && await reader.ReadNextSectionAsync(ct) is { } section)
            {
                var disposition = section.GetContentDispositionHeader();
                if (disposition?.IsFileDisposition() is true)
                {
                    FileName = HeaderUtilities.RemoveQuotes(
                        disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
                    Content = section.Body;
                    return;
                }

                if (disposition?.IsFormDisposition() is true)
                {
                    var text = new char[MostCharacters];
                    using var body = new StreamReader(section.Body, Encoding.UTF8);
                    var length = await body.ReadBlockAsync(text, ct);
                    _fields[HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? ""] = new string(text, 0, length);
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The form is broken.", exception);
        }
    }
}
