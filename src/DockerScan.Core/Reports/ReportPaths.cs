namespace DockerScan.Core.Reports;

/// <summary>Where a scan's reports lie, as absolute paths.</summary>
/// <param name="Markdown">The Markdown source.</param>
/// <param name="Html">The page.</param>
/// <param name="Json">The JSON of the public contract.</param>
/// <param name="Capture">The captured frames; null when there are none.</param>
public sealed record ReportPaths(string Markdown, string Html, string Json, string? Capture = null);
