using DockerScan.Core.Images;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Tests.Scans;

public sealed class ScanRequestTests
{
    private static readonly ScanRequest Request = new(ImageReference.Parse("redis:7"), ImagePlatform.Default, new ScanOptions(), "cli");

    [Fact]
    public void JoinKey_SameScanAskedByAnother_IsTheSame()
    {
        Assert.Equal(Request.JoinKey, (Request with { RequestedBy = "slack:T1/C1/U1" }).JoinKey);
        Assert.Equal(Request.JoinKey, (Request with { Reference = ImageReference.Parse("docker.io/library/redis:7") }).JoinKey);
        Assert.Equal(Request.JoinKey, (Request with { Options = new ScanOptions { Force = true } }).JoinKey);
    }

    [Fact]
    public void JoinKey_AnotherScan_IsAnother()
    {
        ScanRequest[] requests =
        [
            Request,
            Request with { Reference = ImageReference.Parse("redis:8") },
            Request with { Reference = ImageReference.Parse("redis:7@sha256:" + new string('a', 64)) },
            Request with { Platform = new ImagePlatform("linux", "arm64") },
            Request with { Platform = new ImagePlatform("linux", "arm", "v7") },
            Request with { Options = new ScanOptions { Sandbox = false } },
            Request with { Options = new ScanOptions { WindowSeconds = 60 } },
            Request with { Options = new ScanOptions { WindowSeconds = 61 } },
        ];
        Assert.Equal(8, requests.Select(request => request.JoinKey).Distinct().Count());
    }

    [Fact]
    public void Options_Default_WatchInTheSandboxAndReuse()
        => Assert.Equal(new ScanOptions { Force = false, Sandbox = true, WindowSeconds = null }, new ScanOptions());
}
