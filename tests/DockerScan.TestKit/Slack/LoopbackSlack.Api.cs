using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace DockerScan.TestKit.Slack;

/// <content>The Web API.</content>
public sealed partial class LoopbackSlack
{
    private async Task AnswerAsync(HttpListenerContext context, string path, byte[] body)
    {
        if (path.StartsWith("/control/", StringComparison.Ordinal))
        {
            await ControlAsync(context, path["/control/".Length..], Arguments(context.Request, body));
            return;
        }

        if (path.StartsWith("/upload/", StringComparison.Ordinal))
        {
            await TakeFileAsync(context, path, body);
            return;
        }

        if (path.StartsWith("/respond/", StringComparison.Ordinal))
        {
            var answer = Arguments(context.Request, body);
            var problem = SlackRules.FindProblem(answer["blocks"] as JsonArray);
            Change(() => _calls.Add(new SlackCallRecord("response_url", answer, new JsonObject { ["ok"] = problem is null })));
            await WriteAsync(context, problem is null ? 200 : 400, "text/plain", problem ?? "ok");
            return;
        }

        await CallAsync(context, path.Replace("/api/", string.Empty, StringComparison.Ordinal), Arguments(context.Request, body));
    }

    private async Task CallAsync(HttpListenerContext context, string method, JsonObject arguments)
    {
        var fault = _faults.TryGetValue(method, out var waiting) && waiting.TryDequeue(out var next) ? next : null;
        if (fault?.Until is { } until)
        {
            await until;
        }

        if (fault?.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers["Retry-After"] = Number(seconds);
        }

        context.Response.Headers["X-OAuth-Scopes"] = string.Join(',', Scopes);
        JsonObject answer = [];
        Change(() =>
        {
            answer = fault is { Error: not null } or { Status: >= 400 }
                ? Problem(fault.Error ?? "server_error")
                : Authorised(context.Request, method) ?? Do(method, arguments, context.Request);
            _calls.Add(new SlackCallRecord(method, arguments, answer));
        });
        if (fault?.IsAnswerLost == true)
        {
            // Taken, and nobody hears of it. An answer that was not begun would end as an empty one.
            context.Response.ContentLength64 = 1000;
            await context.Response.OutputStream.WriteAsync("{"u8.ToArray());
            await context.Response.OutputStream.FlushAsync();
            context.Response.Abort();
            return;
        }

        await WriteAsync(context, fault?.Status ?? 200, "application/json; charset=utf-8", answer.ToJsonString());
    }

    private static JsonObject Problem(string error) => new() { ["ok"] = false, ["error"] = error };

    private static JsonObject? Authorised(HttpListenerRequest request, string method)
    {
        var expected = method == "apps.connections.open" ? AppToken : BotToken;
        return request.Headers["Authorization"] switch
        {
            null => Problem("not_authed"),
            var sent when sent == "Bearer " + expected => null,
            _ => Problem("invalid_auth"),
        };
    }

    private JsonObject Do(string method, JsonObject arguments, HttpListenerRequest request) => method switch
    {
        "auth.test" => new JsonObject { ["ok"] = true, ["team"] = "Loopback", ["team_id"] = Team, ["user"] = "dockerscan", ["user_id"] = BotUser, ["bot_id"] = "B0BOT" },
        "apps.connections.open" => new JsonObject { ["ok"] = true, ["url"] = $"ws://127.0.0.1:{Number(Port)}/link?ticket={Next()}" },
        "chat.postMessage" => Post(arguments),
        "chat.update" => Update(arguments),
        "chat.postEphemeral" => FindProblem(arguments) ?? new JsonObject { ["ok"] = true, ["message_ts"] = Timestamp() },
        "files.getUploadURLExternal" => OfferUpload(arguments, request),
        "files.completeUploadExternal" => CompleteUpload(arguments),
        "conversations.history" => History(arguments, thread: null),
        "conversations.replies" => History(arguments, arguments["ts"]?.ToString()),
        _ => Problem("unknown_method"),
    };

    private JsonObject Post(JsonObject arguments)
    {
        if (FindProblem(arguments) is { } problem)
        {
            return problem;
        }

        var timestamp = Timestamp();
        _messages[timestamp] = (JsonObject)arguments.DeepClone();
        return new JsonObject { ["ok"] = true, ["channel"] = arguments["channel"]!.ToString(), ["ts"] = timestamp, ["message"] = new JsonObject { ["ts"] = timestamp, ["text"] = arguments["text"]?.ToString() } };
    }

