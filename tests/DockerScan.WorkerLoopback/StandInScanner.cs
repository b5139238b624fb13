using System.Globalization;
using System.Text;
using DockerScan.Core.Images;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.WorkerLoopback;

/// <summary>Takes its time, and leaves the number of its process in the result and in what it captured.</summary>
internal sealed class StandInScanner(string id, TimeSpan stage) : IImageScanner
{
    private static readonly string Process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    public string Id => id;

    public Task<ScannerIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new ScannerIdentity(id, "1", null));

    public TimeSpan GetTimeLimit(TargetImage image) => TimeSpan.FromMinutes(5);

    public async Task<ScannerOutcome> ScanAsync(ScannerInput input, CancellationToken cancellationToken)
    {
        await Task.Delay(stage, cancellationToken);
        await input.ConfirmAsync(cancellationToken);
        return new ScannerOutcome
        {
            Outcome = StageOutcome.Completed,
            Evidence = new Dictionary<string, string>(StringComparer.Ordinal) { ["process"] = Process },
            Capture = id == StageIds.Autorun ? new CapturedFrames(new CaptureInfo(Process.Length, 1, new string('0', 64)), Encoding.UTF8.GetBytes(Process)) : null,
        };
    }
}
