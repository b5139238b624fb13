using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace DockerScan.Host.Tests.Scripts;

/// <summary>A release page on the loopback: the first word of the path says how it misbehaves.</summary>
internal sealed class ArchiveServer : IAsyncDisposable
{
    public const string Program = "#!/bin/sh\necho 'Version: 0.74.0'\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly byte[] _archive = Archive("trivy");
    private readonly byte[] _other = Archive("readme");
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;

    public ArchiveServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The paths that were asked for.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>Ends with the first request.</summary>
    public Task FirstAsked => _first.Task;

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(_archive));

    /// <summary>Of an archive without the program.</summary>
    public string OtherSha256 => Convert.ToHexStringLower(SHA256.HashData(_other));

    public string Url(string path) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{path}");

    /// <summary>Ends it: nobody answers at its address any more.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _listener.Dispose();
    }

    private static byte[] Archive(string member)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var name in (string[])["LICENSE", member])
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.ASCII.GetBytes(Program)), Uid = 1001, Gid = 1001 });
            }
        }

        return bytes.ToArray();
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            answers.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }

        await Task.WhenAll(answers);
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                var path = (await reader.ReadLineAsync(_stop.Token))?.Split(' ')[1].TrimStart('/') ?? string.Empty;
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
                {
                }

                _asked.Enqueue(path);
                _first.TrySetResult();
                await WriteAsync(stream, path, _asked.Count(path.Equals));
                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The other side went: what it made of that is what the test looks at.
            }
        }
    }

    private async Task WriteAsync(NetworkStream stream, string path, int time)
    {
        switch (path.Split('/')[0])
        {
            case "cut":
                await HeadAsync(stream, "200 OK", _archive.Length);
                await stream.WriteAsync(_archive.AsMemory(0, _archive.Length / 2), _stop.Token);
                break;
            case "short":
                await SendAsync(stream, "200 OK", _archive[..(_archive.Length / 2)]);
                break;
            case "page":
                await SendAsync(stream, "200 OK", "<html>Please log in</html>"u8.ToArray());
                break;
            case "readme":
                await SendAsync(stream, "200 OK", _other);
                break;
            case "missing":
                await SendAsync(stream, "404 Not Found", "no"u8.ToArray());
                break;
            case "busy":
            case "flaky" when time == 1:
                await SendAsync(stream, "503 Service Unavailable", "later"u8.ToArray());
                break;
            case "slow":
                await HeadAsync(stream, "200 OK", _archive.Length);
                await stream.WriteAsync(_archive.AsMemory(0, 10), _stop.Token);
                await Task.Delay(Timeout.Infinite, _stop.Token);
                break;
            case "large":
                await HeadAsync(stream, "200 OK", 1L << 40);
                break;
            case "endless":
                await HeadAsync(stream, "200 OK", null);
                while (true)
                {
                    await stream.WriteAsync(new byte[64 * 1024], _stop.Token);
                }

            case "moved":
                await RedirectAsync(stream, "/v0.74.0/moved.tar.gz");
                break;
            case "circle":
                await RedirectAsync(stream, "/circle/again");
                break;
            case "file":
                await RedirectAsync(stream, "file:///etc/hostname");
                break;
            default:
                await SendAsync(stream, "200 OK", _archive);
                break;
        }
    }

    private async Task SendAsync(NetworkStream stream, string status, byte[] body)
    {
        await HeadAsync(stream, status, body.Length);
        await stream.WriteAsync(body, _stop.Token);
    }

    private Task HeadAsync(NetworkStream stream, string status, long? length)
        => TextAsync(stream, string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\n{(length is { } bytes ? $"Content-Length: {bytes}\r\n" : string.Empty)}Connection: close\r\n\r\n"));

    private Task RedirectAsync(NetworkStream stream, string to)
        => TextAsync(stream, $"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    private async Task TextAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), _stop.Token);
}
