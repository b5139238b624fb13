using DockerScan.Core.Reports;

namespace DockerScan.Conversation.Reports;

/// <summary>Where a report can be read: by a link, in files on this machine, or both.</summary>
/// <param name="Link">The link; null when people cannot reach the listener.</param>
/// <param name="Paths">The files; null for a reader who does not sit at this machine, to whom a path says nothing but how the machine looks.</param>
public sealed record ReportLocation(ReportLink? Link, ReportPaths? Paths);

/// <summary>A link that opens a report for whoever has it.</summary>
/// <param name="Address">The whole of it is a secret: it is shown where the report was asked for, and never logged.</param>
/// <param name="Until">When it ends.</param>
public sealed record ReportLink(Uri Address, DateTimeOffset Until);
