using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Tests;

/// <summary>Domain records with nothing in them but what a test is about.</summary>
internal static class Make
{
    public static FindingDraft Draft(
        string id = "CVE-2024-0001", string check = "cve.outdated-software", Severity severity = Severity.Medium, string? vector = null, params string[] alsoChecks) => new()
        {
            Check = check,
            AlsoChecks = alsoChecks,
            Id = id,
            KeyClass = "vulnerability",
            Location = "pkg:deb/debian/openssl",
            Title = "a title",
            Severity = severity,
            CvssVector = vector,
            Target = "openssl",
            Evidence = "evidence",
            Remediation = "remediation",
        };

    public static Finding Finding(
        string key = "k1", Risk risk = Risk.Medium, FindingState state = FindingState.Open, string scanner = StageIds.Trivy,
        Severity severity = Severity.Medium, string check = "cve.outdated-software", params string[] alsoChecks) => new()
        {
            Key = key,
            Scanner = scanner,
            Details = Draft(check: check, severity: severity, alsoChecks: alsoChecks),
            Risk = risk,
            State = state,
        };

    public static StageReport Stage(string id, StageOutcome outcome = StageOutcome.Completed)
        => new(id, outcome, outcome == StageOutcome.Completed ? null : "a reason", TimeSpan.FromSeconds(1), new Dictionary<string, string>());

    public static ScanResult Scan(IReadOnlyList<StageReport> stages, params Finding[] findings) => new()
    {
        Id = ScanId.Parse("abcdefgh12"),
        Reference = ImageReference.Parse("redis:7"),
        Platform = ImagePlatform.Default,
        StartedAt = DateTimeOffset.UnixEpoch,
        FinishedAt = DateTimeOffset.UnixEpoch,
        Verdict = Verdict.Unknown,
        AtLeast = Verdict.None,
        Complete = false,
        Stages = stages,
        Findings = findings,
        Checklist = [],
    };
}
