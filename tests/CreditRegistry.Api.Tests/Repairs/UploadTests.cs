using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CreditRegistry.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CreditRegistry.Api.Tests.Repairs;

[Collection(nameof(RepairCollection))]
public sealed class UploadTests(RegistryHost host)
{
    private const string Promise = "CREDIT_REPAIR_PROMISE";
    private const string Form = "multipart/form-data; boundary=b0";
    private const int MaxBytes = 10 * 1024 * 1024;

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

    public static TheoryData<string, string, string> Broken => new()
    {
        { "an empty body", "", "DOCUMENT_FORM" },
        { "nothing but the end", "--b0--\r\n", "DOCUMENT_FORM" },
        { "no kind", FilePart + "--b0--\r\n", "DOCUMENT_FORM" },
        { "no file", KindPart + "--b0--\r\n", "DOCUMENT_FORM" },
        { "the kind after the file", FilePart + KindPart + "--b0--\r\n", "DOCUMENT_FORM" },
        { "a third field before", KindPart + Part("note", "x") + FilePart + "--b0--\r\n", "DOCUMENT_FORM" },
        { "a third field after", KindPart + FilePart + Part("note", "x") + "--b0--\r\n", "DOCUMENT_FORM" },
        { "two files", KindPart + FilePart + FilePart + "--b0--\r\n", "DOCUMENT_FORM" },
        { "two kinds", KindPart + KindPart + FilePart + "--b0--\r\n", "DOCUMENT_FORM" },
        { "a file without a name", KindPart + Part("file", "%PDF-1.4") + "--b0--\r\n", "DOCUMENT_FORM" },
        { "another boundary", (KindPart + FilePart).Replace("--b0", "--b1", StringComparison.Ordinal), "DOCUMENT_FORM" },
        { "no end", KindPart + FilePart, "DOCUMENT_FORM" },
        { "cut off in the file", KindPart + FilePart[..^5], "DOCUMENT_FORM" },
        { "an unknown kind", Part("kind", "SELFIE") + FilePart + "--b0--\r\n", "DOCUMENT_KIND_UNKNOWN" },
        { "an endless kind", Part("kind", new string('A', 5000)) + FilePart + "--b0--\r\n", "DOCUMENT_KIND_UNKNOWN" },
        { "an empty file", KindPart + File("") + "--b0--\r\n", "DOCUMENT_EMPTY" },
        { "a script named as a PDF", KindPart + File("#!/bin/sh") + "--b0--\r\n", "DOCUMENT_TYPE" },
        { "the beginning of a PDF's mark", KindPart + File("%PD") + "--b0--\r\n", "DOCUMENT_TYPE" },
    };

    private static string KindPart => Part("kind", Promise);

