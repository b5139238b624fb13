namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>When a step of a shell's list is executed.</summary>
internal enum ShellJoin
{
    /// <summary>Whatever came before.</summary>
    Always,

    /// <summary>When what came before succeeded.</summary>
    And,

    /// <summary>When what came before failed.</summary>
    Or,
}
