using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reputations;
using DockerScan.Core.Sandbox;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.TestKit.Stores;

/// <summary>Requests and results to store.</summary>
public static class ScanSamples
{
    public static DateTimeOffset Start { get; } = new(2026, 9, 1, 10, 0, 0, TimeSpan.Zero);

    public static ScanId Id(int number) => ScanId.Parse($"scan{number:D6}");

    public static ScanRequest Request(string reference = "redis:7", ScanOptions? options = null, ImagePlatform? platform = null)
        => new(ImageReference.Parse(reference), platform, options ?? new ScanOptions(), "cli");

    public static ImageDigest Digest(char digit) => ImageDigest.Parse("sha256:" + new string(digit, 64));

    /// <summary>A small result.</summary>
    public static ScanResult Result(ScanId id, string reference = "redis:7", DateTimeOffset? finishedAt = null, bool complete = true, string? reuseKey = null) => new()
    {
        Id = id,
        Reference = ImageReference.Parse(reference),
        Platform = ImagePlatform.Default,
        StartedAt = (finishedAt ?? Start).AddMinutes(-1),
        FinishedAt = finishedAt ?? Start,
        Verdict = complete ? Verdict.None : Verdict.Unknown,
        AtLeast = Verdict.None,
        Complete = complete,
        Stages = [],
        Findings = [],
        Checklist = [],
        ReuseKey = reuseKey,
    };

    public static Finding Finding(int number) => new()
    {
        Key = $"{number:x16}",
        Scanner = StageIds.Trivy,
        Risk = Risk.High,
        State = FindingState.Accepted,
        Details = new FindingDraft
        {
            Check = CheckIds.OutdatedSoftware,
            AlsoChecks = [CheckIds.InsecureCoding],
            Id = $"CVE-2026-{number}",
            KeyClass = "vulnerability",
            Location = "pkg:deb/debian/openssl",
            Title = "openssl: 취약점 \"quoted\" <b>\u202e",
            Description = new string('d', 900) + "\n\0\t😀",
            Severity = Severity.Critical,
            CvssVector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            Target = "openssl",
            InstalledVersion = "3.0.1-1",
            FixedVersion = "3.0.2-1",
            SourcePackage = "openssl-source",
            Layer = Digest('2').Value,
            Evidence = "installed 3.0.1-1, fixed in 3.0.2-1",
            Remediation = "apt-get upgrade openssl",
            RiskReason = "the distributor rates it medium",
            References = ["https://example.com/CVE-2026-1"],
        },
    };

