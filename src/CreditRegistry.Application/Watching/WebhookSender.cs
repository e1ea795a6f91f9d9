using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using CreditRegistry.Domain;
using CreditRegistry.Domain.Watching;
using Microsoft.AspNetCore.DataProtection;

namespace CreditRegistry.Application.Watching;

/// <summary>What to send.</summary>
/// <param name="Id">The same for every attempt.</param>
public sealed record WebhookMessage(string Id, string Type, byte[] Body);

/// <summary>How an attempt went.</summary>
/// <param name="Status">Of the answer; null without one.</param>
/// <param name="Failure">Null when it was taken.</param>
public sealed record WebhookResult(int? Status, string? Failure, TimeSpan Took);

/// <summary>
/// Sends events to receivers that strangers name. The host is looked up here and the connection made to the address that
/// was checked, so that no name leads inside; nothing is followed, and of the answer only its status is read.
/// </summary>
public sealed class WebhookSender : IDisposable
{
    private const string Purpose = "CreditRegistry.Webhooks";
    private const int MaxAnswerHeadKilobytes = 16;
    private const int MaxAnswerBytes = 16 * 1024;

    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly WatchSettings _settings;
    private readonly TimeProvider _clock;
    private readonly IDataProtector _protector;
    private readonly HttpMessageInvoker _http;

    public WebhookSender(WatchSettings settings, IDataProtectionProvider protection, TimeProvider clock)
    {
        (_settings, _clock, _protector) = (settings, clock, protection.CreateProtector(Purpose));
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = ConnectAsync,
            ConnectTimeout = settings.Timeout,
            MaxResponseDrainSize = MaxAnswerBytes,
            MaxResponseHeadersLength = MaxAnswerHeadKilobytes,
            PooledConnectionLifetime = ConnectionLifetime,
            UseCookies = false,
            UseProxy = false,
        });
    }

    /// <summary>Why nothing can be sent to that address; null when it has the right form. Its host is looked up when it is used.</summary>
    public RegistryError? Check(string? url)
    {
        if (url is not { Length: <= WatchLimits.UrlMaxLength } || !Uri.TryCreate(url, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && _settings.AllowHttp))
            || address.UserInfo.Length > 0 || address.Fragment.Length > 0 || url.Contains('@', StringComparison.Ordinal))
        {
            return InvalidError.Of(
                "WEBHOOK_URL", "url",
                "Give an address that begins with https://, without a user name, password or fragment, of at most "
                + $"{WatchLimits.UrlMaxLength} characters.");
        }

        return IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var literal) && !MayReach(literal)
            ? InvalidError.Of("WEBHOOK_ADDRESS", "url", "The address lies in a private or reserved network. Give one of the public internet.")
            : null;
    }

    /// <summary>A new secret, as it is shown once and as it is stored.</summary>
    internal (string Shown, string Stored) NewSecret()
    {
        var secret = WebhookSignature.NewSecret();
        return (secret, _protector.Protect(secret));
    }

    /// <summary>Makes one attempt.</summary>
    /// <param name="secrets">As they are stored, the newest first.</param>
    internal async Task<WebhookResult> SendAsync(string url, WebhookMessage message, string[] secrets, CancellationToken ct)
    {
        var started = _clock.GetTimestamp();
        using var until = CancellationTokenSource.CreateLinkedTokenSource(ct);
        until.CancelAfter(_settings.Timeout);
        try
        {
            using var request = Request(url, message, secrets);
            using var answer = await _http.SendAsync(request, until.Token); // its body is thrown away unread
            var status = (int)answer.StatusCode;
            return Result(status, status switch
            {
                >= 200 and < 300 => null,
                >= 300 and < 400 => "REDIRECT",
                _ => "STATUS",
            });
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Result(null, "TIMEOUT");
        }
        catch (CryptographicException)
        {
            return Result(null, "SECRET_LOST");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException)
        {
            return Result(null, CauseOf(failure));
        }

        WebhookResult Result(int? status, string? failure) => new(status, failure, _clock.GetElapsedTime(started));
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(string url, WebhookMessage message, string[] secrets)
    {
        var now = _clock.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(message.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers =
            {
                { "User-Agent", "CreditRegistry-Webhooks" },
                { "webhook-id", message.Id },
                { "webhook-timestamp", WebhookSignature.Timestamp(now) },
            },
        };
        request.Headers.Add("webhook-signature", WebhookSignature.Of(
            message.Id, now, message.Body, Array.ConvertAll(secrets, _protector.Unprotect)));
        return request;
    }

    private bool MayReach(IPAddress address) =>
        PublicAddresses.IsPublic(address) || _settings.AllowedNetworks.Any(network => network.Contains(address));

    /// <summary>A name with one address inside is refused whole: which of them is used must not depend on chance.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, MayReach))
        {
            throw new AddressRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string CauseOf(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            switch (failure)
            {
                case AddressRefusedException:
                    return "ADDRESS_REFUSED";
                case AuthenticationException:
                    return "TLS";
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return "HOST_UNKNOWN";
            }
        }

        return "CONNECTION";
    }

    private sealed class AddressRefusedException() : IOException("The host has an address that webhooks may not reach.");
}
