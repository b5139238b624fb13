using DockerScan.Sentinel.Sink.Dialogues;
using Recognized = DockerScan.Sentinel.Recognition.Recognition;

namespace DockerScan.Sentinel.Metadata;

/// <summary>HTTP with the metadata service, which remembers the last request for the connection's event.</summary>
internal sealed class MetadataDialogue : Dialogue
{
    private readonly HttpDialogue _http;
    private Recognized? _seen;
    private bool _hasNews;

    public MetadataDialogue(MetadataService service) => _http = new HttpDialogue(request =>
    {
        Note(request);
        return service.Respond(request);
    });

    public override Recognized? Seen
    {
        get
        {
            _hasNews = false;
            return _seen;
        }
    }

    public override bool HasNews => _hasNews;

    public override bool HasForeignLines => true;

    public override byte[] Answer(ReadOnlySpan<byte> bytes)
    {
        var answer = _http.Answer(bytes);
        Close = _http.Close;
        return answer;
    }

    private void Note(HttpRequest request)
    {
        var provider = MetadataService.Provider(request);
        var question = request.Path.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? request.Path : request.Path[..question];
        _hasNews = true;
        _seen = new Recognized
        {
            Application = "metadata",
            Domain = request.Header("Host") is { } host && MetadataService.IsName(host) ? host : null,
            Summary = $"Cloud metadata ({provider}): {request.Method} {path}",
            Details = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["provider"] = provider, ["path"] = path, ["method"] = request.Method, ["agent"] = request.Header("User-Agent") ?? string.Empty,
            },
        };
    }
}
