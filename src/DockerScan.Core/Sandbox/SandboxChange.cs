namespace DockerScan.Core.Sandbox;

/// <summary>What the target did to a path of its file system.</summary>
/// <param name="Path">The path. Hostile text.</param>
/// <param name="Kind"><c>added</c>, <c>changed</c> or <c>deleted</c>.</param>
public sealed record SandboxChange(string Path, string Kind);
