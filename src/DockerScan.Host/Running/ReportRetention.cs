using DockerScan.Core;
using DockerScan.Core.Stores;
using DockerScan.Host.Composition;

namespace DockerScan.Host.Running;

/// <summary>Removes the folders of scans that the store has forgotten: reports, and what was captured.</summary>
internal sealed class ReportRetention(DataFolder data, IScanStore scans, TimeProvider time, ILogger<ReportRetention> logger) : IRetention
{
    // Another store may be in use for a while, and reports of the one before are not rubbish at once.
    private static readonly TimeSpan Least = TimeSpan.FromDays(30);

    public async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        var root = new DirectoryInfo(data.Reports);
        if (!root.Exists)
        {
            return;
        }

        var before = time.GetUtcNow() - Least;
        foreach (var entry in root.EnumerateDirectories().Where(entry => entry.LinkTarget is null && entry.LastWriteTimeUtc < before.UtcDateTime))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!ScanId.TryParse(entry.Name, out var scan) || await scans.FindJobAsync(scan, cancellationToken) is not null)
            {
                continue;
            }

            try
            {
                // Links in it are removed, and not followed.
                entry.Delete(recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.ReportsStay(logger, scan, e.GetType().Name);
            }
        }
    }
}
