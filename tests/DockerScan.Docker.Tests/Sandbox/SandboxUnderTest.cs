using Docker.DotNet.Models;
using DockerScan.Core.Sandbox;
using DockerScan.Docker.Tests.Files;

namespace DockerScan.Docker.Tests.Sandbox;

/// <summary>One real sandbox, read back by inspect and from inside; shared by the tests of the flags.</summary>
public sealed class SandboxUnderTest : IAsyncDisposable
{
    private const string Script = """
        echo status; cat /proc/self/status
        echo nofile $(ulimit -n) $(ulimit -Hn)
        echo fsize $(ulimit -f) $(ulimit -Hf)
        echo core $(ulimit -c) $(ulimit -Hc)
        echo memory $(cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null)
        echo swap $(cat /sys/fs/cgroup/memory/memory.memsw.limit_in_bytes /sys/fs/cgroup/memory.swap.max 2>/dev/null)
        echo pids $(cat /sys/fs/cgroup/pids/pids.max /sys/fs/cgroup/pids.max 2>/dev/null)
        echo cpu $(cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu.max 2>/dev/null)
        echo cgroup $(cat /proc/self/cgroup | grep -v ':/$' | wc -l)
        echo shm $(df -k /dev/shm | tail -n 1)
        echo hostname $(hostname)
        echo resolv $(cat /etc/resolv.conf)
        echo links $(ls /sys/class/net)
        echo ipv6 $(cat /proc/sys/net/ipv6/conf/all/disable_ipv6)
        echo oom $(cat /proc/self/oom_score_adj)
        read word && echo stdin open || echo stdin closed
        test -t 1 && echo tty yes || echo tty no
        mkdir /m; mount -t tmpfs none /m 2>/dev/null && echo mount yes || echo mount no
        mknod /n b 8 0 2>/dev/null && echo mknod yes || echo mknod no
        echo 1 2>/dev/null > /proc/sys/vm/drop_caches && echo sys yes || echo sys no
        test "$(head -c 1 /proc/kcore 2>/dev/null | wc -c)" = 0 && echo kcore no || echo kcore yes
        echo 9999999999 2>/dev/null > $(ls -d /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null) && echo cgroupwrite yes || echo cgroupwrite no
        echo devices $(ls /dev)
        echo init $(cat /proc/1/cmdline | tr '\0' ' ' | head -c 10)
        echo token $(cat /root/.aws/credentials)
        echo tokenmode $(stat -c '%a %u' /root/.aws/credentials) folder $(stat -c %a /root/.aws)
        echo gate $(stat -c '%a %u %s' /.init)
        echo volume $(grep -c ' /data ' /proc/mounts) $(cat /data/seed)
        echo finished
        while :; do sleep 0.1; done
        """;

    private readonly SemaphoreSlim _gate = new(1);
    private SandboxTestBed? _bed;
    private Core.Sandbox.ISandboxSession? _session;

    internal ContainerInspectResponse Network { get; private set; } = new();

    internal ContainerInspectResponse Target { get; private set; } = new();

    internal ContainerInspectResponse Inspector { get; private set; } = new();

    /// <summary>The target's lines.</summary>
    internal IReadOnlyList<string> Lines { get; private set; } = [];

    internal static SandboxLimits Limits { get; } = new()
    {
        MemoryBytes = 96L << 20,
        Cpus = 0.5,
        MaxPids = 40,
        MaxOpenFiles = 321,
        MaxFileBytes = 8L << 20,
        MaxLogBytes = 1L << 20,
    };

    /// <summary>What follows a word at a line's start.</summary>
    internal string Inside(string word) => Lines.Single(line => line.StartsWith(word + " ", StringComparison.Ordinal))[(word.Length + 1)..];

    internal string Status(string key) => Lines.Single(line => line.StartsWith(key + ":", StringComparison.Ordinal))[(key.Length + 1)..].Trim();

    /// <summary>Builds it once. Skips the test when there is no engine.</summary>
    internal async Task OpenAsync()
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_session is not null)
            {
                return;
            }

            _bed = SandboxTestBed.Open("flags");
            var image = await _bed.ImportAsync(
                [TestTar.Folder("root/"), TestTar.Folder("data/"), TestTar.File("data/seed", "seeded")],
                "VOLUME /data",
                "EXPOSE 80",
                "HEALTHCHECK --interval=1h CMD true",
                "ENTRYPOINT [\"/bin/sh\", \"-c\"]",
                $"CMD [{System.Text.Json.JsonSerializer.Serialize(Script)}]");
            var spec = SandboxTestBed.Spec(image) with
            {
                Limits = Limits,
                Files = [new SandboxFile("/root/.aws/credentials", "secret"u8.ToArray(), 0, 0b110_000_000)],
            };
            _session = await _bed.StartAsync(spec);
            Assert.Null(await _session.StartAsync(SandboxRole.Inspector, TestContext.Current.CancellationToken));
            Lines = await ReadAsync(_session);
            (Network, Target, Inspector) = (
                await _bed.InspectAsync("network"), await _bed.InspectAsync("target"), await _bed.InspectAsync("inspector"));
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync();
        }

        if (_bed is not null)
        {
            await _bed.DisposeAsync();
        }

        _gate.Dispose();
    }

    private static async Task<List<string>> ReadAsync(Core.Sandbox.ISandboxSession session)
    {
        List<string> lines = [];
        await foreach (var line in session.ReadLinesAsync(SandboxRole.Target, 1 << 20, TestContext.Current.CancellationToken))
        {
            lines.Add(line.Text);
            if (line.Text == "finished")
            {
                break;
            }
        }

        return lines;
    }
}
