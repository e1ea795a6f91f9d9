using System.Globalization;
using CreditRegistry.Domain;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace CreditRegistry.Web;

/// <summary>What a page is written in, known by its address alone: Chinese pages stand under /zh.</summary>
public sealed class Language
{
    public static readonly Language English = new("en", "");

    public static readonly Language Chinese = new("zh-CN", "/zh");

    private Language(string code, string prefix) => (Code, Prefix) = (code, prefix);

    /// <summary>For <c>lang</c> attributes.</summary>
    public string Code { get; }

    /// <summary>What its addresses begin with.</summary>
    public string Prefix { get; }

    public Language Other => this == English ? Chinese : English;

    /// <summary>A text of the registry in this language.</summary>
    public string this[LocalText text] => Pick(text.En, text.Zh);

    public string this[LocalText text, params object?[] values] =>
        string.Format(CultureInfo.InvariantCulture, this[text], values);

    /// <summary>Of an error page, that of the address that failed.</summary>
    public static Language Of(HttpContext context)
    {
        var path = context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath
            ?? context.Features.Get<IExceptionHandlerPathFeature>()?.Path
            ?? context.Request.Path.Value;
        return new PathString(path).StartsWithSegments(Chinese.Prefix, StringComparison.OrdinalIgnoreCase) ? Chinese : English;
    }

    public string Pick(string english, string chinese) => this == English ? english : chinese;

    /// <summary>The address of a page in this language.</summary>
    /// <param name="path">Its address in English.</param>
    public string Link(string path) => path is "/" && Prefix.Length > 0 ? Prefix : Prefix + path;

    public string Date(DateOnly day) =>
        day.ToString(Pick("d MMMM yyyy", "yyyy年M月d日"), CultureInfo.InvariantCulture);

    public string Money(long fen) =>
        (fen / 100m).ToString(Pick("'¥'#,0.00", "#,0.00'元'"), CultureInfo.InvariantCulture);
}
