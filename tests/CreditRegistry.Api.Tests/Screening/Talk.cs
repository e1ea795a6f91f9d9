using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CreditRegistry.Api.Tests.Screening;

/// <summary>HTTP by hand, both ways at once: .NET's own client reads nothing before it has sent all.</summary>
internal sealed class Talk : IDisposable
{
    private readonly TcpClient _client;
    private readonly StreamReader _reader;
    private int _chunk;
    private bool _answered;

    private Talk(TcpClient client) => (_client, _reader) = (client, new StreamReader(client.GetStream()));

    public static async Task<Talk> StartAsync(Uri address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var talk = new Talk(client);
        await talk.WriteAsync(
            $"POST /api/v1/screenings HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        return talk;
    }

    public Task SendAsync(string text) => WriteAsync($"{text.Length:x}\r\n{text}\r\n");

    /// <summary>Until the connection breaks.</summary>
    public Task SendForEverAsync(string text, Action sent) => Task.Run(async () =>
    {
        while (true)
        {
            await SendAsync(text);
            sent();
        }
    });

    public Task EndAsync() => WriteAsync("0\r\n\r\n");

    /// <summary>A line of the body; null at its end. Chunks here always end with a line.</summary>
    public async Task<string?> LineAsync()
    {
        if (!_answered)
        {
            Assert.Equal("HTTP/1.1 200 OK", await _reader.ReadLineAsync());
            while (await _reader.ReadLineAsync() is { Length: > 0 })
            {
            }

            _answered = true;
        }

        while (_chunk == 0)
        {
            var size = await _reader.ReadLineAsync();
            if (size is { Length: 0 })
            {
                continue;
            }

            _chunk = int.Parse(size!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (_chunk == 0)
            {
                return null;
            }
        }

        var line = new StringBuilder();
        while (_chunk > 0)
        {
            var c = (char)_reader.Read();
            _chunk--;
            if (c == '\n')
            {
                break;
            }

            line.Append(c);
            if (_chunk == 0)
            {
                await _reader.ReadLineAsync();
                _chunk = int.Parse((await _reader.ReadLineAsync())!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            }
        }

        return line.ToString();
    }

    public void Dispose() => _client.Dispose();

    private Task WriteAsync(string text) => _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();
}
