using DockerScan.Core.Scans;

namespace DockerScan.Engine.Accepting;

/// <summary>Stored results as they stand now, for whoever shows one or decides by it.</summary>
public interface IResultReader
{
    /// <summary>
    /// A result with the acceptances that hold now. Where they cannot be read none is honoured, and the result says so: a verdict is never
    /// better than what is known.
    /// </summary>
    /// <param name="result">The result as it is stored; null stays null.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<ScanResult?> ReadAsync(ScanResult? result, CancellationToken cancellationToken);
}
