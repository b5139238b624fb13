using DockerScan.Scanners.Trivy.Systems;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>What a scan read in the image beside Trivy, as far as findings of packages hang on it.</summary>
/// <param name="Needed">Packages that nobody can remove: the advice.</param>
/// <param name="Own">What the image calls itself; null when it says nothing.</param>
internal sealed record ImageFacts(IReadOnlyCollection<string> Needed, OsRelease? Own);
