namespace DockerScan.Scanners.Autorun.Execution;

/// <summary>One pipeline of a shell's list.</summary>
/// <param name="Join">When it is executed.</param>
/// <param name="Commands">The texts of its commands.</param>
/// <param name="IsBackground">True when nobody waits for it.</param>
internal sealed record ShellStep(ShellJoin Join, IReadOnlyList<string> Commands, bool IsBackground);
