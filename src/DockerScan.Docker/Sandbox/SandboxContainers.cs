using System.Globalization;
using Docker.DotNet.Models;
using DockerScan.Core.Sandbox;

namespace DockerScan.Docker.Sandbox;

/// <summary>The container profile of the sandbox, as a whole: what each of the three containers may do. Every flag has its reason and its test.</summary>
internal sealed class SandboxContainers(SandboxSpec spec, SandboxNames names, SandboxProgram program)
{
    /// <summary>The capabilities a target keeps: what ordinary entrypoints need to prepare folders, drop rights and serve.</summary>
    /// <remarks>
    /// The engine's own default, without
    /// KILL: a root target must not signal the inspector, which has another user and shares its PID namespace;
    /// MKNOD: a device node is of no use to an ordinary image and the first step of old escapes;
    /// SETFCAP: no file may gain rights that outlast this list (and no-new-privileges makes it useless anyway).
    /// AUDIT_WRITE stays: without it PAM fails for root on kernels with audit, so cron, su, runuser and sshd would not run.
    /// NET_RAW is the caller's choice.
    /// </remarks>
    internal static readonly string[] TargetCapabilities =
    [
        "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "SETGID", "SETUID", "SETPCAP", "NET_BIND_SERVICE", "SYS_CHROOT", "AUDIT_WRITE",
    ];

    /// <summary>Addresses, routes, nftables; raw sockets to capture frames.</summary>
    internal static readonly string[] NetworkCapabilities = ["NET_ADMIN", "NET_RAW"];

    /// <summary>Reading other processes and their files; ending all of them, in their PID namespace alone, when the host is gone; the last three only to give root up at the start.</summary>
    internal static readonly string[] InspectorCapabilities = ["SYS_PTRACE", "DAC_READ_SEARCH", "SYS_BOOT", "SETUID", "SETGID", "SETPCAP"];

    private const long CpuPeriod = 100_000;
    private const long SharedMemoryBytes = 64L << 20;
    // The sentinel keeps itself under 40 MB; over this the kernel ends it and the sandbox has failed, visibly.
    private const long SentinelMemoryBytes = 48L << 20;
    // When CPU is short, whoever watches goes before whoever is watched. An ordinary container has 1024.
    private const long SentinelCpuShares = 4096;
    private const long TargetCpuShares = 512;
    private const int SentinelPids = 64;
    // 10,000 connections of the target are held open at a time.
    private const int SentinelOpenFiles = 16_384;
    private const long SentinelLogBytes = 16L << 20;
    // In the kernel's choice when the whole machine is short of memory, the target goes before anything else.
    private const int TargetOomScore = 900;

    /// <summary>The owner of the sealed network.</summary>
    /// <param name="image">The sentinel image's id.</param>
    /// <param name="hasIPv6">False for a kernel without IPv6, where the setting for it would stop the start.</param>
    public CreateContainerParameters Network(string image, bool hasIPv6 = true)
    {
        var container = Sentinel(SandboxRole.Network, image, program.NetworkArguments, NetworkCapabilities);
        // The target gets this name with the network namespace; it cannot be set there.
        container.Hostname = spec.HostName;
        var host = container.HostConfig!;
        if (spec.Mode == SandboxMode.Open)
        {
            // Only when the operator has allowed it: the engine's ordinary network.
            host.NetworkMode = "bridge";
            return container;
        }

        // No interface but lo: whatever the sentinel does or fails to do, nothing leads out.
        host.NetworkMode = "none";
        // No name server of ours: the engine writes what it writes for any container, and the sentinel answers for every address.
        // Engines turn IPv6 off where they give no address; the sink answers for it, too.
        host.Sysctls = hasIPv6
            ? new Dictionary<string, string>(StringComparer.Ordinal) { ["net.ipv6.conf.all.disable_ipv6"] = "0" }
            : null;
        return container;
    }

    /// <summary>The image under test.</summary>
    /// <param name="image">The image's id, or that of its copy without volumes.</param>
    /// <param name="network">The network container's id.</param>
    /// <param name="volumes">Volumes that the engine would make; each becomes a bounded memory file system.</param>
    /// <param name="hasQuota">True when the engine can bound the container's layer.</param>
    public CreateContainerParameters Target(string image, string network, IReadOnlyCollection<string> volumes, bool hasQuota)
    {
        var limits = spec.Limits;
        var container = Base(SandboxRole.Target, image, limits.MaxLogBytes);
        var words = Words;
        // Engines create nothing without a command; a target without words is never started.
        var isGated = program.GateArguments is not null || words.Length == 0;
        container.Entrypoint = isGated ? [spec.GatePath] : words;
        container.Cmd = isGated ? [.. program.GateArguments ?? [], .. spec.GateWords, "--", .. words] : [];
        var host = container.HostConfig!;
        host.CapAdd = limits.RawSockets ? [.. TargetCapabilities, "NET_RAW"] : TargetCapabilities;
        host.NetworkMode = "container:" + network;
        host.Runtime = spec.Runtime;
        host.OomScoreAdj = TargetOomScore;
        host.CPUShares = TargetCpuShares;
        SetLimits(host, limits.MemoryBytes, limits.Cpus, limits.MaxPids, limits.MaxOpenFiles);
        // The kernel ends a write past it with SIGXFSZ: one huge file does not need to be noticed first.
        host.Ulimits!.Add(Limit("fsize", limits.MaxFileBytes));
        if (hasQuota)
        {
            host.StorageOpt = new Dictionary<string, string>(StringComparer.Ordinal) { ["size"] = Number(limits.MaxWrittenBytes) };
        }

        if (volumes.Count > 0)
        {
            // A plain volume is on the engine's disk without a bound. This one counts as the target's memory.
            var size = Number(Math.Min(limits.MaxWrittenBytes, limits.MemoryBytes / 2));
            host.Tmpfs = volumes.ToDictionary(path => path, _ => $"rw,exec,nosuid,nodev,mode=1777,size={size}", StringComparer.Ordinal);
        }

        return container;
    }

