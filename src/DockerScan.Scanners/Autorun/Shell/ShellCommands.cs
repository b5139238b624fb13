namespace DockerScan.Scanners.Autorun.Shell;

/// <summary>What was read of a script.</summary>
/// <param name="Commands">Its commands as words; several for one when its words have several values.</param>
/// <param name="IsCut">True when a bound was met, so that some were not read.</param>
/// <param name="Lost">What is opened and has no end, so that what stands behind it may have been read wrongly; null for nothing.</param>
internal sealed record ShellCommands(IReadOnlyList<IReadOnlyList<string>> Commands, bool IsCut, string? Lost);
