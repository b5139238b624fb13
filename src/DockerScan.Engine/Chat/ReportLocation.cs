using DockerScan.Core.Ports;

namespace DockerScan.Engine.Chat;

/// <summary>Where a report can be read: a link, files on this machine, or both.</summary>
public sealed record ReportLocation(Uri? Url, ReportPaths? Paths);
