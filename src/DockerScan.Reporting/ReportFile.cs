namespace DockerScan.Reporting;

/// <summary>A file to write.</summary>
/// <param name="Path">Where.</param>
/// <param name="Content">All of it.</param>
internal sealed record ReportFile(string Path, ReadOnlyMemory<byte> Content);
