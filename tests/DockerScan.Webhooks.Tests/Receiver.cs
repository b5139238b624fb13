using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DockerScan.Webhooks.Tests;

/// <summary>Somebody who listens on this machine, reads one request at a time and answers as told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public Receiver()
    {
        _listener.Start();
        _loop = Task.Run(RunAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Head and body of each.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Status and headers of the answer; null never answers.</summary>
    public string? Answer { get; set; } = "HTTP/1.1 204 No Content\r\n";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            using var socket = await _listener.AcceptSocketAsync(_stop.Token);
            await using var stream = new NetworkStream(socket);
            var (text, buffer) = (string.Empty, new byte[1 << 16]);
            while (!IsWhole(text) && await stream.ReadAsync(buffer, _stop.Token) is > 0 and var count)
            {
                text += Encoding.UTF8.GetString(buffer, 0, count);
            }

            Requests.Add(text);
            if (Answer is null)
            {
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer + "Content-Length: 0\r\nConnection: close\r\n\r\n"), _stop.Token);
        }
    }

    private static bool IsWhole(string text)
        => text.Split("\r\n\r\n", 2) is [var head, var body]
            && head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } length
            && Encoding.UTF8.GetByteCount(body) >= int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
}
