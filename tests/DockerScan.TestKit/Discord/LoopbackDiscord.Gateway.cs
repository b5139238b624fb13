using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace DockerScan.TestKit.Discord;

/// <content>The Gateway.</content>
public sealed partial class LoopbackDiscord
{
    private readonly Dictionary<WebSocket, HttpListenerContext> _sockets = [];
    private int? _closedWith;
    private readonly Dictionary<string, List<JsonObject>> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<WebSocket, string> _ready = [];
    private string? _newest;

    /// <summary>What hello says, in milliseconds.</summary>
    public int HeartbeatInterval { get; set; } = 41_250;

    /// <summary>True: heartbeats get no answer, as from a connection that died without a word.</summary>
    public bool IsZombie { get; set; }

    /// <summary>True: the next resume is refused with "invalid session".</summary>
    public bool RefusesResume { get; set; }

    /// <summary>The close code that the next identify gets; null for none.</summary>
    public int? CloseIdentifyWith { get; set; }

    public int Identified { get; private set; }

    public int Resumed { get; private set; }

    public int Heartbeats { get; private set; }

    /// <summary>The intents of the last identify.</summary>
    public int? Intents { get; private set; }

    /// <summary>The ids of the roles that the person has.</summary>
    public IList<string> Roles { get; } = [];

    /// <summary>Waits until so many sessions were begun and so many resumed.</summary>
    public Task WaitForSessionsAsync(int identified, int resumed, CancellationToken cancellationToken)
        => WaitAsync(() => Identified >= identified && Resumed >= resumed, cancellationToken);

    /// <summary>Waits for so many heartbeats in all.</summary>
    public Task WaitForHeartbeatsAsync(int count, CancellationToken cancellationToken) => WaitAsync(() => Heartbeats >= count, cancellationToken);

    /// <summary>Waits until a client closes; its code.</summary>
    public async Task<int?> WaitForCloseAsync(CancellationToken cancellationToken)
    {
        await WaitAsync(() => _closedWith is not null, cancellationToken);
        return _closedWith;
    }

    /// <summary>Breaks every connection without a close.</summary>
    public void DropConnections()
    {
        HttpListenerContext[] contexts;
        lock (_lock)
        {
            contexts = [.. _sockets.Values];
            // Nothing more goes to them: what happens now is replayed.
            _ready.Clear();
        }

        // The socket's own Abort leaves the TCP connection open.
        foreach (var context in contexts)
        {
            context.Response.Abort();
        }
    }

    /// <summary>Sends a frame that is no event, such as <c>{"op":7}</c>, on every connection.</summary>
    public Task SendFrameAsync(JsonObject frame) => SendToAllAsync(frame);

