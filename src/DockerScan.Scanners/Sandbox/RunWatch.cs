namespace DockerScan.Scanners.Sandbox;

/// <summary>How the watching of one run ended.</summary>
/// <param name="WindowEnded">True when the target still ran.</param>
/// <param name="KilledFor">The limit it crossed; null when none.</param>
internal sealed record RunWatch(bool WindowEnded, string? KilledFor);
