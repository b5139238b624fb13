using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace DockerScan.TestKit.Discord;

/// <summary>
/// A Discord on this machine: REST API and Gateway v10 as documented, with faults on demand. It stands for the real one,
/// which a test cannot have; Discord's common client is run against it to show that it speaks as Discord does.
/// </summary>
public sealed partial class LoopbackDiscord : IAsyncDisposable
{
    public const string BotToken = "loopback.bot.token.of.tests";
    public const string Application = "100000000000000001";
    public const string Bot = "100000000000000001";
    public const string Guild = "200000000000000001";
    public const string Channel = "300000000000000001";
    public const string User = "400000000000000001";

    private readonly HttpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<DiscordFault>> _faults = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly List<DiscordCall> _calls = [];
    private readonly Task _serving;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _number = 900_000_000_000_000_000;

    private LoopbackDiscord(HttpListener listener, int port)
    {
        (_listener, Port) = (listener, port);
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>The API's address, with its version.</summary>
    public Uri Api => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/api/v10/"));

    /// <summary>Every call so far, in order.</summary>
    public IReadOnlyList<DiscordCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public static LoopbackDiscord Start()
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            var listener = new HttpListener();
            listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
            try
            {
                listener.Start();
                return new LoopbackDiscord(listener, port);
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Somebody took the port in between.
                listener.Close();
            }
        }
    }

    /// <summary>The next call of that shape goes wrong; several wait in line.</summary>
    public void Fail(string name, DiscordFault fault) => _faults.GetOrAdd(name, _ => new ConcurrentQueue<DiscordFault>()).Enqueue(fault);

    /// <summary>Calls of that shape go right again.</summary>
    public void Heal(string name) => _faults.TryRemove(name, out _);

    /// <summary>Waits for a call that was answered, also one that came already.</summary>
    public async Task<DiscordCall> WaitForCallAsync(Func<DiscordCall, bool> isIt, CancellationToken cancellationToken)
    {
        DiscordCall? found = null;
        await WaitAsync(() => (found = _calls.Find(call => isIt(call))) is not null, cancellationToken);
        return found!;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Close();
        DropConnections();
        await _serving;
        _stop.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private string NextId() => Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture);

    private void Record(DiscordCall call)
    {
        lock (_lock)
        {
            _calls.Add(call);
            Changed();
        }
    }

    // Called under the lock.
    private void Changed()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }

    private async Task WaitAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (condition())
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = ServeAsync(context);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // Closed: the server ends.
                return;
            }
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            var path = context.Request.Url!.AbsolutePath;
            if (context.Request.IsWebSocketRequest)
            {
                await ServeGatewayAsync(context);
            }
            else if (path.StartsWith("/control/", StringComparison.Ordinal))
            {
                await ControlAsync(context, path["/control/".Length..]);
            }
            else
            {
                await ServeRestAsync(context);
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or IOException or OperationCanceledException or System.Net.WebSockets.WebSocketException)
        {
            // The client went away: what a client under test does is its own matter.
            context.Response.Abort();
        }
    }

    private static async Task WriteAsync(HttpListenerResponse response, int status, JsonNode? body)
    {
        response.StatusCode = status;
        if (body is not null)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(body.ToJsonString());
            response.ContentType = "application/json";
            response.ContentLength64 = bytes.Length;
            await response.OutputStream.WriteAsync(bytes);
        }

        response.Close();
    }
}
