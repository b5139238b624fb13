namespace DockerScan.Scanners.Trivy.Database;

/// <summary>How the last download went; kept, so that not every scan on a closed network waits for its end.</summary>
/// <param name="At">When it was tried.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
internal sealed record RefreshAttempt(DateTimeOffset At, string? Failure);
