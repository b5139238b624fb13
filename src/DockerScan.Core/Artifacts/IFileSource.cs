namespace DockerScan.Core.Artifacts;

/// <summary>Files at addresses that an operator's settings name.</summary>
public interface IFileSource
{
    /// <summary>
    /// Fetches one into memory: over TLS, from public addresses, a few redirects at most, each held to the same; else only what
    /// <c>Registry:InsecureRegistries</c> lists with its port. Expected failures are results.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="maxBytes">The largest file that is taken.</param>
    /// <param name="cancellationToken">Stops it; five minutes are its limit.</param>
    Task<Result<FetchedFile>> FetchAsync(Uri address, int maxBytes, CancellationToken cancellationToken);
}

/// <summary>A file that was fetched.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Sha256">Their hash, lower-case hex.</param>
public sealed record FetchedFile(byte[] Content, string Sha256);
