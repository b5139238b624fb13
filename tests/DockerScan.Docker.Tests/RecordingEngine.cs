using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DockerScan.Docker.Tests;

/// <summary>An engine's API as far as a pull needs it: it has no image, keeps what it is asked, and ends a pull as it is told.</summary>
internal sealed class RecordingEngine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private readonly Lock _gate = new();
    private readonly List<string> _requests = [];

    public RecordingEngine()
    {
        _listener.Start();
        Host = $"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _serving = ServeAsync();
    }

    public string Host { get; }

    /// <summary>Docker Engine's version.</summary>
    public string Version { get; set; } = "20.10.24+dfsg1";

    /// <summary>What a pull is answered, line by line.</summary>
    public string PullLines { get; set; } = string.Empty;

    /// <summary>True to break the connection off in mid-pull; with <see cref="EndsThen"/> nothing answers from then on.</summary>
    public bool BreaksOff { get; set; }

    public bool EndsThen { get; set; }

    /// <summary>Method and path of each request.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, leaveOpen: true);
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } first)
                {
                    while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
                    {
                        // The headers; no request here has a body that matters.
                    }

                    var parts = first.Split(' ');
                    lock (_gate)
                    {
                        _requests.Add($"{parts[0]} {Uri.UnescapeDataString(parts[1])}");
                    }

                    if (!await RespondAsync(stream, parts[1]))
                    {
                        return;
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client went.
            }
        }
    }

    private async Task<bool> RespondAsync(NetworkStream stream, string path)
    {
        if (path.Contains("/images/create", StringComparison.Ordinal))
        {
            await WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{Chunk(PullLines)}");
            if (BreaksOff)
            {
                if (EndsThen)
                {
                    _listener.Stop();
                }

                return false;
            }

            await WriteAsync(stream, "0\r\n\r\n");
            return true;
        }

        var (status, body) = path switch
        {
            _ when path.Contains("/_ping", StringComparison.Ordinal) => ("200 OK", "OK"),
            _ when path.Contains("/version", StringComparison.Ordinal) => ("200 OK", $$"""{"Version":"{{Version}}","Components":[{"Name":"Engine","Version":"{{Version}}"}]}"""),
            _ when path.Contains("/images/json", StringComparison.Ordinal) => ("200 OK", """[{"Id":"sha256:1","RepoTags":["cases/one:1","<none>:<none>","cases/two:latest"]},{"Id":"sha256:2","RepoTags":null}]"""),
            _ when path.Contains("/info", StringComparison.Ordinal) => ("200 OK", "{}"),
            _ => ("404 Not Found", """{"message":"No such image: x"}"""),
        };
        await WriteAsync(stream, $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        return true;
    }

    private static string Chunk(string text) => text.Length == 0 ? string.Empty : FormattableString.Invariant($"{text.Length:x}\r\n{text}\r\n");

    private static Task WriteAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();
}
