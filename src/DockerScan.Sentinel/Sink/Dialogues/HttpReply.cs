using System.Globalization;
using System.Text;

namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>An answer to a <see cref="HttpRequest"/>.</summary>
internal sealed record HttpReply(int Status, string Reason, string ContentType, string Body)
{
    // What comes behind it is no body.
    private const int SwitchingProtocols = 101;

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static HttpReply Text(string body) => new(200, "OK", "text/plain", body);

    public static HttpReply Json(string body) => new(200, "OK", "application/json", body);

    public byte[] ToBytes(bool withBody, bool close)
    {
        var body = Encoding.UTF8.GetBytes(Body);
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} {Reason}\r\n");
        if (Status != SwitchingProtocols)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {ContentType}\r\nContent-Length: {body.Length}\r\n");
        }

        foreach (var (name, value) in Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append(close ? "Connection: close\r\n\r\n" : "\r\n");
        return withBody ? [.. Encoding.ASCII.GetBytes(head.ToString()), .. body] : Encoding.ASCII.GetBytes(head.ToString());
    }
}

/// <summary>A request, with the head of its body.</summary>
internal sealed record HttpRequest(string Method, string Path, string Version, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
