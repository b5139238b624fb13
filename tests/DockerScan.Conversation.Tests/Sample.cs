using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Conversation.Tests;

/// <summary>Results to build cards from.</summary>
internal static class Sample
{
    public static readonly ScanId Id = ScanId.Parse("k3v9x2m4q8");

    public static ScanResult Result(params Finding[] findings) => new()
    {
        Id = Id,
        Reference = ImageReference.Parse("redis:7"),
        Platform = ImagePlatform.Default,
        Image = new TargetImage
        {
            Reference = ImageReference.Parse("redis:7"),
            ImageId = ImageDigest.Parse("sha256:" + new string('a', 64)),
            Platform = ImagePlatform.Default,
            SizeBytes = 117_440_512,
            LayerCount = 6,
            Configuration = new ImageConfiguration(),
        },
        OperatingSystem = new OperatingSystemInfo("debian", "12.5", EndOfLife: false),
        PackageCount = 88,
        StartedAt = DateTimeOffset.UnixEpoch,
        FinishedAt = DateTimeOffset.UnixEpoch.AddSeconds(72),
        Verdict = findings.Length == 0 ? Verdict.None : Verdict.High,
        AtLeast = findings.Length == 0 ? Verdict.None : Verdict.High,
        Complete = true,
        Stages = [Stage(StageIds.Trivy, StageOutcome.Completed)],
        Findings = findings,
        Checklist = [new ChecklistLine("cve", CheckIds.OutdatedSoftware, CheckResult.NotDetected, null, 0)],
    };

    public static StageReport Stage(string id, StageOutcome outcome, string? reason = null)
        => new(id, outcome, reason, TimeSpan.Zero, new Dictionary<string, string>());

    public static Finding Vulnerability(string id, string package, Risk risk = Risk.High, string? fixedIn = "2.0", Severity severity = Severity.High)
        => Make(id, "vulnerability", CheckIds.OutdatedSoftware, package, "A flaw", risk, severity) with
        {
            Details = Draft(id, "vulnerability", CheckIds.OutdatedSoftware, package, "A flaw", severity) with { InstalledVersion = "1.0", FixedVersion = fixedIn },
        };

    public static Finding Make(string id, string keyClass, string check, string target, string title, Risk risk, Severity severity = Severity.High, string scanner = StageIds.Trivy)
    {
        var draft = Draft(id, keyClass, check, target, title, severity);
        return new Finding { Key = FindingKey.Create("docker.io/library/redis", "linux/amd64", draft), Scanner = scanner, Details = draft, Risk = risk };
    }

    private static FindingDraft Draft(string id, string keyClass, string check, string target, string title, Severity severity) => new()
    {
        Check = check,
        Id = id,
        KeyClass = keyClass,
        Location = target,
        Title = title,
        Severity = severity,
        Target = target,
        Evidence = "e",
        Remediation = "Mend it",
    };
}
