using DockerScan.Docker.Connection;

namespace DockerScan.Docker.Tests.Connection;

/// <summary>An engine's message shows the image's paths and none of the machine's.</summary>
public sealed class HostPathsTests
{
    private const string Id = "d77e45945911b81a5350eecd2794fc9fc16a7d81930a06b04693b0bb6e0c6ddf";

    [Theory]
    [InlineData("file exists /srv/engine/overlay2/" + Id + "/merged/bin/busybox", "file exists /bin/busybox")]
    [InlineData("too many links in /var/lib/docker/overlay2/" + Id + "/merged/ring/x", "too many links in /ring/x")]
    [InlineData("mkdir /var/lib/docker/vfs/dir/" + Id + "/etc/x: not a directory", "mkdir /etc/x: not a directory")]
    [InlineData("open /run/containerd/io.containerd.runtime.v2.task/moby/" + Id + "/config.json: no such file", "open /config.json: no such file")]
    [InlineData("stat /run/x/" + Id + "/rootfs: bad", "stat a folder of the engine: bad")]
    [InlineData("mount \"/var/lib/docker/containers/" + Id + "/hosts\" to \"/etc/hosts\"", "mount \"/hosts\" to \"/etc/hosts\"")]
    [InlineData("source=/var/lib/docker/volumes/" + Id + "/_data,x", "source=/_data,x")]
    [InlineData("exec: \"/bin/x\": permission denied", "exec: \"/bin/x\": permission denied")]
    [InlineData("No such container: " + Id, "No such container: " + Id)]
    [InlineData("no path at all", "no path at all")]
    [InlineData("", "")]
    public void Hide_EnginesFolder_LeavesTheImagesPath(string text, string expected) => Assert.Equal(expected, HostPaths.Hide(text));

    [Fact]
    public void Hide_LongText_IsLinear()
        => Assert.Equal(1_000_000, HostPaths.Hide(string.Concat(Enumerable.Repeat("/" + Id[..62] + "z", 15_625))).Length);
}
