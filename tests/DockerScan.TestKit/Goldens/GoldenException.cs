namespace DockerScan.TestKit.Goldens;

/// <summary>A result differs from its golden, or goldens may not be updated here.</summary>
public sealed class GoldenException(string message) : Exception(message);
