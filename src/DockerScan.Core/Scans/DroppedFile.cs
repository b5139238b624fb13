using DockerScan.Core.Reputations;

namespace DockerScan.Core.Scans;

/// <summary>A program or script that was not in the image and was there, or ran, when the image was started.</summary>
/// <param name="Path">Its path in the container. Hostile text.</param>
/// <param name="Sha256">Its lower-case hex SHA-256; null when it could not be had.</param>
/// <param name="SizeBytes">Its size in bytes; 0 when not known.</param>
/// <param name="Kind">What it is.</param>
/// <param name="WasRun">True when it was seen running.</param>
public sealed record DroppedFile(string Path, string? Sha256, long SizeBytes, AutorunKind Kind, bool WasRun)
{
    /// <summary>What is known of it.</summary>
    public Reputation Reputation { get; init; } = Reputation.NotConfigured;
}

/// <summary>A process seen running.</summary>
/// <param name="Command">Its command line.</param>
/// <param name="Executable">Its executable.</param>
/// <param name="Uid">Its effective user.</param>
public sealed record ObservedProcess(string Command, string? Executable, int Uid);
