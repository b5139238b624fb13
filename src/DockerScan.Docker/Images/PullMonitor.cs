using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Images;

/// <summary>Follows the engine's lines of one pull: adds up the layers, and stops the pull when a bound is met.</summary>
internal sealed class PullMonitor(
    long knownTotal, long maxBytes, IProgress<PullProgress> progress, Func<ScanFailure?> checkDisk, CancellationTokenSource stop) : IProgress<JSONMessage>
{
    // Far over what engines allow (about 125 layers); a hostile manifest may list more.
    private const int MaxLayers = 4096;
    private const int MaxIdLength = 128;
    private const int LinesBetweenDiskChecks = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Done, long Total)> _layers = new(StringComparer.Ordinal);
    private long _done;
    private long _total;
    private long _reported = -1;
    private int _lines;

    /// <summary>Why the pull failed or was stopped; null so far.</summary>
    public ScanFailure? Failure { get; private set; }

    public void Report(JSONMessage value)
    {
        lock (_gate)
        {
            if (Failure is not null)
            {
                return;
            }

            Note(value);
        }
    }

    private void Note(JSONMessage line)
    {
        if (line.Error?.Message is { Length: > 0 } error)
        {
            Failure = EngineErrors.FromText(error, "pull", FailureKind.Unsupported);
            return;
        }

        if (line is { ID: { Length: > 0 and <= MaxIdLength } id, Progress: { } detail, Status: { } status } && !Count(id, status, detail))
        {
            return;
        }

        if (_lines++ % LinesBetweenDiskChecks == 0 && checkDisk() is { } full)
        {
            Stop(full);
        }
    }

    private bool Count(string id, string status, JSONProgress detail)
    {
        var isExtracting = status.StartsWith("Extracting", StringComparison.Ordinal);
        if (!isExtracting && !status.StartsWith("Downloading", StringComparison.Ordinal))
        {
            return true;
        }

        var known = _layers.GetValueOrDefault(id);
        if (known == default && _layers.Count >= MaxLayers)
        {
            return Stop(new ScanFailure(FailureKind.TooLarge, $"the image has more than {MaxLayers} layers"));
        }

        // Extraction counts up from 0 again; a layer's part never goes back.
        var done = Math.Max(known.Done, Math.Max(0, detail.Current ?? 0));
        var total = Math.Max(known.Total, Math.Max(0, detail.Total ?? 0));
        _layers[id] = (done, total);
        _done += done - known.Done;
        _total += total - known.Total;
        if (_done > maxBytes)
        {
            return Stop(new ScanFailure(
                FailureKind.TooLarge, FormattableString.Invariant($"the image is over the size limit: {_done} bytes so far, {maxBytes} allowed")));
        }

        if (_done != _reported)
        {
            _reported = _done;
            progress.Report(new PullProgress(_done, Math.Max(_done, Math.Max(knownTotal, _total))));
        }

        return true;
    }

    private bool Stop(ScanFailure failure)
    {
        Failure = failure;
        stop.Cancel();
        return false;
    }
}
