using DockerScan.Core;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;

namespace DockerScan.Reporting;

/// <summary>Captures, each in the folder of its scan's reports.</summary>
/// <param name="folder">The folder with a folder for each scan.</param>
internal sealed class CaptureFiles(string folder) : ICaptureFiles
{
    /// <summary>A capture's name: nothing from an image ever becomes part of a path.</summary>
    public const string FileName = "capture.pcap";

    public async Task KeepAsync(ScanId scan, CapturedFrames frames, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var path = PathOf(scan);
        try
        {
            await PrivateFile.WriteAsync(path, stream => stream.WriteAsync(frames.Content, cancellationToken).AsTask());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(Failure(path, e), e);
        }
    }

    public string? Find(ScanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Capture is { } capture
            && new FileInfo(PathOf(result.Id)) is { Exists: true, LinkTarget: null } file
            && file.Length == capture.SizeBytes
                ? file.FullName
                : null;
    }

    private static ScanFailure Failure(string path, Exception exception) => ReportFolder.IsDiskFull(exception)
        ? new ScanFailure(FailureKind.DiskFull, $"The disk is full, so {path} could not be written")
        : new ScanFailure(FailureKind.Internal, $"{path} could not be written: {DisplayText.Clean(exception.Message, 300)}");

    private string PathOf(ScanId scan) => Path.Combine(Path.GetFullPath(folder), scan.Value, FileName);
}