    private static string FilePart => File("%PDF-1.4 proof");

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Upload_OfABrokenForm_SaysSoAndStoresNothing(string what, string body, string code)
    {
        var (scene, draft) = await StartedAsync();

        var answer = await scene.Company.Applicant.Client.PostRawAsync(
            $"{Cases.PathOf(draft)}/documents", Encoding.UTF8.GetBytes(body), Form);

        var problem = await answer.BodyAsync(HttpStatusCode.BadRequest);
        Assert.True(code == problem.Text("code"), $"{what}: {problem}");
        Assert.NotEmpty(problem["errors"]!.AsObject());
        await AssertUntouchedAsync(scene, draft);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/mixed; boundary=b0")]
    public async Task Upload_ThatIsNoForm_IsAnUnsupportedType(string? contentType)
    {
        var (scene, draft) = await StartedAsync();

        var answer = await scene.Company.Applicant.Client.PostRawAsync(
            $"{Cases.PathOf(draft)}/documents", Encoding.UTF8.GetBytes(KindPart + FilePart + "--b0--\r\n"), contentType);

        Assert.Equal("MEDIA_TYPE_UNSUPPORTED", await answer.ProblemAsync(HttpStatusCode.UnsupportedMediaType));
        await AssertUntouchedAsync(scene, draft);
    }

    [Fact]
    public async Task Upload_WhoseConnectionBreaks_StoresNothing()
    {
        var (scene, draft) = await StartedAsync();
        var logged = host.Log.Text.Length;
        using var request = new HttpRequestMessage(HttpMethod.Get, Cases.PathOf(draft));
        await scene.Company.Applicant.Client.SendAsync(request, TestContext.Current.CancellationToken); // now it carries a token
        var head =
            $"POST {Cases.PathOf(draft)}/documents HTTP/1.1\r\nHost: registry\r\nAuthorization: {request.Headers.Authorization}\r\n"
            + $"Content-Type: {Form}\r\nContent-Length: 5000000\r\n\r\n{KindPart}{FilePart}";

        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(host.Address.Host, host.Address.Port, TestContext.Current.CancellationToken);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
            await socket.GetStream().WriteAsync(new byte[700_000], TestContext.Current.CancellationToken); // some pieces are written
            await WaitForPiecesAsync();
        }

        await WaitForQuietAsync();
        await AssertUntouchedAsync(scene, draft);
        Assert.DoesNotContain("Exception", host.Log.Text[logged..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_IsKnownByItsContentNotByItsName()
    {
        var (scene, draft) = await StartedAsync();
        var client = scene.Company.Applicant.Client;

        foreach (var (content, type) in ((byte[], string)[])[(Png, "image/png"), (Jpeg, "image/jpeg"), ("%PDF-1.7"u8.ToArray(), "application/pdf")])
        {
            var after = await (await client.UploadAsync(draft.Text("id"), Promise, content, "evil.exe")).BodyAsync(HttpStatusCode.Created);
            var document = after["documents"]!.AsArray()[^1]!;
            Assert.Equal(type, document.Text("contentType"));
            Assert.Equal("evil.exe", document.Text("fileName"));
            Assert.Equal(content.Length, document["size"]!.GetValue<int>());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), document.Text("sha256"));
        }
    }

    [Fact]
    public async Task Upload_OfExactlyTheLimit_ComesBackByteForByte_AndOneByteMoreIsRefused()
    {
        var (scene, draft) = await StartedAsync();
        var client = scene.Company.Applicant.Client;
        var content = new byte[MaxBytes + 1];
        new Random(7).NextBytes(content);
        "%PDF-"u8.CopyTo(content);

        var tooLarge = await client.UploadAsync(draft.Text("id"), Promise, content);
        Assert.Equal("DOCUMENT_TOO_LARGE", await tooLarge.ProblemAsync(HttpStatusCode.BadRequest));
        await AssertUntouchedAsync(scene, draft);

        var answer = await client.UploadAsync(draft.Text("id"), Promise, content[..MaxBytes]);
        var document = (await answer.BodyAsync(HttpStatusCode.Created))["documents"]![0]!;
        Assert.Equal(MaxBytes, document["size"]!.GetValue<int>());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content.AsSpan(0, MaxBytes))), document.Text("sha256"));
        Assert.EndsWith($"/documents/{document.Text("id")}", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var back = await client.GetByteArrayAsync(answer.Headers.Location, TestContext.Current.CancellationToken);
        Assert.True(content.AsSpan(0, MaxBytes).SequenceEqual(back));
    }

    [Fact]
    public async Task Upload_FarOverTheLimit_IsRefusedBeforeItIsRead()
    {
        var (scene, draft) = await StartedAsync();

        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Cases.PathOf(draft)}/documents")
        {
            Content = new ByteArrayContent(new byte[MaxBytes + 200_000]),
            Headers = { ExpectContinue = true },
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Form);
        var answer = await scene.Company.Applicant.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("BODY_TOO_LARGE", await answer.ProblemAsync(HttpStatusCode.RequestEntityTooLarge));
        await AssertUntouchedAsync(scene, draft);
    }

    [Fact]
    public async Task Uploads_AtOnce_AllArrive_UpToTwenty()
    {
        var (scene, draft) = await StartedAsync();
        var client = scene.Company.Applicant.Client;

        var answers = await Task.WhenAll(Enumerable.Range(0, 23).Select(i =>
            client.UploadAsync(draft.Text("id"), Promise, Encoding.ASCII.GetBytes($"%PDF-{i}"))));

        Assert.Equal(20, answers.Count(a => a.StatusCode is HttpStatusCode.Created));
        foreach (var refused in answers.Where(a => a.StatusCode is not HttpStatusCode.Created))
        {
            Assert.Equal("REPAIR_DOCUMENTS_FULL", await refused.ProblemAsync(HttpStatusCode.Conflict));
        }

        var full = await scene.Company.Applicant.CaseAsync(draft);
        Assert.Equal(20, full["documents"]!.AsArray().Count);
        Assert.Equal(20, full.Texts("documents", "sha256").Distinct().Count());
        Assert.Equal(20, await host.ChunksAsync(Cases.IdOf(draft)));
        Assert.Equal(21, full["version"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\me\proof.pdf", "proof.pdf")]
    [InlineData("promise \\\"signed\\\".pdf", "promise \"signed\".pdf")]
    [InlineData("信用修复承诺书.pdf", "信用修复承诺书.pdf")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("   ", "document")]
    [InlineData("a/", "document")]
    public async Task FileName_HoweverItCame_IsOnlyAName(string sent, string kept)
    {
        var (scene, draft) = await StartedAsync();

        var answer = await scene.Company.Applicant.Client.PostRawAsync(
            $"{Cases.PathOf(draft)}/documents",
            Encoding.UTF8.GetBytes(KindPart + File("%PDF-1.4", sent) + "--b0--\r\n"), Form);

        var after = await answer.BodyAsync(HttpStatusCode.Created);
        Assert.Equal(kept, after["documents"]![0]!.Text("fileName"));
        using var download = await scene.Company.Applicant.Client.GetAsync(answer.Headers.Location, TestContext.Current.CancellationToken);
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(kept, download.Content.Headers.ContentDisposition.FileNameStar ?? download.Content.Headers.ContentDisposition.FileName);
    }

    [Fact]
    public async Task FileName_EncodedWithLineBreaks_LosesThem()
    {
        var (scene, draft) = await StartedAsync();
        var part = KindPart
            + "--b0\r\nContent-Disposition: form-data; name=\"file\"; filename*=utf-8''a%0D%0AX-Evil%3A%201.pdf\r\n\r\n%PDF-1\r\n--b0--\r\n";

        var answer = await scene.Company.Applicant.Client.PostRawAsync(
            $"{Cases.PathOf(draft)}/documents", Encoding.UTF8.GetBytes(part), Form);

        Assert.Equal("aX-Evil: 1.pdf", (await answer.BodyAsync(HttpStatusCode.Created))["documents"]![0]!.Text("fileName"));
        using var download = await scene.Company.Applicant.Client.GetAsync(answer.Headers.Location, TestContext.Current.CancellationToken);
        Assert.False(download.Headers.Contains("X-Evil"));
    }

    [Theory]
    [InlineData("文", 300, 200)]
    [InlineData("x\U0001F600", 150, 199)]
    [InlineData("\U0001F600x\U0001F600", 100, 200)]
    public async Task FileName_ThatIsTooLong_IsCutBetweenCharacters(string piece, int times, int kept)
    {
        var (scene, draft) = await StartedAsync();
        var sent = string.Concat(Enumerable.Repeat(piece, times));

        var after = await (await scene.Company.Applicant.Client.PostRawAsync(
            $"{Cases.PathOf(draft)}/documents",
            Encoding.UTF8.GetBytes(KindPart + File("%PDF-1.4", sent) + "--b0--\r\n"), Form)).BodyAsync(HttpStatusCode.Created);

        Assert.Equal(sent[..kept], after["documents"]![0]!.Text("fileName"));
    }

    [Fact]
    public async Task Upload_RepeatedWithItsKey_IsReplayedOnce()
    {
        var (scene, draft) = await StartedAsync();
        var client = scene.Company.Applicant.Client;
        var path = $"{Cases.PathOf(draft)}/documents";
        var body = Encoding.UTF8.GetBytes(KindPart + FilePart + "--b0--\r\n");
        var other = Encoding.UTF8.GetBytes(KindPart + File("%PDF-1.4 other") + "--b0--\r\n");

        var first = await client.PostRawAsync(path, body, Form, "upload-1");
        var again = await client.PostRawAsync(
            path, // as a client sends it again: with a boundary of its own
            Encoding.UTF8.GetBytes((KindPart + FilePart + "--b0--\r\n").Replace("--b0", "--b77", StringComparison.Ordinal)),
            Form.Replace("b0", "b77", StringComparison.Ordinal),
            "upload-1");
        var clash = await client.PostRawAsync(path, other, Form, "upload-1");
        var atOnce = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.PostRawAsync(path, other, Form, "upload-2")));

        Assert.Equal(
            (await first.BodyAsync(HttpStatusCode.Created)).ToJsonString(),
            (await again.BodyAsync(HttpStatusCode.Created)).ToJsonString());
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", await clash.ProblemAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Single(atOnce, a => a.StatusCode is HttpStatusCode.Created && !a.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(2, (await scene.Company.Applicant.CaseAsync(draft))["documents"]!.AsArray().Count);
        Assert.Equal(2, await host.ChunksAsync(Cases.IdOf(draft)));
    }

    [Fact]
    public async Task Upload_RefusedUnderAKey_StoresNothingAndTheKeyStaysFree()
    {
        var (scene, draft) = await StartedAsync();
        var client = scene.Company.Applicant.Client;
        var path = $"{Cases.PathOf(draft)}/documents";
        var late = Encoding.UTF8.GetBytes(KindPart + FilePart + Part("note", "x") + "--b0--\r\n");

        await (await client.PostRawAsync(path, late, Form, "upload-3")).ProblemAsync(HttpStatusCode.BadRequest);

        await AssertUntouchedAsync(scene, draft);
        var good = Encoding.UTF8.GetBytes(KindPart + FilePart + "--b0--\r\n");
        await (await client.PostRawAsync(path, good, Form, "upload-3")).BodyAsync(HttpStatusCode.Created);
    }

    private static string Part(string name, string value) =>
        $"--b0\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";

    private static string File(string content, string name = "proof.pdf") =>
        $"--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n"
        + $"Content-Type: application/pdf\r\n\r\n{content}\r\n";

    private async Task<(Scene Scene, JsonNode Draft)> StartedAsync()
    {
        var scene = await host.SceneAsync();
        return (scene, await (await scene.Company.DraftAsync(scene.Record.Id)).BodyAsync(HttpStatusCode.Created));
    }

    /// <summary>Not a piece, not a version, not a ledger row more than the draft had.</summary>
    private async Task AssertUntouchedAsync(Scene scene, JsonNode draft)
    {
        Assert.Equal(0, await host.ChunksAsync(Cases.IdOf(draft)));
        Assert.Equal(draft.ETag(), (await scene.Company.Applicant.CaseAsync(draft)).ETag());
        Assert.Equal(["repair.drafted"], await host.StoryAsync(Cases.IdOf(draft)));
    }

    private Task WaitForPiecesAsync() => PollAsync(open => open > 0);

    private Task WaitForQuietAsync() => PollAsync(open => open == 0);

    /// <summary>Waits for the number of transactions that have written pieces of documents and are still open.</summary>
    private async Task PollAsync(Func<int, bool> enough)
    {
        for (var i = 0; i < 2_400; i++)
        {
            var open = await host.QueryAsync(db => db.Database.SqlQuery<int>(
                $"""
                select count(*)::int as "Value" from pg_locks
                where relation = 'document_chunks'::regclass and mode = 'RowExclusiveLock'
                    and database = (select oid from pg_database where datname = current_database())
                """).SingleAsync());
            if (enough(open))
            {
                return;
            }

            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The upload did not come to where it should be.");
    }
}
