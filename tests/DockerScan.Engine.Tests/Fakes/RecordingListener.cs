using DockerScan.Core.Scans;
using DockerScan.Engine.Reputations;

namespace DockerScan.Engine.Tests.Fakes;

internal sealed class RecordingListener : IAmendmentListener
{
    public List<(ScanResult Before, ScanResult After)> Told { get; } = [];

    public Exception? Trouble { get; set; }

    public Task AmendedAsync(ScanResult before, ScanResult after, CancellationToken cancellationToken)
    {
        Told.Add((before, after));
        return Trouble is null ? Task.CompletedTask : throw Trouble;
    }
}
