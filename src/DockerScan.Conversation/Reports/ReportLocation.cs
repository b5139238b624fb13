using DockerScan.Core.Reports;

namespace DockerScan.Conversation.Reports;

/// <summary>Where a report can be read: a link, files on this machine, or both.</summary>
public sealed record ReportLocation(Uri? Url, ReportPaths? Paths);
