namespace DockerScan.Scanners.Trivy.Server;

/// <summary>A server, or why there is none.</summary>
/// <param name="Run">The server; null when there is none.</param>
/// <param name="Problem">Why not; null when there is one.</param>
internal sealed record TrivyServerResult(TrivyServerRun? Run, string? Problem);
