using Docker.DotNet.Models;
using DockerScan.Core;
using DockerScan.Core.Sandbox;

namespace DockerScan.Docker.Sandbox;

/// <summary>What the engine says of itself, and whether it can hold a sandbox.</summary>
internal sealed class EngineFacts(SandboxConnection connection, TimeProvider time)
{
    // An engine does not change under us from one scan to the next; a restart with other settings is seen soon enough.
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private const string IPv6Settings = "/proc/sys/net/ipv6";
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    private Known? _known;

    /// <summary>False when the engine's kernel is known to have no IPv6; then its settings cannot be made.</summary>
    public bool HasIPv6 => !IsHere || Directory.Exists(IPv6Settings);

    /// <summary>True when the engine is reached by a socket of this machine.</summary>
    public bool IsHere => connection.Sandbox.Address.StartsWith("unix:", StringComparison.Ordinal);

    /// <summary>As last read, if that was not long ago.</summary>
    /// <exception cref="EngineException">The engine failed or cannot hold a sandbox.</exception>
    public async Task<SandboxEngineInfo> GetAsync(string? runtime, CancellationToken cancellationToken)
        => _known is { } known && known.Runtime == runtime && time.GetElapsedTime(known.ReadAt) < MaxAge
            ? known.Info
            : await ReadAsync(runtime, cancellationToken);

    /// <summary>Asks the engine.</summary>
    /// <exception cref="EngineException">The engine failed or cannot hold a sandbox.</exception>
    public async Task<SandboxEngineInfo> ReadAsync(string? runtime, CancellationToken cancellationToken)
    {
        var info = await connection.Sandbox.CallAsync(
            "ask what it can do", (client, token) => client.System.GetSystemInfoAsync(token), cancellationToken);
        if (Lack(info, runtime) is { } lack)
        {
            throw new EngineException(new ScanFailure(FailureKind.EngineUnavailable, $"The container engine cannot hold a sandbox: {lack}"));
        }

        var identity = DisplayText.Clean(
            $"{info.ID} {info.ServerVersion} linux {info.KernelVersion} {info.Driver} cgroup {info.CgroupVersion} {runtime ?? info.DefaultRuntime}"
            + $" {info.RuncCommit?.ID} {info.ContainerdCommit?.ID} {string.Join(',', info.SecurityOptions ?? [])} {await ReadBootAsync(cancellationToken)}", 600);
        var facts = new SandboxEngineInfo(identity, QuotaProbe.MayHaveQuota(info) && await new QuotaProbe(connection).HasQuotaAsync(cancellationToken));
        _known = new Known(facts, runtime, time.GetTimestamp());
        return facts;
    }

    // A limit that the engine leaves out with a warning is no limit.
    internal static string? Lack(SystemInfoResponse info, string? runtime)
        => info switch
        {
            { OSType: not "linux" } => "it does not run Linux containers",
            { MemoryLimit: false } => "it cannot bound memory (cgroup controller missing)",
            { PidsLimit: false } => "it cannot bound the number of processes (cgroup controller missing)",
            { CPUCfsQuota: false } => "it cannot bound CPU time (cgroup controller missing)",
            _ when !HasSeccomp(info) => "it runs containers without a seccomp profile; remove seccomp-profile=unconfined from its settings",
            _ when runtime is not null && info.Runtimes?.ContainsKey(runtime) != true =>
                $"it has no runtime {DisplayText.Clean(runtime, 60)}, only {DisplayText.Clean(string.Join(", ", info.Runtimes?.Keys ?? []), 200)}",
            _ => null,
        };

    private static bool HasSeccomp(SystemInfoResponse info)
        => info.SecurityOptions?.FirstOrDefault(option => option.Contains("name=seccomp", StringComparison.Ordinal)) is { } option
            && !option.Contains("unconfined", StringComparison.Ordinal);

    // What the kernel has loaded may be another after a start of the machine. Of a machine elsewhere it is not known.
    private async Task<string> ReadBootAsync(CancellationToken cancellationToken)
        => IsHere && File.Exists(BootFile) ? (await File.ReadAllTextAsync(BootFile, cancellationToken)).Trim() : string.Empty;

    private sealed record Known(SandboxEngineInfo Info, string? Runtime, long ReadAt);
}
