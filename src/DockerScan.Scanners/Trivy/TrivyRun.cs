using DockerScan.Scanners.Processes;
using DockerScan.Scanners.Trivy.Database;
using DockerScan.Scanners.Trivy.Matching;
using DockerScan.Scanners.Trivy.Report;
using DockerScan.Scanners.Trivy.Systems;

namespace DockerScan.Scanners.Trivy;

/// <summary>One run of Trivy, and everything that is known of it. Members stay null from the point where it ended early.</summary>
internal sealed record TrivyRun
{
    /// <summary>How long it waited for other scans.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>True when it waited in vain.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>The database.</summary>
    public DatabaseChoice? Database { get; init; }

    /// <summary>True when vulnerabilities could be looked for.</summary>
    public bool HasDatabase => Database?.Database.IsUsable == true;

    /// <summary>True when Java archives could be looked up by hash.</summary>
    public bool HasJavaIndex { get; init; }

    /// <summary>The flags.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The process.</summary>
    public ProcessResult? Process { get; init; }

    /// <summary>What was known of the image, in which case Trivy was not started; null when it was.</summary>
    public KnownAnalysis? Known { get; init; }

    /// <summary>What Trivy's log says of the operating system.</summary>
    public SystemNotices Notices => Known?.Notices ?? SystemNotices.Read(Process?.StandardError ?? string.Empty);

    /// <summary>The report, read only after a success.</summary>
    public TrivyReportResult? Report { get; init; }
}
