namespace DockerScan.Core.Sandbox;

/// <summary>The changed paths, bounded.</summary>
/// <param name="Changes">The paths.</param>
/// <param name="Total">How many there were in all.</param>
public sealed record SandboxChanges(IReadOnlyList<SandboxChange> Changes, int Total);
