using System.Globalization;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Time;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace CreditRegistry.Web.Languages;

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

    /// <summary>A text of the registry in this language, with a day that it names as the pages write days.</summary>
    public string this[LocalText text]
    {
        get
        {
            var written = text.Write(Date);
            return Pick(written.En, written.Zh);
        }
    }

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

    /// <summary>The address of the page shown, in the other language: its query and all.</summary>
    public string Elsewhere(HttpContext context)
    {
        var failed = context.Features.Get<IStatusCodeReExecuteFeature>();
        var path = new PathString(failed?.OriginalPath ?? context.Request.Path.Value);
        if (path.StartsWithSegments(Chinese.Prefix, StringComparison.OrdinalIgnoreCase, out var english))
        {
            path = english.HasValue ? english : new PathString("/");
        }

        var there = this == Chinese && path == "/" ? RememberedLanguage.EnglishStart : Other.Link(path.ToUriComponent());
        return there + (failed?.OriginalQueryString ?? context.Request.QueryString.ToUriComponent());
    }

    public string Pick(string english, string chinese) => this == English ? english : chinese;

    /// <summary>The address of a page in this language.</summary>
    /// <param name="path">Its address in English.</param>
    public string Link(string path) => path is "/" && Prefix.Length > 0 ? Prefix : Prefix + path;

    public string Date(DateOnly day) =>
        day.ToString(Pick("d MMMM yyyy", "yyyy年M月d日"), CultureInfo.InvariantCulture);

    public string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Of a file, as its owner's machine shows it.</summary>
    public string Size(long bytes) =>
        bytes < 1024 * 1024
            ? $"{Number((bytes + 1023) / 1024)} KB"
            : (bytes / 1024m / 1024m).ToString("0.0", CultureInfo.InvariantCulture) + " MB";

    /// <summary>An instant in China's time, to the minute.</summary>
    public string Time(DateTimeOffset instant) => LegalDates.LocalTimeOf(instant).ToString(
        Pick("d MMMM yyyy, HH:mm", "yyyy年M月d日 HH:mm"), CultureInfo.InvariantCulture);

    public string Money(long fen) =>
        (fen / 100m).ToString(Pick("'¥'#,0.00", "#,0.00'元'"), CultureInfo.InvariantCulture);
}
