using System.Text;

namespace DockerScan.Conversation.Http;

/// <summary>The answer of an endpoint.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Body">The body; may be empty.</param>
public sealed record ChatHttpResponse(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>An empty 200.</summary>
    public static ChatHttpResponse Empty { get; } = Text(200, string.Empty);

    public static ChatHttpResponse Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public static ChatHttpResponse Json(string json) => new(200, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(json));
}
