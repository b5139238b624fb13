using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace DockerScan.TestKit.Discord;

/// <content>The REST API.</content>
public sealed partial class LoopbackDiscord
{
    private readonly HashSet<string> _acknowledged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _originals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _interactions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _nonces = new(StringComparer.Ordinal);
    private JsonArray _commands = [];

    /// <summary>The flag of a message that one person alone sees.</summary>
    public const int Ephemeral = 64;

    /// <summary>Sessions that may still be begun, as <c>gateway/bot</c> says.</summary>
    public int SessionsLeft { get; set; } = 1000;

    /// <summary>Tokens of interactions that are over.</summary>
    public ICollection<string> DeadTokens { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>A message as it stands now; null when there is none.</summary>
    public JsonObject? Message(string id)
    {
        lock (_lock)
        {
            return _messages.GetValueOrDefault(id)?.DeepClone() as JsonObject;
        }
    }

    /// <summary>All messages, oldest first.</summary>
    public IReadOnlyList<JsonObject> Messages
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (JsonObject)pair.Value.DeepClone())];
            }
        }
    }

    /// <summary>The endpoint answered "working on it" to a posted interaction.</summary>
    public void AcknowledgeInAnswer(string token)
    {
        lock (_lock)
        {
            _acknowledged.Add(token);
            _originals[token] = NewMessage(Channel, null)["id"]!.GetValue<string>();
        }
    }

    private async Task ServeRestAsync(HttpListenerContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(buffer, _stop.Token);
        var (body, files) = DiscordForm.Read(context.Request.ContentType, buffer.ToArray());
        var parts = context.Request.Url!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(Uri.UnescapeDataString).ToArray();
        var name = Name(context.Request.HttpMethod, parts);
        DiscordCall Call(int status) => new(name, context.Request.RawUrl!, status, body, [.. files.Select(file => file.Name)], context.Request.UserAgent);
        if (_faults.TryGetValue(name, out var waiting) && waiting.TryDequeue(out var fault))
        {
            await FailAsync(context, fault, Call, () => Answer(context, name, parts, body, files));
            return;
        }

        var (status, answer) = Answer(context, name, parts, body, files);
        context.Response.Headers["X-RateLimit-Bucket"] = "bucket-" + name.Replace(' ', '-');
        context.Response.Headers["X-RateLimit-Limit"] = "1000";
        context.Response.Headers["X-RateLimit-Remaining"] = "999";
        context.Response.Headers["X-RateLimit-Reset-After"] = "0.250";
        Record(Call(status));
        await WriteAsync(context.Response, status, answer);
    }

    private async Task FailAsync(HttpListenerContext context, DiscordFault fault, Func<int, DiscordCall> call, Func<(int Status, JsonNode? Body)> answer)
    {
        var response = context.Response;
        switch (fault)
        {
            case DiscordFault.RateLimited or DiscordFault.RateLimitedGlobally:
                var isGlobal = fault == DiscordFault.RateLimitedGlobally;
                response.Headers["Retry-After"] = "1";
                response.Headers["X-RateLimit-Scope"] = isGlobal ? "global" : "user";
                if (isGlobal)
                {
                    response.Headers["X-RateLimit-Global"] = "true";
                }

                Record(call(429));
                await WriteAsync(response, 429, new JsonObject { ["message"] = "You are being rate limited.", ["retry_after"] = 0.02, ["global"] = isGlobal });
                break;
            case DiscordFault.ServerError:
                Record(call(500));
                await WriteAsync(response, 500, new JsonObject { ["code"] = 0, ["message"] = "500: Internal Server Error" });
                break;
            case DiscordFault.Unauthorized:
                Record(call(401));
                await WriteAsync(response, 401, Error(0, "401: Unauthorized"));
                break;
            case DiscordFault.Blocked:
                Record(call(403));
                response.StatusCode = 403;
                response.ContentType = "text/html";
                response.Close("<html>blocked</html>"u8.ToArray(), willBlock: false);
                break;
            case DiscordFault.AnswerLost:
                Record(call(answer().Status));
                await BreakOffAsync(response);
                break;
            case DiscordFault.Broken:
                Record(call(0));
                await BreakOffAsync(response);
                break;
            case DiscordFault.Silent:
                Record(call(0));
                await Task.Delay(Timeout.Infinite, _stop.Token);
                break;
            default:
                throw new InvalidOperationException($"no such fault: {fault}");
        }
    }

    // An answer that was not begun would end as an empty one.
    private static async Task BreakOffAsync(HttpListenerResponse response)
    {
        response.ContentLength64 = 1000;
        await response.OutputStream.WriteAsync("{"u8.ToArray());
        await response.OutputStream.FlushAsync();
        response.Abort();
    }

    private static string Name(string method, string[] parts) => (method, parts) switch
    {
        ("GET", ["gateway", "bot"]) => "gateway",
        ("GET", ["applications", "@me"] or ["oauth2", "applications", "@me"]) => "application",
        ("GET", ["users", "@me"]) => "user",
        ("GET", ["applications", _, "commands"] or ["applications", _, "guilds", _, "commands"]) => "get commands",
        ("PUT", ["applications", _, "commands"] or ["applications", _, "guilds", _, "commands"]) => "set commands",
        ("POST", ["interactions", _, _, "callback"]) => "callback",
        ("PATCH", ["webhooks", _, _, "messages", "@original"]) => "edit original",
        ("PATCH", ["webhooks", _, _, "messages", _]) => "edit followup",
        ("POST", ["webhooks", _, _]) => "followup",
        ("POST", ["channels", _, "messages"]) => "post",
        ("GET", ["channels", _, "messages"]) => "list",
        ("PATCH", ["channels", _, "messages", _]) => "edit",
        _ => "unknown",
    };

    private (int Status, JsonNode? Body) Answer(HttpListenerContext context, string name, string[] parts, JsonNode? body, IReadOnlyList<DiscordSentFile> files)
    {
        var isBot = context.Request.Headers["Authorization"] == "Bot " + BotToken;
        if (name is not ("callback" or "edit original" or "edit followup" or "followup") && !isBot)
        {
            return (401, Error(0, "401: Unauthorized"));
        }

        if (context.Request.UserAgent?.StartsWith("DiscordBot (", StringComparison.Ordinal) != true)
        {
            return (403, Error(40333, "internal network error"));
        }

        if (FindFileProblem(files) is { } problem)
        {
            return problem;
        }

        lock (_lock)
        {
            var (status, answer) = Do(name, parts, body, asked => context.Request.QueryString[asked] == "true");
            Keep(answer, files);
            return (status, answer);
        }
    }

    private (int Status, JsonNode? Body) Do(string name, string[] parts, JsonNode? body, Func<string, bool> wants) => name switch
    {
        "gateway" => (200, GatewayInfo()),
        "application" => (200, new JsonObject { ["id"] = Application, ["name"] = "DockerScan", ["flags"] = 0 }),
        "user" => (200, BotUser()),
        "get commands" => (200, Commands(wants("with_localizations"))),
        "set commands" => SetCommands(body),
        "callback" => Acknowledge(parts[1], parts[2], body, wants("with_response")),
        "edit original" => WithToken(parts[2], () => _originals.TryGetValue(parts[2], out var id) ? Edit(id, body) : (404, Error(10008, "Unknown Message"))),
        "edit followup" => WithToken(parts[2], () => Edit(parts[4], body)),
        "followup" => WithToken(parts[2], () => Post(Channel, body)),
        "post" => Post(parts[1], body),
        "list" => List(parts[1]),
        "edit" => Edit(parts[3], body),
        _ => (404, Error(0, "404: Not Found")),
    };

    private JsonObject GatewayInfo() => new()
    {
        ["url"] = string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{Port}/gateway"),
        ["shards"] = 1,
        ["session_start_limit"] = new JsonObject { ["total"] = 1000, ["remaining"] = SessionsLeft, ["reset_after"] = 3_600_000, ["max_concurrency"] = 1 },
    };

    private (int Status, JsonNode? Body) SetCommands(JsonNode? body)
    {
        if (body is not JsonArray commands || commands.Any(command => command?["name"]?.GetValue<string>() is not { Length: > 0 and <= 32 } || command["description"]?.GetValue<string>() is not { Length: > 0 and <= 100 }))
        {
            return (400, Error(50035, "Invalid Form Body"));
        }

        _commands = [.. commands.Select(command => Registered((JsonObject)command!.DeepClone()))];
        return (200, _commands.DeepClone());
    }

    // Without being asked, Discord leaves the other languages out.
    private JsonArray Commands(bool withLocalizations)
    {
        var commands = _commands.DeepClone().AsArray();
        foreach (var described in withLocalizations ? [] : commands.OfType<JsonObject>().SelectMany(command => (command["options"] as JsonArray ?? []).OfType<JsonObject>().Append(command)))
        {
            described.Remove("description_localizations");
        }

        return commands;
    }

    // As Discord gives it back: with fields of its own, and without what is the default.
    private JsonObject Registered(JsonObject command)
    {
        (command["id"], command["application_id"], command["version"], command["nsfw"]) = (NextId(), Application, NextId(), false);
        foreach (var option in (command["options"] as JsonArray ?? []).OfType<JsonObject>().Where(option => option["required"]?.GetValue<bool>() == false))
        {
            option.Remove("required");
        }

        return command;
    }

    private (int Status, JsonNode? Body) Acknowledge(string id, string token, JsonNode? body, bool withResponse)
    {
        if (!_interactions.TryGetValue(id, out var known) || known != token || DeadTokens.Contains(token))
        {
            return (404, Error(10062, "Unknown interaction"));
        }

        // 4 is a message and has to be one; 5 only says that one will come.
        if (body?["type"]?.GetValue<int>() == 4 && DiscordRules.FindFault(body["data"]) is { } fault)
        {
            return (400, Error(50035, $"Invalid Form Body: {fault}"));
        }

        if (!_acknowledged.Add(token))
        {
            return (400, Error(40060, "Interaction has already been acknowledged."));
        }

        var message = NewMessage(Channel, body?["data"] as JsonObject);
        // Whether one person alone sees it is settled here, and no edit changes it.
        message["flags"] = (body?["data"]?["flags"]?.GetValue<int>() ?? 0) & Ephemeral;
        _originals[token] = message["id"]!.GetValue<string>();
        return withResponse
            ? (200, new JsonObject { ["interaction"] = new JsonObject { ["id"] = id, ["type"] = 2 }, ["resource"] = new JsonObject { ["type"] = 5, ["message"] = message.DeepClone() } })
            : (204, null);
    }

    private (int Status, JsonNode? Body) WithToken(string token, Func<(int Status, JsonNode? Body)> answer)
        => DeadTokens.Contains(token) ? (401, Error(50027, "Invalid Webhook Token"))
            : _acknowledged.Contains(token) ? answer()
            : (404, Error(10015, "Unknown Webhook"));

    /// <summary>False takes the permission to read a channel's history.</summary>
    public bool MayReadHistory { get; set; } = true;

    /// <summary>More than five minutes pass by its clock: it makes a second message of a nonce that it knew.</summary>
    public void ForgetNonces()
    {
        lock (_lock)
        {
            _nonces.Clear();
        }
    }

    private (int Status, JsonNode? Body) List(string channel)
        => channel != Channel ? (404, Error(10003, "Unknown Channel"))
            : !MayReadHistory ? (403, Error(50013, "Missing Permissions"))
            : (200, new JsonArray([.. _messages.OrderByDescending(pair => pair.Key, StringComparer.Ordinal).Take(50).Select(pair => pair.Value.DeepClone())]));

    private (int Status, JsonNode? Body) Post(string channel, JsonNode? body)
    {
        if (channel != Channel)
        {
            return (404, Error(10003, "Unknown Channel"));
        }

        if (DiscordRules.FindFault(body) is { } fault)
        {
            return (400, Error(50035, $"Invalid Form Body: {fault}"));
        }

        var nonce = body?["enforce_nonce"]?.GetValue<bool>() == true ? body["nonce"]?.GetValue<string>() : null;
        if (nonce is not null && _nonces.TryGetValue(nonce, out var earlier))
        {
            return (200, _messages[earlier].DeepClone());
        }

        var message = NewMessage(channel, body as JsonObject);
        if (nonce is not null)
        {
            _nonces[nonce] = message["id"]!.GetValue<string>();
        }

        return (200, message.DeepClone());
    }

    private (int Status, JsonNode? Body) Edit(string id, JsonNode? body)
    {
        if (!_messages.TryGetValue(id, out var message))
        {
            return (404, Error(10008, "Unknown Message"));
        }

        if (DiscordRules.FindFault(body) is { } fault)
        {
            return (400, Error(50035, $"Invalid Form Body: {fault}"));
        }

        Fill(message, body as JsonObject);
        return (200, message.DeepClone());
    }

    private JsonObject NewMessage(string channel, JsonObject? body)
    {
        var message = new JsonObject
        {
            ["id"] = NextId(), ["channel_id"] = channel, ["type"] = 0, ["author"] = BotUser(), ["content"] = string.Empty,
            ["timestamp"] = "2026-01-01T00:00:00.000000+00:00", ["edited_timestamp"] = null, ["tts"] = false, ["mention_everyone"] = false,
            ["mentions"] = new JsonArray(), ["mention_roles"] = new JsonArray(), ["attachments"] = new JsonArray(), ["embeds"] = new JsonArray(),
            ["components"] = new JsonArray(), ["pinned"] = false, ["flags"] = 0,
        };
        Fill(message, body);
        _messages[message["id"]!.GetValue<string>()] = message;
        return message;
    }

    private static void Fill(JsonObject message, JsonObject? body)
    {
        foreach (var name in (string[])["content", "embeds", "components", "message_reference"])
        {
            if (body is not null && body.TryGetPropertyValue(name, out var value))
            {
                message[name] = value?.DeepClone();
            }
        }
    }

    private static JsonObject BotUser() => new()
    {
        ["id"] = Bot, ["username"] = "dockerscan", ["discriminator"] = "0", ["global_name"] = null, ["avatar"] = null, ["bot"] = true,
    };

    private static JsonObject Error(int code, string message) => new() { ["code"] = code, ["message"] = message };
}
