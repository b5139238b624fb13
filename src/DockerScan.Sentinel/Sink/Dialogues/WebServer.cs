using System.Text;

namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>The web server behind every address: it has everything, and everything is a comment.</summary>
internal static class WebServer
{
    // Harmless as text, as a page and as a shell script that a dropper runs.
    private const string Page = "# ok\n";

    public static HttpReply Respond(HttpRequest request)
    {
        if (request.Body.Length > 0 && request.Body[0] == (byte)'{' && JsonRpc.Answer(Encoding.UTF8.GetString(request.Body)) is { } answer)
        {
            return HttpReply.Json(answer);
        }

        return new HttpReply(200, "OK", "text/html", Page);
    }
}