    /// <summary>The target's own profile around the sentinel's image: whether this starts tells an image that cannot be started from an engine that fails.</summary>
    public CreateContainerParameters Control(string image, string network, bool hasQuota)
    {
        var container = Target(image, network, [], hasQuota);
        container.Name += "-control";
        // Without an argument it says how it is used and ends.
        container.Entrypoint = [program.BinaryPath];
        container.Cmd = [];
        container.User = "0:0";
        container.WorkingDir = "/";
        return container;
    }

    /// <summary>The sentinel that sees the target's processes.</summary>
    public CreateContainerParameters Inspector(string image, string network, string target)
    {
        var container = Sentinel(SandboxRole.Inspector, image, program.InspectorArguments, InspectorCapabilities);
        var host = container.HostConfig!;
        host.NetworkMode = "container:" + network;
        host.PidMode = "container:" + target;
        // It writes to its standard output only.
        host.ReadonlyRootfs = true;
        return container;
    }

    /// <summary>What the target runs: the image's own words, or others for the self-test.</summary>
    public IReadOnlyList<string> TargetWords => Words;

    private string[] Words
        => spec.Command is { } command ? [.. command]
            : spec.Image is { Configuration: var image } ? [.. image.Entrypoint, .. image.Command]
            : [];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Ulimit Limit(string name, long value) => new() { Name = name, Soft = value, Hard = value };

    private static void SetLimits(HostConfig host, long memory, double cpus, int pids, int files)
    {
        host.Memory = memory;
        // Equal to the memory: no swap, or a limit would be twice itself.
        host.MemorySwap = memory;
        // A quota, not "nano CPUs": engines refuse the latter above their own count.
        host.CPUPeriod = CpuPeriod;
        host.CPUQuota = (long)(cpus * CpuPeriod);
        // Fork bombs end here.
        host.PidsLimit = pids;
        host.Ulimits!.Add(Limit("nofile", files));
    }

    private CreateContainerParameters Sentinel(SandboxRole role, string image, IReadOnlyList<string> arguments, string[] capabilities)
    {
        var container = Base(role, image, SentinelLogBytes);
        // All of it said here: nothing depends on what the image's configuration says.
        container.Entrypoint = [program.BinaryPath];
        container.Cmd = [.. arguments];
        container.User = "0:0";
        container.WorkingDir = "/";
        // Held open by the host: the engine closes it when the host is gone, and the role ends.
        container.OpenStdin = true;
        container.StdinOnce = true;
        container.AttachStdin = true;
        container.Env = ["SENTINEL_SPEC=" + spec.SentinelSpec];
        container.HostConfig!.CapAdd = capabilities;
        container.HostConfig.CPUShares = SentinelCpuShares;
        SetLimits(container.HostConfig, SentinelMemoryBytes, 1.0, SentinelPids, SentinelOpenFiles);
        return container;
    }

    private CreateContainerParameters Base(SandboxRole role, string image, long logBytes)
        => new()
        {
            Name = names.Container(role),
            Image = image,
            // For the sweep: by scan, and by installation.
            Labels = names.Labels(role),
            // The engine would run the image's own from the first millisecond on: before, beside and outside the watch.
            Healthcheck = new HealthcheckConfig { Test = ["NONE"] },
            // Closed: a shell as CMD sees its end at once.
            OpenStdin = false,
            AttachStdin = false,
            // Two plain streams; a terminal would mix them and let the target send control sequences as one.
            Tty = false,
            // Nobody waits for a polite end.
            StopTimeout = TimeSpan.FromSeconds(1),
            HostConfig = new HostConfig
            {
                Privileged = false,
                CapDrop = ["ALL"],
                // No rights through set-uid files. Nothing about seccomp or AppArmor here: both stay the engine's default.
                SecurityOpt = ["no-new-privileges"],
                // Ports stay inside.
                PublishAllPorts = false,
                // Its own; null binds, mounts, devices and device rules: nothing of the host's.
                IpcMode = "private",
                CgroupnsMode = "private",
                UTSMode = string.Empty,
                ShmSize = SharedMemoryBytes,
                // A core file would be written by the kernel, past the limits.
                Ulimits = [Limit("core", 0)],
                OomKillDisable = false,
                // An engine may be set to put its own init first; ours is the gate.
                Init = false,
                RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.No },
                // The disposal removes it, after its files were read.
                AutoRemove = false,
                LogConfig = new LogConfig
                {
                    // One bounded file, cut when full. Compressing needs two.
                    Type = "local",
                    Config = new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["max-size"] = Number(logBytes),
                        ["max-file"] = "1",
                        ["compress"] = "false",
                    },
                },
            },
        };
}
