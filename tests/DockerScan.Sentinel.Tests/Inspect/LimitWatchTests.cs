using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class LimitWatchTests
{
    [Theory]
    [InlineData("max 11\n", "max ", 11)]
    [InlineData("oom_kill_disable 0\nunder_oom 0\noom_kill 3\n", "oom_kill ", 3)]
    [InlineData("low 0\nhigh 0\nmax 7\noom 2\noom_kill 1\noom_group_kill 0\n", "oom_kill ", 1)]
    [InlineData("max\n", "max ", 0)]
    [InlineData("max x\n", "max ", 0)]
    [InlineData("", "max ", 0)]
    public void Value_CountersOfBothVersions_AreRead(string text, string key, long expected)
        => Assert.Equal(expected, LimitWatch.Value(System.Text.Encoding.ASCII.GetBytes(text), System.Text.Encoding.ASCII.GetBytes(key)));

    [Fact]
    public void IsOwnNamespace_TestsRunOnAMachineOrInAContainer_NeverEndsTheOneOfTheMachine()
        => Assert.Equal(
            File.ResolveLinkTarget("/proc/self/ns/pid", false) is { } link ? !link.Name.Contains("[4026531836]", StringComparison.Ordinal) : false,
            TargetEnding.IsOwnNamespace());

    [Fact]
    public void TryEndAll_ProcessOneIsNotTheTargets_IsRefused() => Assert.False(TargetEnding.TryEndAll(isTarget: false));
}
