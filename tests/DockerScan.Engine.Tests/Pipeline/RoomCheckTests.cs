using DockerScan.Core;
using DockerScan.Core.Scans;
using DockerScan.Engine.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace DockerScan.Engine.Tests.Pipeline;

/// <summary>With too little room no scan begins, and what is stored goes on answering.</summary>
public sealed class RoomCheckTests
{
    private const long GiB = 1024L * 1024 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scan_WithTooLittleRoom_PullsNothingAndSaysWhy()
    {
        await using var rig = Make(new Space((2 * GiB) - 1));
        rig.Registry.Answer = Rig.Remote();

        var result = await rig.ScanAsync();

        Assert.Equal(FailureKind.DiskFull, result.Failure!.Kind);
        Assert.Equal("the disk has 1.9 GiB free, and a scan begins with 2 GiB at least (Scan:MinFreeGiB); free some, or set DOCKERSCAN_DATA to another disk", result.Failure.Message);
        Assert.False(result.Complete);
        Assert.Empty(rig.Engine.Calls);
    }

    [Fact]
    public async Task Scan_OfWhatTheEngineHas_IsRefusedAndLooksAtNothing()
    {
        await using var rig = Make(new Space(0));
        rig.Engine.Local = Rig.Image();

        var result = await rig.ScanAsync();

        Assert.Equal((FailureKind.DiskFull, 0), (result.Failure!.Kind, rig.Trivy.Runs));
    }

    [Theory]
    [InlineData(2 * GiB)]
    [InlineData(null)]
    public async Task Scan_WithRoomOrWhereNobodyKnows_Begins(long? free)
    {
        await using var rig = Make(new Space(free));
        rig.Engine.Local = Rig.Image();

        Assert.Null((await rig.ScanAsync()).Failure);
    }

    [Fact]
    public async Task Scan_WithTooLittleRoom_IsAnsweredByAStoredResult()
    {
        var space = new Space(9 * GiB);
        await using var rig = Make(space);
        rig.Engine.Local = Rig.Image(Rig.Digest);
        rig.Registry.Answer = Rig.Remote();
        var first = await rig.ScanAsync();

        space.Free = 0;

        Assert.Equal(first.Id, (await rig.ScanAsync()).Id);
    }

    private static Rig Make(Space space) => new(add: services => services.AddSingleton<IFreeSpace>(space));

    private sealed class Space(long? free) : IFreeSpace
    {
        public long? Free { get; set; } = free;

        public long? FindFreeBytes() => Free;
    }
}
