using System.Net;
using System.Text.Json.Nodes;

namespace DockerScan.TestKit.Discord;

/// <content>Orders for clients in other languages.</content>
public sealed partial class LoopbackDiscord
{
    private async Task ControlAsync(HttpListenerContext context, string what)
    {
        using var buffer = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(buffer, _stop.Token);
        var body = buffer.Length > 0 ? JsonNode.Parse(buffer.ToArray()) : null;
        var answer = new JsonObject();
        switch (what)
        {
            case "command":
                answer["token"] = await SendCommandAsync(Text(body, "name"), body?["options"]?.DeepClone() as JsonArray ?? []);
                break;
            case "press":
                answer["token"] = await PressAsync(Text(body, "customId"));
                break;
            case "write":
                answer["id"] = await WriteAsync(Text(body, "content"));
                break;
            case "drop":
                DropConnections();
                break;
            case "reconnect":
                await SendFrameAsync(new JsonObject { ["op"] = 7, ["d"] = null });
                break;
            case "refuse-resume":
                RefusesResume = true;
                break;
            case "fail":
                Fail(Text(body, "name"), Enum.Parse<DiscordFault>(Text(body, "fault")));
                break;
            case "state":
                answer = State();
                break;
            default:
                await WriteAsync(context.Response, 404, Error(0, "no such order"));
                return;
        }

        await WriteAsync(context.Response, 200, answer);
    }

    private JsonObject State()
    {
        lock (_lock)
        {
            return new JsonObject
            {
                ["identified"] = Identified, ["resumed"] = Resumed, ["heartbeats"] = Heartbeats,
                ["calls"] = new JsonArray([.. _calls.Select(call => new JsonObject { ["name"] = call.Name, ["status"] = call.Status })]),
                ["messages"] = new JsonArray([.. _messages.Values.Select(message => message.DeepClone())]),
            };
        }
    }

    private static string Text(JsonNode? body, string name) => body?[name]?.GetValue<string>() ?? throw new IOException($"{name} is missing");
}
