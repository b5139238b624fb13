using DockerScan.Core.Content;

namespace DockerScan.Scanners.Sandbox;

/// <summary>The image's files before it ran.</summary>
/// <param name="Content">Their bytes.</param>
/// <param name="Index">What there is.</param>
internal sealed record TargetContent(IImageContent Content, ImageFileIndex Index);
