namespace DockerScan.Core.Scanners;

/// <summary>What a scanner is right now. A result is reused only while every scanner's identity is the same.</summary>
/// <param name="Id">The scanner's id.</param>
/// <param name="Version">Its program's version and ours.</param>
/// <param name="Data">The version of the data it looks things up in, e.g. the database's time; null without any.</param>
public sealed record ScannerIdentity(string Id, string Version, string? Data);
