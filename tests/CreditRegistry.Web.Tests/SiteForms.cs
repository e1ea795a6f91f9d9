using System.Net;
using System.Text.RegularExpressions;
using CreditRegistry.TestKit;

namespace CreditRegistry.Web.Tests;

/// <summary>The site's forms without a browser, for what needs none: limits, refusals, who may enter.</summary>
internal sealed partial class SiteForms : IDisposable
{
    private readonly HttpClient _client;

    private SiteForms(HttpClient client) => _client = client;

    public static async Task<SiteForms> SignInAsync(Site site, TestAccount account)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = site.Host.Address,
            Timeout = 5 * Site.Patience, // a large file goes through
        };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        var forms = new SiteForms(client);
        var entered = await forms.SendAsync("/sign-in", ("Email", account.Email), ("Password", RegistryHost.Password));
        Assert.Equal(HttpStatusCode.Redirect, entered.Status);
        return forms;
    }

    public async Task<(HttpStatusCode Status, string Text, string? GoesTo)> GetAsync(string path) =>
        await AnswerAsync(await _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));

    /// <summary>Opens the page and posts its form.</summary>
    public async Task<(HttpStatusCode Status, string Text, string? GoesTo)> SendAsync(
        string path, params IEnumerable<(string Name, string Value)> fields)
    {
        var token = await TokenAsync(path);
        using var form = new FormUrlEncodedContent(fields
            .Select(f => new KeyValuePair<string, string>(f.Name, f.Value))
            .Append(new("__RequestVerificationToken", token)));
        return await PostAsync(path, form);
    }

    public async Task<(HttpStatusCode Status, string Text, string? GoesTo)> PostAsync(string path, HttpContent content) =>
        await AnswerAsync(await _client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken));

    /// <summary>The token of the forms of a page; the last, because the page's own stands below the header's.</summary>
    public async Task<string> TokenAsync(string path) => Token().Matches((await GetAsync(path)).Text)[^1].Groups["token"].Value;

    public void Dispose() => _client.Dispose();

    private static async Task<(HttpStatusCode, string, string?)> AnswerAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            return (
                answer.StatusCode,
                WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)),
                answer.Headers.Location?.ToString());
        }
    }

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Token();
}
