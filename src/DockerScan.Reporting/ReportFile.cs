namespace DockerScan.Reporting;

/// <summary>A file to write.</summary>
/// <param name="Path">Where.</param>
/// <param name="Pieces">Its text. In pieces, because a large report would otherwise be copied several times over.</param>
internal sealed record ReportFile(string Path, IReadOnlyList<string> Pieces);
