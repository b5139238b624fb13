using System.Security.Cryptography;
using DockerScan.Core;
using DockerScan.Core.Content;
using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Scanners.Sandbox;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Sentinel.Events;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Scanners.Tests.Sandbox;

public sealed class CaptureTakerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task TakeAsync_WholeFile_IsKeptWithItsDigest()
    {
        var file = Pcaps.Of(new byte[60], new byte[60]);
        string? asked = null;

        var record = await TakeAsync((role, path, max, _) =>
        {
            asked = $"{role} {path} {max}";
            return Task.FromResult<ImageFile?>(new ImageFile(path, file, file.Length, null));
        });

        Assert.Equal("Network /evidence/capture.pcap 4096", asked);
        Assert.Equal(file, record.Capture?.Content.ToArray());
        Assert.Equal(new CaptureInfo(file.Length, 2, Convert.ToHexStringLower(SHA256.HashData(file))), record.Capture?.Info);
        Assert.Contains("2 frames", record.CaptureNote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakeAsync_LastFrameCutOff_IsLeftOff()
    {
        var file = Pcaps.Of(new byte[60], new byte[60]);

        var record = await TakeAsync(Gives(file[..^1]));

        Assert.Equal(file[..(24 + 76)], record.Capture?.Content.ToArray());
        Assert.Equal(1, record.Capture?.Info.Frames);
    }

    [Fact]
    public async Task TakeAsync_FramesLeftOut_NoteSaysHowMany()
    {
        var record = await TakeAsync(Gives(Pcaps.Of()), new DroppedEvent("pcap", 5), new DroppedEvent("pcap", 9), new DroppedEvent("dns", 77));

        Assert.Contains("9 frames left out", record.CaptureNote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakeAsync_NoFrame_IsNoCapture()
    {
        var record = await TakeAsync(Gives(Pcaps.Of()));

        Assert.Null(record.Capture);
        Assert.Equal("empty: no frame was sent", record.CaptureNote);
    }

    [Fact]
    public async Task TakeAsync_NoneOrNoPcapOrTooLong_SaysSoAndRecordStands()
    {
        var long1 = Pcaps.Of(new byte[5000]);

        Assert.Equal("not kept: the sentinel wrote none", await NoteAsync((_, _, _, _) => Task.FromResult<ImageFile?>(null)));
        Assert.Equal("not kept: it is not a pcap file", await NoteAsync(Gives(new byte[100])));
        Assert.Equal(
            $"not kept: it has {long1.Length} bytes, and 4096 are read (Sandbox:MaxPcapBytes)",
            await NoteAsync((_, path, max, _) => Task.FromResult<ImageFile?>(new ImageFile(path, long1.AsMemory(0, max), long1.Length, null))));
    }

    [Fact]
    public async Task TakeAsync_EngineFails_SaysSoAndRecordStands()
        => Assert.Equal(
            "not kept: gone",
            await NoteAsync((_, _, _, _) => Task.FromException<ImageFile?>(new EngineException(new ScanFailure(FailureKind.EngineUnavailable, "gone")))));

    [Fact]
    public async Task TakeAsync_EngineHangs_GivesUpAfterItsLimit()
        => Assert.Equal(
            "not kept: the engine did not give it within 30 s",
            await NoteAsync(async (_, _, _, token) =>
            {
                _time.Advance(TimeSpan.FromSeconds(30));
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return null;
            }));

    [Fact]
    public async Task TakeAsync_Cancelled_IsNoNote()
    {
        using var stop = new CancellationTokenSource();
        var taker = new CaptureTaker(Options.Create(new SandboxOptions()), _time);
        var session = new FakeSandboxSession(async (_, _, _, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return null;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taker.TakeAsync(session, Record(), stop.Token));
    }

    [Fact]
    public async Task TakeAsync_SwitchedOff_EngineIsNotAsked()
    {
        var taker = new CaptureTaker(Options.Create(new SandboxOptions { MaxPcapBytes = 0 }), _time);
        var session = new FakeSandboxSession((_, _, _, _) => throw new InvalidOperationException("asked"));

        var record = await taker.TakeAsync(session, Record(), TestContext.Current.CancellationToken);

        Assert.Null(record.Capture);
        Assert.Equal("off (Sandbox:MaxPcapBytes)", record.CaptureNote);
    }

    private static Func<SandboxRole, string, int, CancellationToken, Task<ImageFile?>> Gives(byte[] file)
        => (_, path, _, _) => Task.FromResult<ImageFile?>(new ImageFile(path, file, file.Length, null));

    private static SandboxRecord Record(params SentinelEvent[] events)
        => new() { WindowSeconds = 5, TargetStartMs = 0, Configuration = new ImageConfiguration(), NetworkEvents = events };

    private async Task<string?> NoteAsync(Func<SandboxRole, string, int, CancellationToken, Task<ImageFile?>> read)
    {
        var record = await TakeAsync(read);
        Assert.Null(record.Capture);
        return record.CaptureNote;
    }

    private Task<SandboxRecord> TakeAsync(Func<SandboxRole, string, int, CancellationToken, Task<ImageFile?>> read, params SentinelEvent[] events)
        => new CaptureTaker(Options.Create(new SandboxOptions { MaxPcapBytes = 4096 }), _time)
            .TakeAsync(new FakeSandboxSession(read), Record(events), TestContext.Current.CancellationToken);
}
