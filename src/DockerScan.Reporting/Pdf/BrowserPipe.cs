using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DockerScan.Reporting.Pdf;

/// <summary>The browser's protocol over its pipe: JSON objects, each ended by a zero byte. One question at a time.</summary>
/// <remarks>Chrome DevTools Protocol: https://chromedevtools.github.io/devtools-protocol/</remarks>
/// <param name="input">To the browser.</param>
/// <param name="output">From it.</param>
/// <param name="maxBytes">The most that is taken from it in all: whatever it shows, it fills no memory.</param>
internal sealed class BrowserPipe(Stream input, Stream output, long maxBytes)
{
    private readonly ArrayBufferWriter<byte> _rest = new();
    private long _taken;
    private int _last;

    /// <summary>Asks, and waits for the answer; what it tells unasked is passed over.</summary>
    /// <exception cref="IOException">It ended, said no, or said too much.</exception>
    /// <exception cref="JsonException">It speaks something else.</exception>
    public async Task<JsonObject> AskAsync(string method, JsonObject parameters, string? session, CancellationToken cancellationToken)
    {
        var id = ++_last;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        await input.WriteAsync((byte[])[.. Encoding.UTF8.GetBytes(message.ToJsonString()), 0], cancellationToken);
        await input.FlushAsync(cancellationToken);
        while (true)
        {
            var said = await ReadAsync(cancellationToken);
            if ((int?)said["id"] == id)
            {
                return said["result"] as JsonObject ?? throw new IOException($"{method}: {(string?)said["error"]?["message"]}");
            }
        }
    }

    private async Task<JsonObject> ReadAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        while (true)
        {
            var end = _rest.WrittenSpan[searched..].IndexOf((byte)0);
            if (end >= 0)
            {
                return Take(searched + end);
            }

            searched = _rest.WrittenCount;
            var got = await output.ReadAsync(_rest.GetMemory(64 * 1024), cancellationToken);
            if (got == 0)
            {
                throw new IOException("the browser ended");
            }

            _rest.Advance(got);
            if ((_taken += got) > maxBytes)
            {
                throw new IOException($"the browser sent more than {maxBytes} bytes");
            }
        }
    }

    private JsonObject Take(int length)
    {
        var said = JsonNode.Parse(_rest.WrittenSpan[..length]) as JsonObject ?? throw new JsonException("not an object");
        var left = _rest.WrittenSpan[(length + 1)..].ToArray();
        _rest.ResetWrittenCount();
        _rest.Write(left);
        return said;
    }
}
