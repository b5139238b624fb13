using System.Net.Http.Headers;

namespace DockerScan.Registry.Http;

/// <summary>A request, as data, so that it can be repeated and redirected.</summary>
internal sealed record RegistryRequest(HttpMethod Method, Uri Url)
{
    /// <summary>The registry on whose word the request is made: what may be spoken to without TLS or at a private address depends on it.</summary>
    public required Uri Origin { get; init; }

    /// <summary>Sent to the URL's own host only, never along a redirect to another.</summary>
    public AuthenticationHeaderValue? Authorization { get; init; }

    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>Form fields of a POST.</summary>
    public IReadOnlyDictionary<string, string>? Form { get; init; }

    /// <summary>The largest body that is read into memory.</summary>
    public required int MaxBytes { get; init; }

    /// <summary>Where the body of a success goes instead, from its beginning: a file, which can be longer; null for memory.</summary>
    public Stream? Destination { get; init; }

    /// <summary>The longest body that goes there.</summary>
    public long MaxLength { get; init; }

    /// <summary>How long it may take, body included; null for the usual limit.</summary>
    public TimeSpan? Limit { get; init; }
}