    /// <summary>A result in which every property holds something other than its default.</summary>
    public static ScanResult Full(ScanId id, int findings = 2) => new()
    {
        Id = id,
        Reference = ImageReference.Parse("localhost:5000/team/app:1.2@" + Digest('a')),
        Platform = new ImagePlatform("linux", "arm", "v7"),
        Image = Image(),
        OperatingSystem = new OperatingSystemInfo("debian", "12.15", true),
        PackageCount = 151,
        StartedAt = new DateTimeOffset(2026, 9, 1, 19, 0, 0, TimeSpan.FromHours(9)).AddTicks(1234567),
        FinishedAt = new DateTimeOffset(2026, 9, 1, 19, 1, 0, TimeSpan.FromHours(9)).AddTicks(7654321),
        Verdict = Verdict.High,
        AtLeast = Verdict.High,
        Complete = true,
        Failure = new ScanFailure(FailureKind.RateLimited, "the registry asks to wait", Start.AddHours(6)),
        Stages = [new StageReport(StageIds.Trivy, StageOutcome.Partial, "a part only", TimeSpan.FromTicks(12345678), new Dictionary<string, string> { ["exit"] = "0", ["Key With.Dots"] = "$x" }) { Gaps = [new Gap(GapKind.DatabaseStale, "it is 9 days old")], Packages = new PackageRecord("trivy/1", "H4sI+/A=") }],
        Findings = [.. Enumerable.Range(1, findings).Select(Finding)],
        Checklist = [new ChecklistLine("cve", CheckIds.OutdatedSoftware, CheckResult.Detected, Risk.High, findings)],
        Network = [new NetworkContact("udp", "192.0.2.1", 53, "example.com", "sh", "dns", "asked for example.com") { Reputation = Reputation.Harmless }],
        Dropped = [new DroppedFile("/tmp/x", new string('e', 64), 5, AutorunKind.Elf, true) { Reputation = Reputation.Suspicious }],
        Reputations = [Known(new Indicator(IndicatorKind.Domain, "bad.site.net"), Reputation.Malicious)],
        Revision = 3,
        AmendedAt = Start.AddHours(1),
        Listeners = [new NetworkListener("tcp", "0.0.0.0", 6379, "redis-server")],
        Processes = [new ObservedProcess("redis-server *:6379", "/usr/local/bin/redis-server", 999)],
        Timeline = new SandboxTimeline(60_000, [new TimelineBar("redis-server *:6379", 12, 59_000, 999, true)], [new TimelineMark(310, "example.com", "dns", true) { Host = "example.com" }]),
        Sandbox = new SandboxUse(SandboxMode.None, new TargetRun(TargetEnd.Stopped, 412)),
        Capture = new CaptureInfo(4_096, 12, new string('e', 64)),
        Autorun = [new AutorunFile
        {
            Path = "/entry.sh", Sha256 = new string('b', 64), SizeBytes = 12, Kind = AutorunKind.Script, StartedBy = "ENTRYPOINT", Depth = 1, MayStart = true,
            Reputation = Reputation.Malicious, Package = "redis", PackageUnread = "rpm's /var/lib/rpm/Packages: not read",
        }],
        ReuseKey = "reuse",
    };

    /// <summary>An indicator that was answered.</summary>
    public static IndicatorReputation Known(Indicator indicator, Reputation reputation) => new()
    {
        Indicator = indicator, Check = CheckIds.MaliciousAddress, Seen = ["bad.site.net:443"], Rank = 60, Reputation = reputation, Revision = 1,
        Report = Report(reputation),
    };

    /// <summary>A service's answer.</summary>
    public static ReputationReport Report(Reputation reputation = Reputation.Harmless, DateTimeOffset? checkedAt = null) => new()
    {
        Reputation = reputation, Flagged = 7, Asked = 90, FirstSeen = Start.AddYears(-1), LastAnalysed = Start.AddDays(-1),
        Link = "https://www.virustotal.com/gui/domain/bad.site.net", CheckedAt = checkedAt ?? Start,
    };

    private static TargetImage Image() => new()
    {
        Reference = ImageReference.Parse("docker.io/library/redis@" + Digest('c')),
        Digest = Digest('c'),
        ImageId = ImageDigest.Parse("sha512:" + new string('d', 128)),
        Platform = new ImagePlatform("Linux", "X 86", "odd/one"),
        SizeBytes = 5_000_000_000,
        LayerCount = 7,
        Layers = [Digest('1').Value, Digest('2').Value],
        Chain = Digest('3').Value,
        WasPulled = true,
        Configuration = new ImageConfiguration
        {
            User = "redis",
            Entrypoint = ["/entry.sh"],
            Command = ["redis-server", "--\ufffd"],
            Environment = ["A=b=c"],
            WorkingDirectory = "/data",
            ExposedPorts = ["6379/tcp"],
            Volumes = ["/data"],
            OnBuild = ["RUN x"],
            HealthCheck = ["CMD-SHELL", "true"],
            Shell = ["/bin/bash", "-c"],
            Labels = new Dictionary<string, string> { ["org.opencontainers.image.source"] = "https://example.com", ["."] = "", [""] = "$set" },
            History = [new HistoryEntry("RUN x", "buildkit", true)],
            CreatedAt = Start,
        },
    };
}
