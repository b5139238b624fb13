using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.TestKit.Stores;

namespace DockerScan.Core.Tests.Scans;

/// <summary>How an image was started is data of its result; results of older versions say it in the stage's evidence alone.</summary>
public sealed class ScanResultSandboxTests
{
    [Theory]
    [InlineData("open", "ended after 120 ms", SandboxMode.Open, TargetEnd.Ended, 120L)]
    [InlineData("none", "never ran", SandboxMode.None, TargetEnd.NeverRan, 0L)]
    [InlineData("sinkhole", "something else", SandboxMode.Sinkhole, null, 0L)]
    [InlineData("no mode at all", null, null, null, 0L)]
    public void Sandbox_ResultOfAnOlderVersion_IsReadOutOfItsEvidence(string mode, string? run, SandboxMode? expectedMode, TargetEnd? expectedEnd, long ranMs)
    {
        var result = Result(mode, run, use: null);

        Assert.Equal(expectedMode, result.SandboxMode);
        Assert.Equal(expectedEnd is { } end ? new TargetRun(end, ranMs) : null, result.SandboxRun);
    }

    [Fact]
    public void Sandbox_Kept_IsNotReadOutOfWords()
    {
        var result = Result("open", "ended after 120 ms", new SandboxUse(SandboxMode.None, new TargetRun(TargetEnd.Stopped, 9)));

        Assert.Equal((SandboxMode.None, new TargetRun(TargetEnd.Stopped, 9)), (result.SandboxMode, result.SandboxRun));
        Assert.Null((result with { Sandbox = new SandboxUse(SandboxMode.Open) }).SandboxRun);
    }

    private static ScanResult Result(string mode, string? run, SandboxUse? use)
    {
        var evidence = new Dictionary<string, string> { ["mode"] = mode };
        if (run is not null)
        {
            evidence[TargetRun.EvidenceKey] = run;
        }

        return ScanSamples.Result(ScanSamples.Id(1)) with
        {
            Stages = [new StageReport(StageIds.Sandbox, StageOutcome.Completed, null, TimeSpan.Zero, evidence)], Sandbox = use,
        };
    }
}
