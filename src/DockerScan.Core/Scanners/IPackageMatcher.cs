using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Scanners;

/// <summary>
/// Says what is known today against the packages of an image that was scanned before, without the image: it may be gone. Only
/// what was proven for that image is answered; for any other, and where no server is, a scan says it (the command alone cannot: Trivy
/// 0.44.1 moves epochs when it reads a list of packages of its own).
/// </summary>
public interface IPackageMatcher
{
    /// <summary>Compares. Costs milliseconds; expected failures are answers.</summary>
    /// <param name="image">The image's id, as <see cref="TargetImage.ImageId"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<PackageMatch> MatchAsync(ImageDigest image, CancellationToken cancellationToken);

    /// <summary>
    /// The same by what is stored with a result, so that the scan may have been made on another machine. Where the result has no packages,
    /// or they are not proven, what this machine knows of the image is taken.
    /// </summary>
    /// <param name="result">A stored result.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<PackageMatch> MatchAsync(ScanResult result, CancellationToken cancellationToken)
        => result.Image is { } image ? MatchAsync(image.ImageId, cancellationToken) : Task.FromResult(PackageMatch.Without("the result has no image"));
}
