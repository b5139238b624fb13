using DockerScan.Core.Scans;

namespace DockerScan.Engine.Reputations;

/// <summary>Is told of results that changed after their scan. It may be told twice of the same change after a crash.</summary>
public interface IAmendmentListener
{
    /// <summary>A result was amended, and is stored so.</summary>
    /// <param name="before">As it was.</param>
    /// <param name="after">As it is.</param>
    /// <param name="cancellationToken">Stops the telling.</param>
    Task AmendedAsync(ScanResult before, ScanResult after, CancellationToken cancellationToken);
}
