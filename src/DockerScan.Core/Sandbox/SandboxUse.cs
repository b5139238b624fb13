namespace DockerScan.Core.Sandbox;

/// <summary>How the image was started in the sandbox.</summary>
/// <param name="Mode">What network it had.</param>
/// <param name="Run">Whether its own command ran, and how that ended; null when nobody said.</param>
public sealed record SandboxUse(SandboxMode Mode, TargetRun? Run = null);
