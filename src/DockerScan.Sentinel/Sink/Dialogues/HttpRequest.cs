namespace DockerScan.Sentinel.Sink.Dialogues;

/// <summary>A request, with the head of its body.</summary>
internal sealed record HttpRequest(string Method, string Path, string Version, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
