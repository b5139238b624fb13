using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace DockerScan.TestKit.Slack;

/// <summary>
/// A Slack on this machine: Web API, Socket Mode and uploads as documented, with faults on demand. It stands for the real one,
/// which a test cannot have; Slack's own clients are run against it to show that it speaks as Slack does.
/// </summary>
public sealed partial class LoopbackSlack : IAsyncDisposable
{
    public const string BotToken = "xoxb-loopback-bot";
    public const string AppToken = "xapp-loopback-app";
    public const string Team = "T0LOOPBACK";
    public const string Channel = "C0LOOPBACK";
    public const string User = "U0PERSON";
    public const string BotUser = "U0BOT";

    private readonly HttpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SlackFault>> _faults = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly List<SlackCallRecord> _calls = [];
    private readonly List<SlackSocketSession> _sessions = [];
    private readonly Dictionary<string, JsonObject> _messages = [];
    private readonly Task _serving;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _number;

    private LoopbackSlack(HttpListener listener, int port)
    {
        (_listener, Port) = (listener, port);
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>What the app was given; a method that needs more is refused.</summary>
    public ISet<string> Scopes { get; } = new HashSet<string>(StringComparer.Ordinal) { "app_mentions:read", "channels:history", "chat:write", "commands", "files:write", "groups:history", "im:history" };

    /// <summary>The Web API.</summary>
    public Uri Api => new($"http://127.0.0.1:{Number(Port)}/api/");

    /// <summary>Every call so far, in order.</summary>
    public IReadOnlyList<SlackCallRecord> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>How many clients are connected.</summary>
    public int Connections
    {
        get
        {
            lock (_lock)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>How many connections there ever were.</summary>
    public int EverConnected { get; private set; }

    public static LoopbackSlack Start()
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort();
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{Number(port)}/");
            try
            {
                listener.Start();
                return new LoopbackSlack(listener, port);
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Somebody took the port in between.
                listener.Close();
            }
        }
    }

    /// <summary>The next call of a method goes wrong; several wait in line.</summary>
    public void Fail(string method, SlackFault fault) => _faults.GetOrAdd(method, _ => new ConcurrentQueue<SlackFault>()).Enqueue(fault);

    /// <summary>All messages as they stand now, the oldest first.</summary>
    public IReadOnlyList<JsonObject> Messages
    {
        get
        {
            IReadOnlyList<JsonObject> messages = [];
            Change(() => messages = [.. _messages.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (JsonObject)pair.Value.DeepClone())]);
            return messages;
        }
    }

    /// <summary>A message as it stands now.</summary>
    public JsonObject? Message(string timestamp)
    {
        lock (_lock)
        {
            return _messages.GetValueOrDefault(timestamp)?.DeepClone() as JsonObject;
        }
    }

    /// <summary>Waits for a call, also one that came already.</summary>
    public async Task<SlackCallRecord> WaitForCallAsync(Func<SlackCallRecord, bool> isIt, CancellationToken cancellationToken)
    {
        SlackCallRecord? found = null;
        await WaitAsync(() => (found = _calls.Find(call => isIt(call))) is not null, cancellationToken);
        return found!;
    }

    /// <summary>Waits until so many clients are connected, and so many have ever been.</summary>
    public Task WaitForConnectionsAsync(int now, int ever, CancellationToken cancellationToken)
        => WaitAsync(() => _sessions.Count >= now && EverConnected >= ever, cancellationToken);

    /// <summary>A slash command of a person, on the newest connection. Ends with its acknowledgement.</summary>
    public Task<JsonObject> SendCommandAsync(string command, string text, CancellationToken cancellationToken, string user = User)
        => DeliverAsync("slash_commands", CommandPayload(command, text, user), accepts: true, cancellationToken);

    /// <summary>An envelope on the newest connection. Ends with its acknowledgement.</summary>
    public Task<JsonObject> DeliverAsync(string type, JsonObject payload, bool accepts, CancellationToken cancellationToken, string? envelopeId = null)
        => Newest().DeliverAsync(
            new JsonObject { ["envelope_id"] = envelopeId ?? $"envelope-{Next()}", ["type"] = type, ["accepts_response_payload"] = accepts, ["payload"] = payload.DeepClone() },
            cancellationToken);

    /// <summary>Any text as a frame on the newest connection.</summary>
    public Task SendRawAsync(string frame, CancellationToken cancellationToken) => Newest().SendAsync(frame, cancellationToken);

    /// <summary>Announces the end of every connection. With <paramref name="close"/> they are closed at once too.</summary>
    public async Task DisconnectAsync(string reason, bool close, CancellationToken cancellationToken)
    {
        foreach (var session in Sessions())
        {
            await session.SendAsync(new JsonObject { ["type"] = "disconnect", ["reason"] = reason, ["debug_info"] = new JsonObject { ["host"] = "loopback" } }, cancellationToken);
            if (close)
            {
                await session.CloseAsync(cancellationToken);
            }
        }
    }

    /// <summary>Cuts every connection.</summary>
    public void Drop() => Array.ForEach([.. Sessions()], session => session.Drop());

    /// <summary>The payload of a slash command, with ids of its own.</summary>
    public JsonObject CommandPayload(string command, string text, string user = User) => new()
    {
        ["command"] = command, ["text"] = text, ["team_id"] = Team, ["channel_id"] = Channel, ["user_id"] = user,
        ["trigger_id"] = $"trigger.{Next()}", ["response_url"] = $"http://127.0.0.1:{Number(Port)}/respond/{Next()}", ["api_app_id"] = "A0LOOPBACK",
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Drop();
        _listener.Close();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Next() => Number(Interlocked.Increment(ref _number));

    private List<SlackSocketSession> Sessions()
    {
        lock (_lock)
        {
            return [.. _sessions];
        }
    }

    private SlackSocketSession Newest() => Sessions().LastOrDefault() ?? throw new InvalidOperationException("no client is connected");

    private async Task WaitAsync(Func<bool> isThere, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (isThere())
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => HandleAsync(context), CancellationToken.None);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task HandleAsync(HttpListenerContext context)
    {
        try
        {
            var path = context.Request.Url!.AbsolutePath;
            if (path == "/link")
            {
                await HoldAsync(context);
                return;
            }

            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body, _stop.Token);
            await AnswerAsync(context, path, body.ToArray());
        }
        catch (Exception exception) when (exception is HttpListenerException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The client went, or the server ends.
        }
    }

    private async Task HoldAsync(HttpListenerContext context)
    {
        var accepted = await context.AcceptWebSocketAsync(subProtocol: null);
        using var session = new SlackSocketSession(accepted.WebSocket, context.Response.Abort);
        await session.SendAsync(
            new JsonObject
            {
                ["type"] = "hello", ["num_connections"] = 1, ["connection_info"] = new JsonObject { ["app_id"] = "A0LOOPBACK" },
                ["debug_info"] = new JsonObject { ["host"] = "loopback", ["approximate_connection_time"] = 3600 },
            },
            _stop.Token);
        Change(() =>
        {
            _sessions.Add(session);
            EverConnected++;
        });
        await session.RunAsync(_stop.Token);
        Change(() => _sessions.Remove(session));
        context.Response.Abort();
    }

    private static async Task WriteAsync(HttpListenerContext context, int status, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength64 = bytes.Length;
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }
}
