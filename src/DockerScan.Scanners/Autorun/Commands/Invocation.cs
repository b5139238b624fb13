namespace DockerScan.Scanners.Autorun.Commands;

/// <summary>What one command line starts, once its wrappers are taken off.</summary>
internal sealed record Invocation
{
    /// <summary>The programs, outermost first, each with the place of its word in the command line.</summary>
    public List<(string Word, int At)> Programs { get; } = [];

    /// <summary>The script that a shell or interpreter is given, or that is sourced; null when there is none.</summary>
    public string? Script { get; set; }

    /// <summary>The place of <see cref="Script"/> in the command line.</summary>
    public int ScriptAt { get; set; }

    /// <summary>True when a shell reads <see cref="Script"/>.</summary>
    public bool IsShellScript { get; set; }

    /// <summary>True when it is read into the running shell.</summary>
    public bool IsSourced { get; set; }

    /// <summary>The text behind <c>sh -c</c>; null when there is none.</summary>
    public string? ShellText { get; set; }

    /// <summary>What the innermost program, script or text gets as arguments.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];
}
