namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>A release of a system in <c>config/systems.yaml</c>.</summary>
/// <param name="Name">What tells it apart, e.g. <c>3.19</c>.</param>
/// <param name="First">The first Trivy that knows it.</param>
/// <param name="End">The last day on which its distributor mends it for everybody; null when that is not known or not set.</param>
/// <param name="Advisories">Its bucket where the system's pattern does not give it; null where it does.</param>
/// <param name="Wrong">What an older Trivy says of it that is not true; null when it only does not know it.</param>
internal sealed record KnownRelease(string Name, FirstTrivy First, DateOnly? End, string? Advisories, string? Wrong);
