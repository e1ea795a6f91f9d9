using System.Text.RegularExpressions;
using Xunit;

namespace CreditRegistry.TestKit;

/// <summary>Forms of the site, sent as a browser without scripts sends them.</summary>
public static partial class Forms
{
    /// <summary>Opens the page and sends its form, with these texts and files.</summary>
    /// <param name="handler">The part of the page that takes it; null for the page itself.</param>
    public static async Task<HttpResponseMessage> SubmitAsync(
        this HttpClient client, string path, Dictionary<string, string> texts, string? handler = null, (string Field, byte[] Content)? file = null)
    {
        using var opened = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
        var page = await (await client.SendAsync(opened, TestContext.Current.CancellationToken))
            .Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var form = new MultipartFormDataContent
        {
            { new StringContent(Token().Matches(page)[^1].Groups[1].Value), "__RequestVerificationToken" },
        };
        foreach (var (name, text) in texts)
        {
            form.Add(new StringContent(text), name);
        }

        if (file is (var field, var content))
        {
            form.Add(new ByteArrayContent(content), field, "list.csv");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, path + (handler is null ? "" : $"?handler={handler}"))
        {
            Content = form,
            Headers = { { "Accept", "text/html" } },
        };
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
