using DockerScan.Core.Images;

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
}