    /// <summary>Closes every connection with a code.</summary>
    public async Task CloseAsync(int code)
    {
        foreach (var socket in Connected())
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)code, null, _stop.Token);
        }
    }

    /// <summary>Somebody uses a slash command. Its token.</summary>
    /// <param name="name">The command.</param>
    /// <param name="options">Its options as Discord sends them.</param>
    /// <param name="times">2 delivers the same event twice.</param>
    public Task<string> SendCommandAsync(string name, JsonArray options, int times = 1)
        => SendInteractionAsync(2, new JsonObject { ["id"] = "1", ["name"] = name, ["type"] = 1, ["options"] = options }, times);

    /// <summary>Somebody presses a button. Its token.</summary>
    public Task<string> PressAsync(string customId) => SendInteractionAsync(3, new JsonObject { ["custom_id"] = customId, ["component_type"] = 2 }, 1);

    /// <summary>Somebody writes a message. Its id.</summary>
    public async Task<string> WriteAsync(string content, bool isBot = false)
    {
        var id = NextId();
        await DispatchAsync("MESSAGE_CREATE", new JsonObject
        {
            ["id"] = id, ["channel_id"] = Channel, ["guild_id"] = Guild, ["content"] = content,
            ["author"] = new JsonObject { ["id"] = User, ["username"] = "person", ["bot"] = isBot }, ["member"] = new JsonObject { ["roles"] = RolesJson() },
        });
        return id;
    }

    /// <summary>An interaction as Discord sends it, over either transport; its token is valid from now on.</summary>
    public JsonObject MakeInteraction(int type, JsonObject data)
    {
        var (id, token) = (NextId(), "token-" + NextId());
        lock (_lock)
        {
            _interactions[id] = token;
        }

        return new JsonObject
        {
            ["id"] = id, ["application_id"] = Application, ["type"] = type, ["token"] = token, ["version"] = 1, ["data"] = data,
            ["guild_id"] = Guild, ["channel_id"] = Channel, ["channel"] = new JsonObject { ["id"] = Channel, ["type"] = 0 },
            ["member"] = new JsonObject
            {
                ["user"] = new JsonObject { ["id"] = User, ["username"] = "person", ["discriminator"] = "0", ["avatar"] = null, ["global_name"] = "Person" },
                ["roles"] = RolesJson(), ["permissions"] = "2147483647", ["joined_at"] = "2026-01-01T00:00:00.000000+00:00", ["deaf"] = false, ["mute"] = false, ["flags"] = 0,
            },
            ["locale"] = "en-US", ["guild_locale"] = "en-US", ["app_permissions"] = "2147483647", ["entitlements"] = new JsonArray(),
            ["authorizing_integration_owners"] = new JsonObject { ["0"] = Guild }, ["context"] = 0, ["attachment_size_limit"] = 10_485_760,
        };
    }

    /// <summary>Delivers an interaction that was made with <see cref="MakeInteraction"/>.</summary>
    public Task DeliverAsync(JsonObject interaction) => DispatchAsync("INTERACTION_CREATE", interaction);

    private JsonArray RolesJson() => [.. Roles.Select(role => (JsonNode)role)];

    private async Task<string> SendInteractionAsync(int type, JsonObject data, int times)
    {
        var interaction = MakeInteraction(type, data);
        if (type == 3)
        {
            lock (_lock)
            {
                interaction["message"] = NewMessage(Channel, null).DeepClone();
            }
        }

        for (var time = 0; time < times; time++)
        {
            await DispatchAsync("INTERACTION_CREATE", (JsonObject)interaction.DeepClone());
        }

        return interaction["token"]!.GetValue<string>();
    }

    // Into the newest session, also while nobody is connected: it is replayed then.
    private async Task DispatchAsync(string name, JsonObject data)
    {
        WebSocket? socket;
        JsonObject frame;
        lock (_lock)
        {
            var session = _newest ?? throw new InvalidOperationException("no session yet");
            frame = Event(session, name, data);
            socket = _ready.Where(pair => pair.Value == session && pair.Key.State == WebSocketState.Open).Select(pair => pair.Key).LastOrDefault();
        }

        if (socket is not null)
        {
            await SendAsync(socket, frame);
        }
    }

    private JsonObject Event(string session, string name, JsonObject data)
    {
        var log = _sessions[session];
        var frame = new JsonObject { ["op"] = 0, ["s"] = log.Count + 1, ["t"] = name, ["d"] = data };
        log.Add(frame);
        return frame;
    }

    private List<WebSocket> Connected()
    {
        lock (_lock)
        {
            return [.. _sockets.Keys.Where(socket => socket.State == WebSocketState.Open)];
        }
    }

    private async Task SendToAllAsync(JsonObject frame)
    {
        foreach (var socket in Connected())
        {
            await SendAsync(socket, frame);
        }
    }

    private async Task SendAsync(WebSocket socket, JsonObject frame)
        => await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(frame.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, _stop.Token);

    private async Task ServeGatewayAsync(HttpListenerContext context)
    {
        var socket = (await context.AcceptWebSocketAsync(null)).WebSocket;
        if (context.Request.QueryString["v"] != "10" || context.Request.QueryString["encoding"] != "json")
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)4012, null, _stop.Token);
            return;
        }

        lock (_lock)
        {
            _sockets[socket] = context;
        }

        try
        {
            await SendAsync(socket, new JsonObject { ["op"] = 10, ["d"] = new JsonObject { ["heartbeat_interval"] = HeartbeatInterval } });
            await ReadAsync(socket);
        }
        finally
        {
            lock (_lock)
            {
                _sockets.Remove(socket);
                _ready.Remove(socket);
            }

            socket.Dispose();
        }
    }

    private async Task ReadAsync(WebSocket socket)
    {
        var buffer = new byte[8192];
        while (socket.State == WebSocketState.Open)
        {
            var count = 0;
            WebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(new ArraySegment<byte>(buffer, count, buffer.Length - count), _stop.Token);
                count += part.Count;
            }
            while (!part.EndOfMessage && count < buffer.Length);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                lock (_lock)
                {
                    _closedWith = (int?)part.CloseStatus;
                    Changed();
                }

                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _stop.Token);
                return;
            }

            // Discord's limit for what a bot sends.
            if (count > 4096)
            {
                await socket.CloseOutputAsync((WebSocketCloseStatus)4002, null, _stop.Token);
                return;
            }

            await TakeAsync(socket, JsonNode.Parse(buffer.AsSpan(0, count))!);
        }
    }

    private async Task TakeAsync(WebSocket socket, JsonNode frame)
    {
        switch (frame["op"]!.GetValue<int>())
        {
            case 1:
                await BeatAsync(socket);
                break;
            case 2:
                await IdentifyAsync(socket, frame["d"]!);
                break;
            case 6:
                await ResumeAsync(socket, frame["d"]!);
                break;
            case 3 or 4 or 8:
                break;
            default:
                await socket.CloseOutputAsync((WebSocketCloseStatus)4001, null, _stop.Token);
                break;
        }
    }

    private async Task BeatAsync(WebSocket socket)
    {
        lock (_lock)
        {
            Heartbeats++;
            Changed();
        }

        if (!IsZombie)
        {
            await SendAsync(socket, new JsonObject { ["op"] = 11 });
        }
    }

    private async Task IdentifyAsync(WebSocket socket, JsonNode data)
    {
        var code = CloseIdentifyWith ?? (data["token"]?.GetValue<string>() == BotToken ? null : 4004);
        if (code is { } refused)
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)refused, null, _stop.Token);
            return;
        }

        JsonObject ready;
        lock (_lock)
        {
            var session = "session-" + NextId();
            (_sessions[session], _ready[socket], _newest) = ([], session, session);
            Intents = data["intents"]!.GetValue<int>();
            ready = Event(session, "READY", new JsonObject
            {
                ["v"] = 10, ["user"] = BotUser(), ["guilds"] = new JsonArray(), ["session_id"] = session,
                ["resume_gateway_url"] = string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{Port}/resume"),
                ["application"] = new JsonObject { ["id"] = Application, ["flags"] = 0 }, ["shard"] = new JsonArray(0, 1),
            });
        }

        await SendAsync(socket, ready);
        lock (_lock)
        {
            Identified++;
            Changed();
        }
    }

    private async Task ResumeAsync(WebSocket socket, JsonNode data)
    {
        List<JsonObject>? missed = null;
        var session = data["session_id"]!.GetValue<string>();
        lock (_lock)
        {
            if (!RefusesResume && data["token"]?.GetValue<string>() == BotToken && _sessions.TryGetValue(session, out var log))
            {
                missed = [.. log.Skip(data["seq"]!.GetValue<int>())];
                missed.Add(Event(session, "RESUMED", []));
                (_ready[socket], _newest) = (session, session);
            }

            RefusesResume = false;
        }

        if (missed is null)
        {
            await SendAsync(socket, new JsonObject { ["op"] = 9, ["d"] = false });
            return;
        }

        foreach (var frame in missed)
        {
            await SendAsync(socket, frame);
        }

        lock (_lock)
        {
            Resumed++;
            Changed();
        }
    }
}
