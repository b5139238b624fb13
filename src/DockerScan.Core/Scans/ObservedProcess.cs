namespace DockerScan.Core.Scans;

/// <summary>A process seen running.</summary>
/// <param name="Command">Its command line.</param>
/// <param name="Executable">Its executable.</param>
/// <param name="Uid">Its effective user.</param>
public sealed record ObservedProcess(string Command, string? Executable, int Uid);
