using System.Globalization;
using Docker.DotNet.Models;
using DockerScan.Docker.Sandbox;

namespace DockerScan.Docker.Tests.Sandbox;

/// <summary>Every flag of the container profile: as the engine has it, and from inside where it matters.</summary>
[Trait("Category", "Engine")]
public sealed class SandboxFlagsTests(SandboxUnderTest sandbox) : IClassFixture<SandboxUnderTest>
{
    // linux/capability.h
    private static readonly Dictionary<string, int> CapabilityBits = new(StringComparer.Ordinal)
    {
        ["CHOWN"] = 0, ["DAC_OVERRIDE"] = 1, ["FOWNER"] = 3, ["FSETID"] = 4, ["SETGID"] = 6, ["SETUID"] = 7, ["SETPCAP"] = 8,
        ["NET_BIND_SERVICE"] = 10, ["NET_RAW"] = 13, ["SYS_CHROOT"] = 18, ["AUDIT_WRITE"] = 29,
    };

    private ContainerInspectResponse[] All => [sandbox.Network, sandbox.Target, sandbox.Inspector];

    [Fact]
    public async Task Capabilities_Target_AreTheShortListOnly()
    {
        await sandbox.OpenAsync();

        Assert.All(All, container => Assert.Equal(["ALL"], container.HostConfig!.CapDrop!));
        Assert.Equal([.. SandboxContainers.TargetCapabilities, "NET_RAW"], Plain(sandbox.Target));
        var expected = CapabilityBits.Values.Aggregate(0L, (mask, bit) => mask | (1L << bit));
        Assert.Equal(expected, long.Parse(sandbox.Status("CapEff"), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        Assert.Equal(expected, long.Parse(sandbox.Status("CapBnd"), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        Assert.Equal(("no", "no"), (sandbox.Inside("mount"), sandbox.Inside("mknod")));
    }

    [Fact]
    public async Task Capabilities_Sentinels_AreWhatTheirRoleNeeds()
    {
        await sandbox.OpenAsync();

        Assert.Equal(["NET_ADMIN", "NET_RAW"], Plain(sandbox.Network));
        Assert.Equal(["SYS_PTRACE", "DAC_READ_SEARCH", "SYS_BOOT", "SETUID", "SETGID", "SETPCAP"], Plain(sandbox.Inspector));
    }

    [Fact]
    public async Task Privileges_All_CannotBeGained()
    {
        await sandbox.OpenAsync();

        Assert.All(All, container => Assert.Equal(["no-new-privileges"], container.HostConfig!.SecurityOpt!));
        Assert.All(All, container => Assert.False(container.HostConfig!.Privileged));
        Assert.Equal("1", sandbox.Status("NoNewPrivs"));
    }

    [Fact]
    public async Task Seccomp_Target_IsAFilter()
    {
        await sandbox.OpenAsync();

        Assert.Equal("2", sandbox.Status("Seccomp"));
    }

    [Fact]
    public async Task HostThings_All_AreNone()
    {
        await sandbox.OpenAsync();

        Assert.All(All, container =>
        {
            var host = container.HostConfig!;
            Assert.Empty(host.Binds ?? []);
            Assert.Empty(host.Mounts ?? []);
            Assert.Empty(host.Devices ?? []);
            Assert.Empty(host.DeviceRequests ?? []);
            Assert.Empty(host.DeviceCgroupRules ?? []);
            Assert.Empty(host.VolumesFrom ?? []);
            Assert.Empty(host.PortBindings ?? new Dictionary<string, IList<PortBinding>>());
            Assert.Empty(host.Tmpfs ?? new Dictionary<string, string>());
            Assert.False(host.PublishAllPorts);
            Assert.Empty(container.Mounts ?? []);
        });
        var devices = sandbox.Inside("devices").Split(' ');
        Assert.DoesNotContain(devices, name => name.StartsWith("sd", StringComparison.Ordinal) || name is "mem" or "kmsg" or "vda");
    }

    [Fact]
    public async Task Memory_Target_IsBoundedWithSwap()
    {
        await sandbox.OpenAsync();

        var limit = SandboxUnderTest.Limits.MemoryBytes;
        Assert.Equal((limit, limit), (sandbox.Target.HostConfig!.Memory, sandbox.Target.HostConfig!.MemorySwap));
        Assert.Equal(limit.ToString(CultureInfo.InvariantCulture), sandbox.Inside("memory"));
        Assert.Contains(sandbox.Inside("swap"), new[] { limit.ToString(CultureInfo.InvariantCulture), "0" });
        Assert.NotEqual(true, sandbox.Target.HostConfig!.OomKillDisable);
        Assert.Equal("900", sandbox.Inside("oom"));
    }

    [Fact]
    public async Task Memory_Sentinels_IsBoundedWithSwap()
    {
        await sandbox.OpenAsync();

        Assert.All(new[] { sandbox.Network, sandbox.Inspector }, container =>
        {
            Assert.Equal((48L << 20, 48L << 20, 64L), (container.HostConfig!.Memory, container.HostConfig!.MemorySwap, container.HostConfig!.PidsLimit ?? 0));
            Assert.Equal(100_000, container.HostConfig!.CPUQuota);
        });
    }

    [Fact]
    public async Task Cpu_Target_IsBounded()
    {
        await sandbox.OpenAsync();

        Assert.Equal((50_000, 100_000), (sandbox.Target.HostConfig!.CPUQuota, sandbox.Target.HostConfig!.CPUPeriod));
        Assert.StartsWith("50000", sandbox.Inside("cpu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CpuShares_WhoeverWatches_GoesFirst()
    {
        await sandbox.OpenAsync();

        Assert.Equal((512L, 4096L, 4096L), (sandbox.Target.HostConfig!.CPUShares, sandbox.Network.HostConfig!.CPUShares, sandbox.Inspector.HostConfig!.CPUShares));
    }

    [Fact]
    public async Task Pids_Target_AreBounded()
    {
        await sandbox.OpenAsync();

        Assert.Equal(40, sandbox.Target.HostConfig!.PidsLimit);
        Assert.Equal("40", sandbox.Inside("pids"));
    }

    [Fact]
    public async Task Ulimits_Target_AreBounded()
    {
        await sandbox.OpenAsync();

        Assert.Equal("321 321", sandbox.Inside("nofile"));
        // In 512-byte blocks.
        Assert.Equal("16384 16384", sandbox.Inside("fsize"));
        Assert.Equal("0 0", sandbox.Inside("core"));
        Assert.Equal(
            ["core=0:0", "fsize=8388608:8388608", "nofile=321:321"],
            sandbox.Target.HostConfig!.Ulimits!.Select(limit => $"{limit.Name}={limit.Soft}:{limit.Hard}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Log_All_IsOneBoundedFile()
    {
        await sandbox.OpenAsync();

        Assert.All(All, container => Assert.Equal(("local", "1"), (container.HostConfig!.LogConfig!.Type, container.HostConfig!.LogConfig.Config!["max-file"])));
        Assert.Equal("1048576", sandbox.Target.HostConfig!.LogConfig!.Config!["max-size"]);
    }

    [Fact]
    public async Task Namespaces_All_AreTheirOwnOrTheSandboxs()
    {
        await sandbox.OpenAsync();

        Assert.All(All, container =>
        {
            Assert.Equal(("private", "private"), (container.HostConfig!.IpcMode, container.HostConfig!.CgroupnsMode));
            Assert.Equal((string.Empty, string.Empty), (container.HostConfig!.UTSMode ?? string.Empty, container.HostConfig!.UsernsMode ?? string.Empty));
        });
        Assert.Equal("none", sandbox.Network.HostConfig!.NetworkMode);
        Assert.Equal("container:" + sandbox.Network.ID, sandbox.Target.HostConfig!.NetworkMode);
        Assert.Equal("container:" + sandbox.Network.ID, sandbox.Inspector.HostConfig!.NetworkMode);
        Assert.Equal("container:" + sandbox.Target.ID, sandbox.Inspector.HostConfig!.PidMode);
        Assert.Equal(string.Empty, sandbox.Target.HostConfig!.PidMode ?? string.Empty);
        Assert.Equal("0", sandbox.Inside("cgroup"));
        Assert.Equal("lo", sandbox.Inside("links"));
    }

    [Fact]
    public async Task Network_Target_HasTheSandboxsNames()
    {
        await sandbox.OpenAsync();

        Assert.Equal("web-1", sandbox.Inside("hostname"));
        Assert.Contains("nameserver ", sandbox.Inside("resolv"), StringComparison.Ordinal);
        Assert.Equal("0", sandbox.Inside("ipv6"));
    }

    [Fact]
    public async Task KernelPaths_Target_AreMaskedAndReadOnly()
    {
        await sandbox.OpenAsync();

        Assert.Contains("/proc/kcore", sandbox.Target.HostConfig!.MaskedPaths!);
        Assert.Contains("/proc/sys", sandbox.Target.HostConfig!.ReadonlyPaths!);
        Assert.Equal(("no", "no", "no"), (sandbox.Inside("sys"), sandbox.Inside("kcore"), sandbox.Inside("cgroupwrite")));
    }

    [Fact]
    public async Task SharedMemory_All_IsBounded()
    {
        await sandbox.OpenAsync();

        Assert.All(All.Where(container => container.ID != sandbox.Inspector.ID), container => Assert.Equal(64L << 20, container.HostConfig!.ShmSize));
        Assert.Contains(" 65536 ", sandbox.Inside("shm"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_Target_AreClosedStdinAndNoTerminal()
    {
        await sandbox.OpenAsync();

        Assert.False(sandbox.Target.Config!.OpenStdin);
        Assert.False(sandbox.Target.Config!.Tty);
        Assert.Equal(("closed", "no"), (sandbox.Inside("stdin"), sandbox.Inside("tty")));
    }

    [Fact]
    public async Task Lifecycle_All_EndsOnceAndQuickly()
    {
        await sandbox.OpenAsync();

        Assert.All(All, container =>
        {
            Assert.Equal(RestartPolicyKind.No, container.HostConfig!.RestartPolicy!.Name);
            Assert.False(container.HostConfig!.AutoRemove);
            Assert.False(container.HostConfig!.Init);
            Assert.Equal(TimeSpan.FromSeconds(1), container.Config!.StopTimeout);
        });
        Assert.StartsWith("/bin/sh", sandbox.Inside("init"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_All_NameScanRoleAndOwner()
    {
        await sandbox.OpenAsync();

        Assert.All(All, container => Assert.Equal("sandboxtest01", container.Config!.Labels!["dev.dockerscan.test.flags"]));
        Assert.Equal(["network", "target", "inspector"], All.Select(container => container.Config!.Labels![SandboxNames.RoleLabel]));
        Assert.All(All, container => Assert.StartsWith("/dockerscan-sandboxtest01-", container.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Image_Target_KeepsItsUserAndLosesItsHealthCheck()
    {
        await sandbox.OpenAsync();

        // The engine would run it before, beside and outside the watch.
        Assert.Equal(["NONE"], sandbox.Target.Config!.Healthcheck!.Test!);
        Assert.Equal("0", sandbox.Status("Uid").Split('\t')[0]);
    }

    [Fact]
    public async Task Sentinels_Always_AreRootInAFixedEnvironment()
    {
        await sandbox.OpenAsync();

        Assert.All(new[] { sandbox.Network, sandbox.Inspector }, container =>
        {
            Assert.Equal(("0:0", "/"), (container.Config!.User, container.Config!.WorkingDir));
            Assert.Contains("""SENTINEL_SPEC={"token":"t"}""", container.Config!.Env!);
            Assert.Equal(["/busybox"], container.Config!.Entrypoint!);
        });
        Assert.True(sandbox.Inspector.HostConfig!.ReadonlyRootfs);
    }

    [Fact]
    public async Task Files_Target_ArePlanted()
    {
        await sandbox.OpenAsync();

        Assert.Equal("secret", sandbox.Inside("token"));
        Assert.Equal("600 0 folder 700", sandbox.Inside("tokenmode"));
        Assert.Equal(FormattableString.Invariant($"555 0 {new FileInfo(SandboxTestBed.BusyBox).Length}"), sandbox.Inside("gate"));
    }

    [Fact]
    public async Task Volume_Target_IsAnOrdinaryFolder()
    {
        await sandbox.OpenAsync();

        // No mount of its own, so that what is written there counts and shows; and the image's content is there.
        Assert.Equal("0 seeded", sandbox.Inside("volume"));
    }

    private static IEnumerable<string> Plain(ContainerInspectResponse container)
        => container.HostConfig!.CapAdd!.Select(name => name.StartsWith("CAP_", StringComparison.Ordinal) ? name[4..] : name);
}
