using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Watches;

namespace DockerScan.TestKit.Stores;

/// <summary>Alerts to store.</summary>
public static class AlertSamples
{
    public static Alert Alert(string run = "watch000001@1", string watch = "watch000001", string database = "") => new()
    {
        Id = Core.Alerts.Alert.IdOf(run), Run = run, WatchId = watch, Image = "redis:7", Kind = AlertKind.News, CreatedAt = ScanSamples.Start, Database = database,
        Places = [new WatchPlace("slack", "C1")],
    };

    /// <summary>An alert in which every property holds something other than its default.</summary>
    public static Alert Full() => Alert() with
    {
        Kind = AlertKind.Database, Revision = 3, Language = ReportLanguage.Korean, Follows = ScanSamples.Id(9), Database = "db 7",
        Scans = [new AlertedScan(ScanSamples.Id(1), ["7", "8"], "linux/arm64", WatchReason.ImageChanged, Verdict.High, Verdict.Low) { Digest = "sha256:aa", Was = "sha256:bb", Image = "redis:8" }],
        Lines = [new AlertLine(Finding(), FindingChange.Raised, NewsCause.FixAvailable, ["7"]) { Since = FindingChange.Fixed, IsUnjudged = true }],
        Drift = [new DriftFact(DriftKind.Process, "/usr/bin/nc")],
        Counts = new AlertCounts { New = 1, Raised = 2, High = 3, Fixed = 4, NotReported = 5, Noise = 6, Accepted = 7, LeftOut = 8, Baseline = 9 },
        Budgets = [new AlertBudget("docker.io", 87, 100)], NotBefore = ScanSamples.Start.AddHours(2),
        Summary = new WeeklySummary
        {
            Watches = 1, OpenHigh = 2, New = 3, Fixed = 4, Accepted = 5, Expiring = 6, Oldest = new OldestFinding("0123456789abcdef", "a title", "redis:7", ScanSamples.Start.AddDays(-9)),
        },
        Problems = [new AlertProblem("7", "linux/amd64", 3, new ScanFailure(FailureKind.RateLimited, "the registry asks to wait", ScanSamples.Start.AddHours(1)))],
    };

    /// <summary>The same of a book.</summary>
    public static AlertBook FullBook(string watch = "watch000001") => new()
    {
        WatchId = watch, Revision = 1, Runs = ["watch000001@1"], Tallies = [new AlertTally(ScanSamples.Start, 2, 1)],
        Entries =
        [
            new AlertEntry
            {
                Key = "0123456789abcdef", Target = "7|linux/amd64", Scanner = StageIds.Trivy, Database = "db 1", FirstAt = ScanSamples.Start, FirstScan = ScanSamples.Id(1),
                ToldAt = ScanSamples.Start.AddHours(1), Alert = ScanSamples.Id(2), Earlier = [ScanSamples.Id(5)], Since = FindingChange.NotReported, MissingBy = "db 2",
                Decisions = [new AlertDecided(ScanSamples.Start, AlertDecision.NoFix, FindingChange.Raised, NewsCause.SeverityRaised, "risk high or higher", ScanSamples.Id(1))],
            },
        ],
        Waiting = [new WaitingDrift("7|linux/amd64", ScanSamples.Id(1), [new DriftFact(DriftKind.Listener, "tcp 80")], ScanSamples.Start) { Second = ScanSamples.Id(3), Beside = ScanSamples.Id(4) }],
    };

    private static Finding Finding() => new()
    {
        Key = "0123456789abcdef", Scanner = StageIds.Trivy, Risk = Risk.High, State = FindingState.Accepted,
        Details = new FindingDraft
        {
            Check = CheckIds.OutdatedSoftware, AlsoChecks = [CheckIds.InsecureCoding], Id = "CVE-2026-1", KeyClass = KeyClasses.Vulnerability, Location = "pkg:deb/debian/openssl", Title = "a title",
            Description = "what it is", Severity = Severity.Critical, RiskReason = "why", CvssVector = "CVSS:3.1/AV:N", Target = "openssl", SourcePackage = "openssl-source", Layer = "sha256:1", InstalledVersion = "1.0", FixedVersion = "1.1",
            Evidence = "evidence", Remediation = "what to do", References = ["https://example.org/1"],
        },
    };
}
