using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace DockerScan.TestKit.Slack;

/// <content>Files: an address is asked for, the bytes go there, and then the file is put into a channel.</content>
public sealed partial class LoopbackSlack
{
    private readonly Dictionary<string, Offer> _offers = new(StringComparer.Ordinal);
    private readonly List<SlackFile> _files = [];

    /// <summary>False: the app was installed without the scope <c>files:write</c>.</summary>
    public bool MaySendFiles { get; set; } = true;

    /// <summary>All files, oldest first.</summary>
    public IReadOnlyList<SlackFile> Files
    {
        get
        {
            lock (_lock)
            {
                return [.. _files];
            }
        }
    }

    private async Task TakeFileAsync(HttpListenerContext context, string path, byte[] body)
    {
        // Bytes, or a form with them: Slack takes both, and its own client sends the form.
        body = FormParts.Read(context.Request.ContentType, body) is [.., var file] ? file.Content : body;
        // The address is the secret, so a token has no business here. Slack's own client sends it all the same, and is served.
        var content = new JsonObject { ["content"] = Encoding.UTF8.GetString(body), ["path"] = path, ["hasToken"] = context.Request.Headers["Authorization"] is not null };
        var isTaken = false;
        Change(() =>
        {
            isTaken = _offers.TryGetValue(path["/upload/".Length..], out var offer) && offer.Length == body.Length;
            if (isTaken)
            {
                offer!.Content = Encoding.UTF8.GetString(body);
            }

            _calls.Add(new SlackCallRecord("upload", content, new JsonObject { ["ok"] = isTaken }));
        });
        await WriteAsync(context, isTaken ? 200 : 400, "text/plain", isTaken ? $"OK - {Number(body.Length)}" : "no such upload, or not as long as was said");
    }

    private JsonObject OfferUpload(JsonObject arguments, HttpListenerRequest request)
    {
        if (!MaySendFiles)
        {
            return ScopeMissing();
        }

        // Form-only: JSON is not read as arguments.
        var isForm = request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) == true;
        if (!isForm || arguments["filename"]?.ToString() is not { Length: > 0 } name || !int.TryParse(arguments["length"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length == 0)
        {
            return Problem("missing_argument");
        }

        var id = Next();
        _offers[id] = new Offer(name, length);
        return new JsonObject { ["ok"] = true, ["upload_url"] = $"http://127.0.0.1:{Number(Port)}/upload/{id}", ["file_id"] = $"F{id}" };
    }

    private JsonObject CompleteUpload(JsonObject arguments)
    {
        if (!MaySendFiles)
        {
            return ScopeMissing();
        }

        var ids = (arguments["files"] as JsonArray ?? []).Select(file => file?["id"]?.ToString().TrimStart('F') ?? string.Empty).ToList();
        var thread = arguments["thread_ts"]?.ToString();
        if (ids.Count == 0 || ids.Exists(id => !_offers.TryGetValue(id, out var offer) || offer.Content is null))
        {
            return Problem("file_not_found");
        }

        if (arguments["channel_id"]?.ToString() is not { Length: > 0 } channel || (thread is not null && !_messages.ContainsKey(thread)))
        {
            return Problem("channel_not_found");
        }

        _files.AddRange(ids.Select(id => new SlackFile(_offers[id].Name, channel, thread, _offers[id].Content!)));
        return new JsonObject { ["ok"] = true, ["files"] = arguments["files"]!.DeepClone() };
    }

    private static JsonObject ScopeMissing() => new() { ["ok"] = false, ["error"] = "missing_scope", ["needed"] = "files:write", ["provided"] = "app_mentions:read,chat:write,commands" };

    private sealed class Offer(string name, int length)
    {
        public string Name => name;

        public int Length => length;

        public string? Content { get; set; }
    }
}
