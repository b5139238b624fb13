using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.TestKit.Builders;

/// <summary>The same few scans for every renderer and report.</summary>
public static class SampleScans
{
    private static readonly (string Key, string Value)[] TrivyEvidence =
        [("version", "0.68.2"), ("databaseUpdatedAt", "2026-03-14T06:12:44Z"), ("exitCode", "0")];

    /// <summary>All completed, nothing found, and the image was started.</summary>
    public static ScanResult Clean() => Static(new ScanResultBuilder().For("cgr.example/distroless/static:1"), User("65532"))
        .Stage(StageIds.Sandbox, milliseconds: 60_000).Optional(StageIds.VirusTotal, StageOutcome.Completed, milliseconds: 90)
        .With(result => Described(result, "wolfi", "20230201", 12)).Build();

    /// <summary>All completed and nothing found, but the sandbox was left out.</summary>
    public static ScanResult NotStarted() => Static(new ScanResultBuilder().For("cgr.example/distroless/static:1"), User("65532"))
        .Optional(StageIds.Sandbox, StageOutcome.Skipped, "left out by request").Optional(StageIds.VirusTotal, StageOutcome.Completed, milliseconds: 90)
        .With(result => Described(result, "wolfi", "20230201", 12)).Build();

    /// <summary>All completed, and much was found.</summary>
    public static ScanResult Vulnerable() => Static(new ScanResultBuilder().For("redis:7"), Redis()).Stage(StageIds.Sandbox, milliseconds: 60_000)
        .Optional(StageIds.VirusTotal, StageOutcome.Completed, milliseconds: 90)
        .Found(SampleFindings.All()).Accepted("CVE-2011-3374").With(result => Observed(Described(result, "debian", "12.5", 104))).Build();

    /// <summary>Looked up at VirusTotal, amended since, and every answer that there is.</summary>
    public static ScanResult LookedUp() => Static(new ScanResultBuilder().For("evil:1"), User("65532")).Stage(StageIds.Sandbox, milliseconds: 60_000)
        .Optional(StageIds.VirusTotal, StageOutcome.Partial, "2 of 7 wait for their turn").Without(new Gap(GapKind.AddressesNotLookedUp, "not every contacted address is known to the reputation service"))
        .With(result => Described(result, "debian", "12.5", 104)).With(SampleReputations.Add).Build();

    /// <summary>The vulnerability scanner met its time limit, so nobody knows; something was found before.</summary>
    public static ScanResult Partial() => new ScanResultBuilder().For("ghcr.io/acme/api@sha256:" + new string('c', 64)).WithImage(Redis(), isLocalOnly: true)
        .Stage(StageIds.Resolve, milliseconds: 310).Stage(StageIds.Acquire, milliseconds: 8_400)
        .Stage(StageIds.Trivy, StageOutcome.TimedOut, "no answer within 300 s; the database was not found", 300_000, ("version", "0.68.2"), ("stderr", "FATAL db error"))
        .Stage(StageIds.ImageConfig).Stage(StageIds.Autorun, StageOutcome.Partial, "3 of 40 files are over the size limit")
        .Without(new Gap(GapKind.StartFileCut, "3 of 40 files are over the size limit"))
        .Optional(StageIds.Sandbox, StageOutcome.Unsupported, "the engine allows no user namespace")
        .Found(SampleFindings.Root()).With(result => result with { Autorun = SampleFindings.AutorunFiles() }).Build();

    /// <summary>There is no such image.</summary>
    public static ScanResult Failed() => new ScanResultBuilder().For("docker.io/library/rediss:7")
        .Stage(StageIds.Resolve, StageOutcome.Failed, "not found in the registry", 420)
        .Optional(StageIds.Acquire, StageOutcome.Skipped, "there is no image").Optional(StageIds.Trivy, StageOutcome.Skipped, "there is no image")
        .With(result => result with
        {
            Failure = new ScanFailure(FailureKind.ImageNotFound, "docker.io has no library/rediss:7, or it is private. Check the name, or log in to the registry."),
        }).Build();

    /// <summary>As many vulnerabilities as asked for, in as many packages as asked for.</summary>
    public static ScanResult Large(int findings, int packages) => Static(new ScanResultBuilder().For("fat:latest"), Redis())
        .Found(Enumerable.Range(0, findings).Select(number => Drafts.Vulnerability(
            string.Create(CultureInfo.InvariantCulture, $"CVE-2025-{10000 + number}"),
            string.Create(CultureInfo.InvariantCulture, $"libexample{number % packages}"),
            "1.2.3-4+deb12u1",
            number % 3 == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"1.2.{4 + (number % 9)}-1"),
            (Severity)(number % 5),
            "A heap-based buffer overflow in the parser of [chunked] <input> allows remote code execution")))
        .With(result => Described(result, "debian", "12.5", 500)).Build();

    private static ScanResultBuilder Static(ScanResultBuilder builder, ImageConfiguration configuration) => builder.WithImage(configuration)
        .Stage(StageIds.Resolve, milliseconds: 310).Stage(StageIds.Acquire, milliseconds: 8_400)
        .Stage(StageIds.Trivy, milliseconds: 4_200, evidence: TrivyEvidence).Stage(StageIds.ImageConfig, milliseconds: 180).Stage(StageIds.Autorun, milliseconds: 260);

    private static ImageConfiguration User(string user) => new() { User = user, Entrypoint = ["/app"], CreatedAt = DateTimeOffset.UnixEpoch };

    private static ImageConfiguration Redis() => new()
    {
        Entrypoint = ["docker-entrypoint.sh"],
        Command = ["redis-server", "--save", ""],
        ExposedPorts = ["6379/tcp"],
        CreatedAt = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero),
    };

    private static ScanResult Described(ScanResult result, string family, string name, int packages)
        => result with { OperatingSystem = new OperatingSystemInfo(family, name, EndOfLife: false), PackageCount = packages };

    private static ScanResult Observed(ScanResult result) => result with
    {
        OperatingSystem = new OperatingSystemInfo("debian", "10.13", EndOfLife: true),
        Autorun = SampleFindings.AutorunFiles(),
        Network = [new NetworkContact("tcp", "185.71.65.92", 3333, "pool.example", "xmrig", "stratum", "mining.subscribe to pool.example"), new NetworkContact("udp", "2001:db8::1", 53, null, null, null, "asked for pool.example")],
        Listeners = [new NetworkListener("tcp", "0.0.0.0", 6379, "redis-server"), new NetworkListener("tcp", "0.0.0.0", 4444, null)],
        Processes = [new ObservedProcess("redis-server *:6379", "/usr/local/bin/redis-server", 0), new ObservedProcess("xmrig -o pool.example:3333", null, 999)],
        Timeline = SampleTimelines.Miner(),
    };
}
