namespace DockerScan.Scanners.Autorun;

/// <summary>A command line that the engine starts by itself.</summary>
/// <param name="Origin"><c>ENTRYPOINT</c>, <c>CMD</c>, <c>HEALTHCHECK</c> or <c>ONBUILD</c>.</param>
/// <param name="Words">Its words in exec form.</param>
internal sealed record StartPoint(string Origin, IReadOnlyList<string> Words);
