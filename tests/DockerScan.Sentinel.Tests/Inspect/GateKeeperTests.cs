using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

/// <summary>Who is let go.</summary>
public sealed class GateKeeperTests
{
    // With the inspector's number it would need no call that the filter refuses.
    [Theory]
    [InlineData(51_234, 51_234, true)]
    [InlineData(51_235, 51_234, false)]
    [InlineData(0, 51_234, false)]
    [InlineData(0, 0, false)]
    public void IsOwn_StartedAsTheInspector_IsNotLetGo(int started, int inspector, bool expected)
        => Assert.Equal(expected, GateKeeper.IsOwn(started, inspector));
}
