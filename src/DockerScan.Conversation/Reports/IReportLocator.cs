using DockerScan.Core;
using DockerScan.Core.Scans;

namespace DockerScan.Conversation.Reports;

/// <summary>Knows where a scan's report can be read.</summary>
public interface IReportLocator
{
    /// <summary>Null when it can be read nowhere.</summary>
    /// <param name="result">The result.</param>
    /// <param name="language">The reader's language.</param>
    /// <param name="isLocal">Whether the reader sits at this machine: then the files are written, and named.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EngineException">The files cannot be written.</exception>
    Task<ReportLocation?> FindAsync(ScanResult result, ReportLanguage language, bool isLocal, CancellationToken cancellationToken);
}
