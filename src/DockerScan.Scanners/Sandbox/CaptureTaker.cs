using System.Globalization;
using System.Security.Cryptography;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scanners;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Sentinel.Events;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Sandbox;

/// <summary>Takes the captured frames out of the network container. They are evidence for people: a run counts without them, and says so.</summary>
internal sealed class CaptureTaker(IOptions<SandboxOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public async Task<SandboxRecord> TakeAsync(ISandboxSession session, SandboxRecord record, CancellationToken cancellationToken)
    {
        var max = options.Value.MaxPcapBytes;
        if (max == 0)
        {
            return record with { CaptureNote = "off (Sandbox:MaxPcapBytes)" };
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return Kept(record, await session.ReadFileAsync(SandboxRole.Network, SentinelSchema.CapturePath, max, both.Token), max);
        }
        catch (EngineException e) when (!cancellationToken.IsCancellationRequested)
        {
            return NotKept(record, e.Failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NotKept(record, $"the engine did not give it within {Limit.TotalSeconds:0} s");
        }
    }

    private static SandboxRecord Kept(SandboxRecord record, ImageFile? file, int max)
    {
        if (file is null)
        {
            return NotKept(record, "the sentinel wrote none");
        }

        if (file.SizeBytes > max)
        {
            return NotKept(record, string.Create(CultureInfo.InvariantCulture, $"it has {file.SizeBytes} bytes, and {max} are read (Sandbox:MaxPcapBytes)"));
        }

        if (PcapReader.Read(file.Content.Span) is not (var frames, var bytes))
        {
            return NotKept(record, "it is not a pcap file");
        }

        var left = LeftOut(record);
        if (frames == 0 && left == 0)
        {
            return record with { CaptureNote = "empty: no frame was sent" };
        }

        // A frame that was being written as the container ended is left off: every reader can then open the file.
        var content = file.Content[..bytes];
        var info = new CaptureInfo(bytes, frames, Convert.ToHexStringLower(SHA256.HashData(content.Span)));
        return record with { Capture = new CapturedFrames(info, content), CaptureNote = Note(info, left) };
    }

    private static long LeftOut(SandboxRecord record)
        => record.NetworkEvents.OfType<DroppedEvent>().Where(each => each.What == "pcap").Select(each => each.Count).DefaultIfEmpty().Max();

    private static string Note(CaptureInfo info, long left)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{info.Frames} frames, {info.SizeBytes} bytes, sha256 {info.Sha256}{(left > 0 ? $"; {left} frames left out at its bounds" : string.Empty)}");

    private static SandboxRecord NotKept(SandboxRecord record, string why) => record with { CaptureNote = "not kept: " + DisplayText.Clean(why, 200) };
}
