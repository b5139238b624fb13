namespace DockerScan.Scanners.Processes;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code; 128 and the signal's number when it was killed; -1 when it did not start.</param>
/// <param name="IsTimedOut">True when it met its limit and was killed.</param>
/// <param name="StandardOutput">The end of what it wrote, at most as many bytes as were asked for.</param>
/// <param name="StandardError">The same for errors.</param>
/// <param name="StartError">Why it did not start; null when it did.</param>
internal sealed record ProcessResult(int ExitCode, bool IsTimedOut, string StandardOutput, string StandardError, string? StartError = null)
{
    /// <summary>True when it ran to its own end and said that all is well.</summary>
    public bool IsSuccess => StartError is null && !IsTimedOut && ExitCode == 0;
}
