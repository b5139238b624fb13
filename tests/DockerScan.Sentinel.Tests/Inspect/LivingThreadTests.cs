using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

/// <summary>What a first thread that has ended leaves to the others is shown by the sample <c>leaderless</c>.</summary>
public sealed class LivingThreadTests
{
    private const int Nobody = int.MaxValue;

    [Fact]
    public void ListDescriptors_OfAnOrdinaryProcess_AreAskedForByItsOwnNumber()
    {
        using var file = File.OpenRead("/proc/self/status");
        List<int> descriptors = [];

        var holder = new LivingThread().ListDescriptors(Environment.ProcessId, descriptors, 4096);

        Assert.Equal(Environment.ProcessId, holder);
        Assert.Contains((int)file.SafeFileHandle.DangerousGetHandle(), descriptors);
    }

    [Fact]
    public void ListDescriptors_OfNobody_IsNothingToAsk()
    {
        List<int> descriptors = [1];

        Assert.Equal(0, new LivingThread().ListDescriptors(Nobody, descriptors, 4096));
        Assert.Empty(descriptors);
        Assert.Equal(Nobody, new LivingThread().Of(Nobody));
    }
}
