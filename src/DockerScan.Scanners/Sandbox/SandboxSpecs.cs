using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Images;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Sentinel.Events;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Sandbox;

/// <summary>Makes the specification of a sandbox out of the settings.</summary>
internal sealed class SandboxSpecs(IOptions<SandboxOptions> options, SentinelFile sentinel, IIdGenerator ids, NumberDraw draw)
{
    private static readonly string[] DefaultShell = ["/bin/sh", "-c"];

    private const int GatePathLength = 8;
    private const int GateNameLength = 32;

    // Building, stopping and reading take their time, too; a run that takes longer than this has nobody who waits for it.
    private const int MaxSecondsAround = 60;

    /// <param name="scan">The scan.</param>
    /// <param name="image">The image; null for the sentinel's own, in the self-test.</param>
    /// <param name="tokens">The honeytokens.</param>
    /// <param name="command">Started instead of the image's own command; null for that.</param>
    /// <param name="window">How long it is to be watched; null for the longest.</param>
    /// <param name="taken">The numbers of the image's own users and groups, which the inspector's must not be; null for none.</param>
    /// <exception cref="SandboxFailedException">There is no number for the inspector.</exception>
    public SandboxSpec Make(
        ScanId scan, TargetImage? image, Honeytokens tokens, IReadOnlyList<string>? command = null, TimeSpan? window = null, IReadOnlySet<int>? taken = null)
    {
        var settings = options.Value;
        // Another number each time: the target cannot become the inspector's user by knowing it.
        var uid = InspectorUser.Draw(taken ?? FrozenSet<int>.Empty, draw);
        // Nothing of ours has a name that an image could know, nor the same one twice.
        var gatePath = "/." + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", GatePathLength);
        var gateName = RandomNumberGenerator.GetHexString(GateNameLength, lowercase: true);
        var sentinelSpec = new SentinelSpec
        {
            Mode = command is null ? ModeName(settings.Mode) : ModeName(SandboxMode.Sinkhole),
            Tokens = new Dictionary<string, string>(tokens.Tokens, StringComparer.Ordinal),
            TokenFiles = new Dictionary<string, string>(tokens.FileTokens, StringComparer.Ordinal),
            Metadata = new Dictionary<string, string>(tokens.Metadata, StringComparer.Ordinal),
            MaxPcapBytes = settings.MaxPcapBytes,
            InspectorUid = uid,
            Salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            GatePath = gatePath,
            GateName = gateName,
            MaxOpenFiles = Limits(settings).MaxOpenFiles,
            HostOnInput = true,
            MaxSeconds = (int)(window?.TotalSeconds ?? ScanOptions.MaxWindowSeconds) + MaxSecondsAround,
        };
        return new SandboxSpec
        {
            Scan = scan,
            Image = image,
            Mode = command is null ? settings.Mode : SandboxMode.Sinkhole,
            Limits = Limits(settings),
            Runtime = settings.Runtime,
            // As an engine names a container: twelve hex digits.
            HostName = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ids.NewId())))[..12],
            SentinelSpec = JsonSerializer.Serialize(sentinelSpec, SentinelJson.Default.SentinelSpec),
            SentinelPath = sentinel.Path,
            GatePath = gatePath,
            GateWords = [gateName, uid.ToString(CultureInfo.InvariantCulture), .. Check(command is null ? image?.Configuration : null)],
            Files = tokens.Files,
            Command = command,
        };
    }

    // As the engine runs it, but by the gate: how many words, and these.
    private static IEnumerable<string> Check(ImageConfiguration? image)
    {
        IReadOnlyList<string> words = image?.HealthCheck switch
        {
            { Count: > 1 } given when given[0] == "CMD" => [.. given.Skip(1)],
            { Count: > 1 } given when given[0] == "CMD-SHELL" => [.. image.Shell is { Count: > 0 } shell ? shell : DefaultShell, given[1]],
            _ => [],
        };
        return [words.Count.ToString(CultureInfo.InvariantCulture), .. words];
    }

    private static SandboxLimits Limits(SandboxOptions settings) => new()
    {
        MemoryBytes = (long)settings.MemoryMiB << 20,
        Cpus = settings.Cpus,
        MaxPids = settings.MaxPids,
        MaxWrittenBytes = (long)settings.MaxWrittenMiB << 20,
        MaxFileBytes = Math.Max(1, (long)settings.MaxWrittenMiB / 2) << 20,
        RawSockets = settings.RawSockets,
    };

    private static string ModeName(SandboxMode mode) => mode switch
    {
        SandboxMode.Sinkhole => "sinkhole",
        SandboxMode.None => "none",
        SandboxMode.Open => "open",
        _ => throw new InvalidOperationException($"there is no mode {mode}"),
    };
}
