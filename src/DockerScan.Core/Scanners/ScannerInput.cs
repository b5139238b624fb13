using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Scanners;

/// <summary>What a scanner gets. Immutable.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="Image">The image, in the engine.</param>
/// <param name="Content">Its files, shared by all scanners.</param>
/// <param name="Options">What was asked.</param>
public sealed record ScannerInput(ScanId Scan, TargetImage Image, IImageContent Content, ScanOptions Options);
