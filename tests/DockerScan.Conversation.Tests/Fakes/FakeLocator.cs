using DockerScan.Conversation.Reports;
using DockerScan.Core;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Tests.Fakes;

/// <summary>Names a link when there is one, and files to who sits here.</summary>
internal sealed class FakeLocator : IReportLocator
{
    public static readonly ReportPaths Paths = new("/data/r/report.md", "/data/r/report.html", "/data/r/report.json");

    /// <summary>Makes a link; null for none.</summary>
    public Func<ReportLanguage, ReportLink>? Link { get; set; }

    public Exception? Trouble { get; set; }

    public List<(ReportLanguage Language, bool IsLocal)> Asked { get; } = [];

    public Task<ReportLocation?> FindAsync(ScanResult result, ReportLanguage language, bool isLocal, CancellationToken cancellationToken)
    {
        Asked.Add((language, isLocal));
        if (Trouble is not null)
        {
            return Task.FromException<ReportLocation?>(Trouble);
        }

        var (link, paths) = (Link?.Invoke(language), isLocal ? Paths : null);
        return Task.FromResult(link is null && paths is null ? null : new ReportLocation(link, paths));
    }
}
