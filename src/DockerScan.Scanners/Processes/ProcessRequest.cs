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
