namespace DockerScan.Scanners.Processes;

/// <summary>A program to run to its end.</summary>
internal sealed record ProcessRequest
{
    /// <summary>The program's absolute path.</summary>
    public required string FileName { get; init; }

    /// <summary>Its arguments, one by one: no shell ever reads them.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>A private, existing directory: it is also HOME and TMPDIR, so no file of a person's changes what the program does.</summary>
    public required string WorkDirectory { get; init; }

    /// <summary>When it is killed.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Variables on top of the few that are passed on.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How many of the last bytes of each stream are kept.</summary>
    public int TailBytes { get; init; } = 64 * 1024;
}

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
