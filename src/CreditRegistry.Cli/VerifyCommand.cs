using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using CreditRegistry.Application.Proof;
using CreditRegistry.Application.Proof.Verification;

namespace CreditRegistry.Cli;

/// <summary><c>registry verify</c>: checks a registry, or what was saved of one, without trusting it.</summary>
internal static class VerifyCommand
{
    internal const string TokenVariable = "REGISTRY_TOKEN";

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static Command Create()
    {
        var target = new Argument<string>("registry")
        {
            Description = "Address of a registry, such as https://registry.example, or a folder made by --save; or a certificate: its "
                + "file (a PDF, a JSON answer), its text, or the address in its QR code",
        };
        var memory = new Option<string?>("--memory")
        {
            Description = "File that keeps what was trusted and seen, for the next check: without it a history that was rewritten "
                + "as a whole, and signed again, cannot be told from the true one",
            HelpName = "path",
        };
        var save = new Option<string?>("--save")
        {
            Description = "Save everything that was checked in this folder, so that it can be checked again without the registry",
            HelpName = "path",
        };
        var keys = new Option<string?>("--keys")
        {
            Description = "Of a certificate: file with the keys to trust, a saved answer of /api/v1/log/keys",
            HelpName = "path",
        };
        var online = new Option<string?>("--online")
        {
            Description = "Of a certificate: ask this registry whether it still holds",
            HelpName = "address",
        };
        var command = new Command(
            "verify",
            "Checks that nothing was altered: keys, signed heads, the log from its first leaf to its last, and every record shown "
            + $"today. With an auditor's token in {TokenVariable} every row of the ledger too. Or whether a certificate is genuine. "
            + "Exit code 1 when something is wrong.")
        {
            target, memory, save, keys, online,
        };
        command.SetAction((parsed, ct) =>
        {
            var named = parsed.GetRequiredValue(target);
            var isCertificate = VerifyFile.MayBe(named);
            Option<string?>[] other = isCertificate ? [save] : [keys, online];
            return Array.Find(other, option => parsed.GetValue(option) is not null) is { } option
                ? RefuseAsync($"{option.Name} is not for {(isCertificate ? "a certificate" : "a registry or a folder")}.")
                : isCertificate
                    ? CertificateAsync(named, parsed.GetValue(memory), parsed.GetValue(keys), parsed.GetValue(online), ct)
                    : RunAsync(named, parsed.GetValue(memory), parsed.GetValue(save), ct);
        });
        return command;
    }

    private static Task<int> CertificateAsync(string file, string? memory, string? keys, string? online, CancellationToken ct)
    {
        var registry = online is null ? null : AddressOf(online);
        return online is not null && registry is null
            ? RefuseAsync($"{online} is no address that begins with http:// or https://.")
            : new VerifyFile(file, memory, keys, registry).RunAsync(ct);
    }

    private static async Task<int> RefuseAsync(string what)
    {
        await Console.Error.WriteLineAsync(what);
        return ExitCodes.WrongUse;
    }

    private static async Task<int> RunAsync(string target, string? memoryFile, string? save, CancellationToken ct)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var source = Open(target, client);
        if (source is null)
        {
            return await RefuseAsync($"{target} is neither an address that begins with http:// or https:// nor a folder or a file.");
        }

        var memory = memoryFile is not null && File.Exists(memoryFile) ? await TrustFile.MemoryAsync(memoryFile, ct) : null;
        if (save is not null)
        {
            source = await SavedLog.SaveAsync(source, save, ct);
        }

        var report = await VerifyLog.RunAsync(source, memory, RegistryHost.Clock, ct);
        await TellAsync(report, source);
        if (!report.IsGood)
        {
            return ExitCodes.SomethingWrong;
        }

        if (memoryFile is not null)
        {
            await File.WriteAllTextAsync(memoryFile, JsonSerializer.Serialize(report.Memory, Readable), ct);
        }

        return ExitCodes.Fine;
    }

    private static LogSource? Open(string target, HttpClient client)
    {
        if (Directory.Exists(target))
        {
            return new SavedLog(target);
        }

        if (AddressOf(target) is not { } address)
        {
            return null;
        }

        var token = Environment.GetEnvironmentVariable(TokenVariable);
        client.BaseAddress = address;
        if (!string.IsNullOrWhiteSpace(token))
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        // A row has its place within a fifth of a second, and no two heads are signed closer together than a second.
        return new LiveLog(client, opens: !string.IsNullOrWhiteSpace(token), settle: SignHeads.Shortest * 1.5);
    }

    /// <summary>Where a registry is, without a path; null for what is no address.</summary>
    private static Uri? AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? new Uri(address.GetLeftPart(UriPartial.Authority) + "/")
            : null;

    private static async Task TellAsync(VerificationReport report, LogSource source)
    {
        foreach (var finding in report.Findings)
        {
            await Console.Out.WriteLineAsync($"{finding.Fault}: {finding.Message}");
        }

        if (report.FirstTime && report.Memory is { } first)
        {
            await Console.Error.WriteLineAsync(
                $"Checked for the first time: the keys {string.Join(", ", first.Keys.Select(key => key.Kid))} are taken as they are told. "
                + "Compare them with those that the operator gives by another way.");
        }

        if (report.SeenLater is { } seen)
        {
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"This copy ends at leaf {report.Leaves:N0}; the memory has seen {seen:N0}: it was taken earlier."));
        }

        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{source.Name}: {report.Heads:N0} signed heads, {report.Leaves:N0} leaves, {report.Records:N0} records shown, {report.Openings:N0} rows opened: ")
            + (report.Findings.Count switch { 0 => "all as it was signed.", 1 => "1 finding.", var count => $"{count} findings." }));
    }
}
