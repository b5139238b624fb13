using DockerScan.Core.Scans;

namespace DockerScan.Scanners.Sandbox.Analysis;

/// <summary>An executable that the target made or changed and that was there after the run.</summary>
/// <param name="Path">Its path. Hostile text.</param>
/// <param name="Sha256">Lower-case hex; null over the bound.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsSetUid">True with a set-uid or set-gid bit.</param>
/// <param name="SameAs">The file of the image whose content it has; null for none, or when it is not known.</param>
internal sealed record DroppedExecutable(string Path, string? Sha256, long SizeBytes, AutorunKind Kind, bool IsSetUid, string? SameAs = null);
