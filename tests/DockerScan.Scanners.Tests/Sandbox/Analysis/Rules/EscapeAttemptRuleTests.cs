using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Tests.Sandbox.Analysis.Rules;

public sealed class EscapeAttemptRuleTests
{
    [Theory]
    [InlineData("nsenter -t 1 -m -p sh", "escape.nsenter")]
    [InlineData("sh -c mkdir /tmp/c && mount -t cgroup -o rdma cgroup /tmp/c", "escape.cgroup-mount")]
    [InlineData("sh -c echo /cmd > /tmp/c/release_agent", "escape.release-agent")]
    [InlineData("sh -c echo |/x > /proc/sys/kernel/core_pattern", "escape.kernel-helper")]
    [InlineData("curl --unix-socket /var/run/docker.sock http://d/containers/json", "escape.engine-socket")]
    [InlineData("unshare -rm sh", "escape.unshare")]
    [InlineData("cat /proc/1/root/etc/shadow", "escape.host-root")]
    [InlineData("insmod /tmp/x.ko", "escape.kernel-module")]
    [InlineData("mount /dev/sda1 /mnt", "escape.raw-device")]
    public void Find_Command_IsFound(string command, string id)
    {
        var found = Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/a").Process(9, "/bin/busybox", command, at: 2), "behavior.escape-attempt"));

        Assert.Equal((id, "/bin/busybox"), (found.Id, found.Location));
        Assert.Contains($"+2.0 s /bin/busybox (pid 9, uid 0): ", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_DeviceNode_IsFoundWithItsProcess()
    {
        var found = Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/a").Inspect(new DeviceEvent(1, "/srv/sda", IsBlock: true, 8, 0), 2), "behavior.escape-attempt"));

        Assert.Equal(("device-node", "/srv/sda"), (found.Id, found.Location));
        Assert.Contains("+2.0 s /a (pid 1, uid 0): /srv/sda, block device 8:0", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_EngineApiOverTcp_IsFound()
        => Assert.Equal(("engine-api", "host.docker.internal:2375"), Assert.Single(TestBehavior.Findings(
            new RecordBuilder().Process(1, "/a").Connect(1, "198.18.0.4", 2375, "host.docker.internal", "http", "POST /v1.41/containers/create", details: new() { ["path"] = "/v1.41/containers/create?name=x" }),
            "behavior.escape-attempt")) is var found ? (found.Id, found.Location) : default);

    [Fact]
    public void Find_ModuleFile_IsFoundUnlessAPackageBringsIt()
    {
        Assert.Single(TestBehavior.Findings(new RecordBuilder().Process(1, "/a").Changed("/tmp/rk.ko"), "behavior.escape-attempt"));
        Assert.Empty(TestBehavior.Findings(new RecordBuilder().Process(1, "/a").Process(4, "/sbin/apk", end: 2).Changed("/lib/apk/db/installed", "changed").Changed("/lib/modules/6.1/x.ko"), "behavior.escape-attempt"));
    }
}
