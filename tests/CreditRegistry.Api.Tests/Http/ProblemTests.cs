using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace CreditRegistry.Api.Tests.Http;

public sealed class ProblemTests(SampleHosts hosts)
{
    private const string Samples = "/api/v1/samples";

    [Theory]
    [InlineData("notFound", 404, "SAMPLE_NOT_FOUND")]
    [InlineData("gone", 410, "SAMPLE_GONE")]
    [InlineData("forbidden", 403, "SAMPLE_FORBIDDEN")]
    [InlineData("conflict", 409, "SAMPLE_EXISTS")]
    [InlineData("invalid", 400, "SAMPLE_INVALID")]
    [InlineData("stale", 412, "VERSION_STALE")]
    [InlineData("refused", 422, "SAMPLE_REFUSED")]
    public async Task RegistryError_OfEachKind_HasItsStatus(string kind, int status, string code)
    {
        var response = await hosts.Production.GetAsync($"{Samples}/refused?kind={kind}");

        await response.ProblemAsync(status, code);
    }

    [Fact]
    public async Task Gone_Escalated_TellsDayAndReplacement()
    {
        var problem = await (await hosts.Production.GetAsync($"{Samples}/refused?kind=gone")).ProblemAsync(410, "SAMPLE_GONE");

        Assert.Equal("2026-02-03", problem.GetProperty("leftOn").GetString());
        Assert.Equal("01890000-0000-7000-8000-000000000001", problem.GetProperty("replacedBy").GetString());
        Assert.False(problem.TryGetProperty("existingId", out _));
    }

    [Fact]
    public async Task Stale_WithStateAndChanges_ShowsBoth()
    {
        var problem = await (await hosts.Production.GetAsync($"{Samples}/refused?kind=stale")).ProblemAsync(412, "VERSION_STALE");

        Assert.Equal(7, problem.GetProperty("currentVersion").GetInt32());
        Assert.Equal(7, problem.GetProperty("current").GetProperty("version").GetInt32());
        Assert.Equal("name", problem.GetProperty("changes")[0].GetString());
    }

    [Fact]
    public async Task Refused_TwoBreaches_NamesBothInBothLanguages()
    {
        var problem = await (await hosts.Production.GetAsync($"{Samples}/refused?kind=x")).ProblemAsync(422, "SAMPLE_REFUSED");

        var breaches = problem.GetProperty("breaches");
        Assert.Equal(2, breaches.GetArrayLength());
        Assert.Equal("太早。", breaches[0].GetProperty("messageZh").GetString());
        Assert.Equal("第五条", breaches[0].GetProperty("legalBasisZh").GetString());
        Assert.Equal("2026-05-01", breaches[0].GetProperty("earliestOn").GetString());
        Assert.False(breaches[1].TryGetProperty("earliestOn", out _));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task UnexpectedFailure_AnyEnvironment_TellsNothingOfTheInside(string environment)
    {
        var response = await hosts.In(environment).GetAsync($"{Samples}/fails?secret=hush");

        await response.ProblemAsync(500, "INTERNAL_ERROR");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("hush", text, StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperation", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/nothing-here", 404, "PATH_NOT_FOUND")]
    [InlineData("/nothing-here", 404, "PATH_NOT_FOUND")]
    [InlineData("/api/v1/samples/not-a-number", 404, "PATH_NOT_FOUND")]
    [InlineData("/api/v1/samples/mine", 401, "AUTHENTICATION_REQUIRED")]
    public async Task Get_AnsweredByTheFramework_IsAProblem(string path, int status, string code)
    {
        var response = await hosts.Production.GetAsync(path);

        await response.ProblemAsync(status, code);
    }

    [Fact]
    public async Task Get_WithoutTheRole_IsForbidden()
    {
        var response = await hosts.Production.GetAsync($"{Samples}/supervised", ("Authorization", "Bearer a officer"));

        await response.ProblemAsync(403, "ACCESS_DENIED");
    }

    [Fact]
    public async Task Delete_PathThatOnlyReads_SaysWhatIsAllowed()
    {
        var response = await hosts.Production.SendAsync(HttpMethod.Delete, $"{Samples}/1");

        await response.ProblemAsync(405, "METHOD_NOT_ALLOWED");
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=nonsense")]
    public async Task Post_ContentTypeItCannotRead_IsUnsupported(string type)
    {
        using var content = new StringContent("{}");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        var response = await hosts.Production.Client.PostAsync(
            new Uri(Samples, UriKind.Relative), content, TestContext.Current.CancellationToken);

        await response.ProblemAsync(415, "MEDIA_TYPE_UNSUPPORTED");
    }

    [Fact]
    public async Task Post_BodyAtAndOverItsLimit_IsReadAndRefused()
    {
        var atLimit = """{"kind":"KIND"}""".Replace("KIND", new string('x', 89), StringComparison.Ordinal);

        Assert.Equal(100, atLimit.Length);
        Assert.Equal(HttpStatusCode.OK, (await hosts.Production.PostAsync($"{Samples}/small", atLimit)).StatusCode);
        await (await hosts.Production.PostAsync($"{Samples}/small", atLimit + " ")).ProblemAsync(413, "BODY_TOO_LARGE");
    }

    [Theory]
    [InlineData(1024 * 1024, true)]
    [InlineData(1024 * 1024, false)]
    public async Task Post_BodyOfOneMebibyte_IsRead(int bytes, bool announced)
    {
        var response = await SlowlyAsync(bytes, announced);

        await response.ProblemAsync(400, "BODY_MALFORMED");
    }

    // Whoever writes all before reading the answer must still get it, and no broken pipe.
    [Theory]
    [InlineData((1024 * 1024) + 1, true)]
    [InlineData((1024 * 1024) + 1, false)]
    [InlineData(8 * 1024 * 1024, true)]
    [InlineData(8 * 1024 * 1024, false)]
    public async Task Post_BodyOverOneMebibyte_IsHeardOutAndRefused(int bytes, bool announced)
    {
        var response = await SlowlyAsync(bytes, announced);

        await response.ProblemAsync(413, "BODY_TOO_LARGE");
    }

    private async Task<HttpResponseMessage> SlowlyAsync(int bytes, bool announced)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Samples, UriKind.Relative)) { Content = new SlowJson(bytes, announced) };
        return await hosts.Production.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>One long JSON text, sent in pieces with pauses.</summary>
    private sealed class SlowJson : HttpContent
    {
        private readonly byte[] _text;
        private readonly bool _announced;

        public SlowJson(int bytes, bool announced)
        {
            (_text, _announced) = (Encoding.ASCII.GetBytes($"\"{new string('x', bytes - 2)}\""), announced);
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var piece in _text.Chunk(512 * 1024))
            {
                await stream.WriteAsync(piece);
                await stream.FlushAsync();
                await Task.Delay(10);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _text.Length;
            return _announced;
        }
    }
}
