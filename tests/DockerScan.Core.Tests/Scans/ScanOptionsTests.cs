using DockerScan.Core.Scans;

namespace DockerScan.Core.Tests.Scans;

/// <summary>A scan anew asks for what the scan before asked for, unless somebody says something else now.</summary>
public sealed class ScanOptionsTests
{
    private static readonly ScanOptions WithoutSandbox = new() { Sandbox = false };
    private static readonly ScanOptions Watched = new() { WindowSeconds = 30 };

    [Fact]
    public void After_NothingSaid_IsAsBefore()
    {
        Assert.Equal(new ScanOptions { Force = true, Sandbox = false }, new ScanOptions().After(WithoutSandbox));
        Assert.Equal(new ScanOptions { Force = true, WindowSeconds = 30 }, new ScanOptions().After(Watched));
        Assert.Equal(new ScanOptions { Force = true }, new ScanOptions().After(null));
    }

    [Fact]
    public void After_SomethingSaid_IsThat()
    {
        Assert.Equal(new ScanOptions { Force = true, Sandbox = false }, WithoutSandbox.After(Watched));
        Assert.Equal(new ScanOptions { Force = true, WindowSeconds = 9 }, new ScanOptions { WindowSeconds = 9 }.After(WithoutSandbox));
        Assert.Equal(new ScanOptions { Force = true, WindowSeconds = 9 }, new ScanOptions { WindowSeconds = 9 }.After(Watched));
    }
}
