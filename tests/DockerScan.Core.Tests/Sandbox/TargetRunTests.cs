using DockerScan.Core.Sandbox;

namespace DockerScan.Core.Tests.Sandbox;

public sealed class TargetRunTests
{
    [Theory]
    [InlineData(TargetEnd.NeverRan, 0, "never ran")]
    [InlineData(TargetEnd.Ended, 120, "ended after 120 ms")]
    [InlineData(TargetEnd.StillRunning, 10_000, "still running after 10000 ms")]
    [InlineData(TargetEnd.Stopped, 3_000, "stopped after 3000 ms")]
    public void Parse_OwnForm_IsTheSame(TargetEnd end, long ms, string text)
    {
        var run = new TargetRun(end, ms);

        Assert.Equal(text, run.ToString());
        Assert.Equal(run, TargetRun.Parse(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ended after ms")]
    [InlineData("ended after  ms")]
    [InlineData("ended after -1 ms")]
    [InlineData("ended after 99999999999999999999 ms")]
    [InlineData("Ended after 1 ms")]
    public void Parse_AnythingElse_IsNotKnown(string? text) => Assert.Null(TargetRun.Parse(text));

    [Theory]
    [InlineData(TargetEnd.Ended, 999, true)]
    [InlineData(TargetEnd.Ended, 1000, false)]
    [InlineData(TargetEnd.Stopped, 10, false)]
    [InlineData(TargetEnd.NeverRan, 0, false)]
    public void IsShort_EndedByItselfWithinASecond_Only(TargetEnd end, long ms, bool expected) => Assert.Equal(expected, new TargetRun(end, ms).IsShort);
}
