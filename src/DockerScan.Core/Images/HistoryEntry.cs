namespace DockerScan.Core.Images;

/// <summary>One line of an image's history, oldest first. All text is the image author's and hostile.</summary>
/// <param name="CreatedBy">The command that made the layer.</param>
/// <param name="Comment">The builder's comment.</param>
/// <param name="IsEmptyLayer">True when the step changed configuration only.</param>
public sealed record HistoryEntry(string CreatedBy, string? Comment, bool IsEmptyLayer);
