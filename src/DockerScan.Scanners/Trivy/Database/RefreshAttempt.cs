namespace DockerScan.Scanners.Trivy.Database;

/// <summary>How the last download went; kept, so that not every scan on a closed network waits for its end, and nothing is downloaded twice.</summary>
/// <param name="At">When it was tried.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
internal sealed record RefreshAttempt(DateTimeOffset At, string? Failure)
{
    /// <summary>The digest of the layer that is in place; null where that is not known.</summary>
    public string? Layer { get; init; }

    /// <summary>Of when its data is: who put another there by hand is noticed by that.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}
