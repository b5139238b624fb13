using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Trivy.Matching;

/// <summary>A report made of what is known of an image and what a server knows against it, or why there is none.</summary>
/// <param name="Report">The report; null when there is none.</param>
/// <param name="Problem">Why not; null when there is one.</param>
/// <param name="IsServerAtFault">True when the server should be looked at.</param>
internal sealed record MatchResult(TrivyReport? Report, string? Problem, bool IsServerAtFault = false);
