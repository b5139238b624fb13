namespace DockerScan.Sentinel.Capture;

/// <summary>A honeytoken found in bytes.</summary>
internal sealed record TokenHit(string Token, string Encoding);