    private JsonObject Update(JsonObject arguments)
    {
        if (FindProblem(arguments) is { } problem)
        {
            return problem;
        }

        var timestamp = arguments["ts"]?.ToString() ?? string.Empty;
        if (!_messages.ContainsKey(timestamp))
        {
            return Problem("message_not_found");
        }

        // What the edit does not name stays: metadata above all.
        var edited = (JsonObject)arguments.DeepClone();
        foreach (var name in (string[])["metadata", "thread_ts"])
        {
            if (edited[name] is null && _messages[timestamp][name] is { } kept)
            {
                edited[name] = kept.DeepClone();
            }
        }

        _messages[timestamp] = edited;
        return new JsonObject { ["ok"] = true, ["channel"] = arguments["channel"]!.ToString(), ["ts"] = timestamp, ["text"] = arguments["text"]?.ToString() };
    }

    // https://docs.slack.dev/reference/methods/conversations.history: the newest first; metadata comes when it is asked for.
    private JsonObject History(JsonObject arguments, string? thread)
    {
        if (!Scopes.Contains("channels:history"))
        {
            return new JsonObject { ["ok"] = false, ["error"] = "missing_scope", ["needed"] = "channels:history", ["provided"] = string.Join(',', Scopes) };
        }

        var isWhole = arguments["include_all_metadata"]?.ToString() == "true";
        var messages = _messages.Where(pair => pair.Value["channel"]?.ToString() == arguments["channel"]?.ToString()
                && (thread is null ? pair.Value["thread_ts"] is null : pair.Key == thread || pair.Value["thread_ts"]?.ToString() == thread))
            .OrderByDescending(pair => pair.Key, StringComparer.Ordinal).Take(int.TryParse(arguments["limit"]?.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var limit) ? limit : 100)
            .Select(pair => (JsonNode)new JsonObject
            {
                ["type"] = "message", ["ts"] = pair.Key, ["bot_id"] = "B0BOT", ["text"] = pair.Value["text"]?.ToString(), ["metadata"] = isWhole ? pair.Value["metadata"]?.DeepClone() : null,
            });
        return new JsonObject { ["ok"] = true, ["messages"] = new JsonArray([.. messages]), ["has_more"] = false };
    }

    private static JsonObject? FindProblem(JsonObject arguments)
    {
        if (arguments["channel"] is null)
        {
            return Problem("channel_not_found");
        }

        if (arguments["text"] is null && arguments["blocks"] is null)
        {
            return Problem("no_text");
        }

        var problem = arguments["text"]?.ToString().Length > 4000 ? "msg_too_long" : SlackRules.FindProblem(arguments["blocks"] as JsonArray);
        return problem is null ? null : Problem(problem);
    }

    private string Timestamp() => $"1700000000.{Interlocked.Increment(ref _number).ToString("000000", System.Globalization.CultureInfo.InvariantCulture)}";

    // Slack's own clients send forms with JSON in their fields; ours sends JSON.
    private static JsonObject Arguments(HttpListenerRequest request, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true)
        {
            return JsonNode.Parse(text) as JsonObject ?? [];
        }

        var arguments = new JsonObject();
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)))
        {
            var value = WebUtility.UrlDecode(pair.ElementAtOrDefault(1) ?? string.Empty);
            arguments[WebUtility.UrlDecode(pair[0])] = value.StartsWith('[') ? JsonNode.Parse(value) : value;
        }

        return arguments;
    }

    /// <summary>For clients in other languages: the same faults over HTTP.</summary>
    private async Task ControlAsync(HttpListenerContext context, string what, JsonObject arguments)
    {
        var answer = new JsonObject { ["ok"] = true };
        switch (what)
        {
            case "command":
                answer["acknowledgement"] = (await SendCommandAsync(arguments["command"]!.ToString(), arguments["text"]!.ToString(), _stop.Token)).DeepClone();
                break;
            case "disconnect":
                await DisconnectAsync(arguments["reason"]!.ToString(), close: true, _stop.Token);
                break;
            case "drop":
                Drop();
                break;
            case "files":
                MaySendFiles = arguments["allowed"]!.GetValue<bool>();
                break;
            case "fail":
                Fail(arguments["method"]!.ToString(), SlackFault.RateLimited(1));
                break;
            case "state":
                answer["connections"] = Connections;
                answer["ever"] = EverConnected;
                answer["files"] = new JsonArray([.. Files.Select(file => (JsonNode)new JsonObject { ["name"] = file.Name, ["channel"] = file.Channel, ["thread"] = file.Thread, ["content"] = file.Content })]);
                answer["calls"] = new JsonArray([.. Calls.Select(call => (JsonNode)call.Method)]);
                break;
            default:
                answer["ok"] = false;
                break;
        }

        await WriteAsync(context, 200, "application/json", answer.ToJsonString());
    }
}
