using System.Net.Http.Headers;

namespace WatchBench;

/// <summary>A repository of a real registry: its manifests under other tags, and what the registry's log says it was asked for.</summary>
internal sealed class WatchedRepository(string host, string log) : IDisposable
{
    private const string Path = "bench/watched";
    private static readonly string[] Types = ["application/vnd.docker.distribution.manifest.v2+json", "application/vnd.oci.image.manifest.v1+json"];
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://{host}/v2/{Path}/manifests/") };

    /// <summary>As people name it.</summary>
    public string Name => $"{host}/{Path}";

    /// <summary>Puts the manifest of one tag under others.</summary>
    public async Task CopyAsync(string from, IEnumerable<string> to)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, from);
        foreach (var type in Types)
        {
            question.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        }

        using var answer = (await _http.SendAsync(question)).EnsureSuccessStatusCode();
        var manifest = await answer.Content.ReadAsByteArrayAsync();
        foreach (var tag in to)
        {
            using var body = new ByteArrayContent(manifest);
            body.Headers.ContentType = answer.Content.Headers.ContentType;
            using var put = (await _http.PutAsync(tag, body)).EnsureSuccessStatusCode();
        }
    }

    /// <summary>How many manifests were asked for until now, by the log of the registry.</summary>
    public (int Heads, int Gets) Asked()
    {
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var lines = reader.ReadToEnd().Split('\n');
        return (lines.Count(line => line.Contains($"\"HEAD /v2/{Path}/manifests/", StringComparison.Ordinal)), lines.Count(line => line.Contains($"\"GET /v2/{Path}/manifests/", StringComparison.Ordinal)));
    }

    public void Dispose() => _http.Dispose();
}
