using System.Globalization;
using System.Net.Http.Json;
using CreditRegistry.Application.Proof;
using CreditRegistry.Application.Proof.Verification;
using CreditRegistry.Persistence;

namespace CreditRegistry.Cli;

/// <summary><c>registry verify FILE</c>: checks a certificate by keys that are trusted, and asks whether it still holds if it may.</summary>
/// <param name="memory">File with what an earlier check of the registry remembered; its keys are trusted.</param>
/// <param name="keys">File with a saved answer of /log/keys.</param>
/// <param name="online">The registry to ask; null for none.</param>
internal sealed class VerifyFile(string path, string? memory, string? keys, Uri? online)
{
    /// <summary>Whether that is a certificate rather than a registry or a folder: a file, a text, or the address of a QR code.</summary>
    public static bool MayBe(string path) => File.Exists(path)
        || (!Directory.Exists(path) && (path.Contains("?c=", StringComparison.Ordinal) || CertificateFile.Find(path) is not null));

    public async Task<int> RunAsync(CancellationToken ct)
    {
        if ((memory, keys, online) is (null, null, null))
        {
            await Console.Error.WriteLineAsync(
                "By which keys? Name --memory, the file of an earlier check of the registry; or --keys, a saved answer of "
                + "/api/v1/log/keys; or --online, the registry's address.");
            return ExitCodes.WrongUse;
        }

        var isFile = File.Exists(path);
        if (isFile && new FileInfo(path).Length > CertificateFile.MostBytes)
        {
            return Wrong($"{path} is larger than any certificate (4 MB).");
        }

        if ((isFile ? CertificateFile.Find(await File.ReadAllBytesAsync(path, ct)) : CertificateFile.Find(path)) is not { } found)
        {
            return Wrong(
                $"{CertificateReason.Unreadable.Code}: There is no certificate in {path}. Use the file as it was downloaded: one that was "
                + "printed, scanned, encrypted or saved anew carries none.");
        }

        using var client = new HttpClient { BaseAddress = online };
        var (statement, digest, reason) = await VerifyCertificate.JudgeAsync(found, await TrustedAsync(client, ct));
        if (statement is not null)
        {
            Tell(reason, statement.RegistrationId, statement.At, statement.Position, statement.Standing, statement.Records.Count);
            Console.Out.WriteLine($"name: {statement.Name}");
            foreach (var record in statement.Records)
            {
                Console.Out.WriteLine($"record: {record.Id} version {record.Version}");
            }
        }
        else if (digest is not null)
        {
            Tell(reason, digest.RegistrationId, digest.At, digest.Position, digest.Standing, digest.Records);
        }

        return reason is not null ? Wrong($"Not genuine: {reason.Code}: {reason.Text}")
            : online is null ? RegistryCommandLine.Say("Whether it still holds, only the registry can say: --online ADDRESS.")
            : await AskAsync(client, found.Jws, ct);
    }

    private async Task<IReadOnlyList<LogKey>> TrustedAsync(HttpClient client, CancellationToken ct)
    {
        if ((memory, keys) is (null, null))
        {
            var told = await client.GetFromJsonAsync<LogKeys>(new Uri("api/v1/log/keys", UriKind.Relative), RegistryJson.Options, ct);
            await Console.Error.WriteLineAsync("The registry's keys are taken as it tells them. With --memory or --keys they need not be.");
            return told!.Keys;
        }

        return
        [
            .. memory is null ? [] : (await TrustFile.MemoryAsync(memory, ct)).Keys,
            .. keys is null ? [] : await TrustFile.KeysAsync(keys, ct),
        ];
    }

    private static async Task<int> AskAsync(HttpClient client, string certificate, CancellationToken ct)
    {
        using var answer = await client.PostAsJsonAsync(
            new Uri("api/v1/certificates/verification", UriKind.Relative), new { certificate }, RegistryJson.Options, ct);
        answer.EnsureSuccessStatusCode();
        var check = (await answer.Content.ReadFromJsonAsync<CertificateCheck>(RegistryJson.Options, ct))!;
        if (check is { Genuine: true, Holds: true })
        {
            return RegistryCommandLine.Say("It still holds.");
        }

        foreach (var change in check.Since)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"since: {EnumText.Name(change.Kind)} {change.RecordId} {change.Reason} {change.LeftOn:yyyy-MM-dd}").TrimEnd());
        }

        return Wrong(check.Genuine
            ? "It does not hold any more."
            : $"The registry says that it is not genuine: {check.Reason?.Code}: {check.Reason?.Text}");
    }

    private static void Tell(
        CertificateReason? reason, string registrationId, DateTimeOffset at, long position, string standing, int records) =>
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(reason is null ? "Genuine." : "What is signed:")} company: {registrationId} at: {at:O} position: {position} standing: {standing} records: {records}"));

    private static int Wrong(string what)
    {
        Console.Error.WriteLine(what);
        return ExitCodes.SomethingWrong;
    }
}
