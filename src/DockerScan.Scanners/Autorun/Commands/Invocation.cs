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

    /// <summary>What <see cref="Script"/> may end in where no file is called as it is; none when nothing is put behind it.</summary>
    public IReadOnlyList<string> Endings { get; set; } = [];

    /// <summary>True when a shell reads <see cref="Script"/>.</summary>
    public bool IsShellScript { get; set; }

    /// <summary>True when it is read into the running shell.</summary>
    public bool IsSourced { get; set; }

    /// <summary>The text behind <c>sh -c</c>; null when there is none.</summary>
    public string? ShellText { get; set; }

    /// <summary>True when it is a shell that is given neither: it runs what it reads.</summary>
    public bool ReadsInput { get; set; }

    /// <summary>The folder of which every program is started, as <c>run-parts</c> does; null for none.</summary>
    public string? Folder { get; set; }

    /// <summary>The folder that it is started in, from where the line stands: <c>env -C FOLDER</c>. Null where it stays.</summary>
    public string? Directory { get; set; }

    /// <summary>The Python module that is run, as a path: <c>python -m a.b</c> is <c>a/b</c>. Null for none.</summary>
    public string? Module { get; set; }

    /// <summary>Further command lines that are started: each <c>-exec</c> of a <c>find</c>, and the profiles of a login shell.</summary>
    public List<IReadOnlyList<string>> Others { get; } = [];

    /// <summary>What the innermost program, script or text gets as arguments.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];
}
