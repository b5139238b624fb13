using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Watches;
using DockerScan.TestKit.Builders;

namespace DockerScan.TestKit.Conversation;

/// <summary>Alerts to draw, one of each kind.</summary>
public static class AlertSampleCards
{
    private static readonly AlertedScan Replaced = new(Cards.Id, ["7"], "linux/amd64", WatchReason.ImageChanged, Verdict.High, Verdict.High) { Digest = "sha256:5f1c0d6a2b3e", Was = "sha256:9a0b7c4d1e2f" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ChatMessage> All(ReportLanguage language) =>
    [
        News(language), Mended(language), Storm(language), Failing(language), Baseline(language), Shock(language), Watching(language), Worse(language), Hostile(language),
        Digest(language), Weekly(language), QuietWeek(language), Accepted(language), Lost(language),
    ];

    /// <summary>A miner and a new high CVE.</summary>
    public static ChatMessage News(ReportLanguage language) => AlertCards.Make(Found(language));

    /// <summary>The same when half of it is mended.</summary>
    public static ChatMessage Mended(ReportLanguage language)
        => AlertCards.Make(AlertMaker.With(Found(language), new Dictionary<string, FindingChange?> { ["k1"] = FindingChange.Fixed, ["k2"] = FindingChange.NotReported })!);

    /// <summary>500 findings.</summary>
    public static ChatMessage Storm(ReportLanguage language) => AlertCards.Make(Found(language) with
    {
        Lines = [.. Enumerable.Range(0, Alert.MaxLines).Select(number => new AlertLine(
            Finding($"s{number}", Drafts.Vulnerability($"CVE-2026-{1000 + number}", $"package{number % 20}", "1.0", "1.1", Severity.Critical, "an overflow")), FindingChange.New, NewsCause.DatabaseChanged, ["7"]))],
        Counts = new AlertCounts { New = 500, High = 500, LeftOut = 1200 },
    });

    /// <summary>A tag that cannot be looked at.</summary>
    public static ChatMessage Failing(ReportLanguage language) => AlertCards.Make(Of(AlertKind.Failing, language) with
    {
        Problems = [new AlertProblem("7", "linux/amd64", 3, new ScanFailure(FailureKind.ImageNotFound, "the registry has no such tag"))],
    });

    /// <summary>Another scanner.</summary>
    public static ChatMessage Baseline(ReportLanguage language)
        => AlertCards.Make(Of(AlertKind.Baseline, language) with { Scans = [Replaced with { Reason = WatchReason.ScannerChanged }], Counts = new AlertCounts { Baseline = 12 } });

    /// <summary>Much for many.</summary>
    public static ChatMessage Shock(ReportLanguage language) => AlertCards.Make(Of(AlertKind.Database, language) with
    {
        WatchId = string.Empty, Image = string.Empty, Database = "2026-11-30T06:12:00Z",
        Scans = [.. Enumerable.Range(1, 7).Select(number => Replaced with { Image = $"ghcr.io/team/app{number}:2", Reason = WatchReason.DatabaseChanged })],
        Lines = [new AlertLine(Finding("k2", Cve()), FindingChange.New, NewsCause.DatabaseChanged, ["ghcr.io/team/app1:2", "ghcr.io/team/app2:2"])],
        Counts = new AlertCounts { New = 28, High = 28 },
    });

    /// <summary>A new watch.</summary>
    public static ChatMessage Watching(ReportLanguage language)
        => AlertCards.Make(Of(AlertKind.Watching, language) with { Scans = [Replaced with { Reason = WatchReason.FirstSight, Was = string.Empty }, Replaced with { Tags = ["7.2", "7.2.4"], Verdict = Verdict.None, AtLeast = Verdict.None }] });

    /// <summary>What was told before got worse.</summary>
    public static ChatMessage Worse(ReportLanguage language) => AlertCards.Make(Of(AlertKind.News, language) with
    {
        Scans = [Replaced with { Reason = WatchReason.DatabaseChanged, Was = Replaced.Digest }],
        Lines =
        [
            new AlertLine(Finding("k2", Cve()), FindingChange.Raised, NewsCause.FixAvailable, ["7"]),
            new AlertLine(Finding("k3", Cve() with { Id = "CVE-2026-31337" }), FindingChange.Raised, NewsCause.KnownExploited, ["7"]) { IsUnjudged = true },
        ],
        Counts = new AlertCounts { Raised = 2, High = 2 },
    });

    /// <summary>What waited for the morning.</summary>
    public static ChatMessage Digest(ReportLanguage language) => AlertCards.Make(AlertDigest.Make(
        DateTimeOffset.UnixEpoch, new WatchPlace("slack", "C1"),
        [Found(language), Found(language) with { Image = "ghcr.io/team/app:2" }, Of(AlertKind.Failing, language) with { Image = "nginx:1.29", Problems = [Missing] }], DateTimeOffset.UnixEpoch));

    /// <summary>A week.</summary>
    public static ChatMessage Weekly(ReportLanguage language) => AlertCards.Make(Of(AlertKind.Weekly, language) with
    {
        WatchId = string.Empty, Image = string.Empty, Problems = [Missing with { Tag = "nginx:1.29" }], Budgets = [new AlertBudget("docker.io", 87, 100)],
        Summary = new WeeklySummary
        {
            Watches = 4, OpenHigh = 7, New = 3, Fixed = 5, Accepted = 9, Expiring = 2,
            Oldest = new OldestFinding("k2", "CVE-2026-4911 libc6", "redis:7", new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero)),
        },
    });

    /// <summary>A week in which nothing was.</summary>
    public static ChatMessage QuietWeek(ReportLanguage language)
        => AlertCards.Make(Of(AlertKind.Weekly, language) with { WatchId = string.Empty, Image = string.Empty, Summary = new WeeklySummary { Watches = 1 } });

    /// <summary>A channel is gone.</summary>
    public static ChatMessage Lost(ReportLanguage language) => AlertCards.Make(Of(AlertKind.Lost, language) with
    {
        Problems = [new AlertProblem("slack C0123456789", string.Empty, 1, new ScanFailure(FailureKind.Refused, "channel_not_found"))],
    });

    /// <summary>What was told is accepted since, in part.</summary>
    public static ChatMessage Accepted(ReportLanguage language)
        => AlertCards.Make(AlertMaker.With(Found(language), new Dictionary<string, FindingChange?> { ["k2"] = FindingChange.Accepted })!);

    /// <summary>Texts of an image that try to be more than text.</summary>
    public static ChatMessage Hostile(ReportLanguage language)
    {
        const string text = "<!channel> @everyone [x](https://evil.example) \u202Egnp.exe \u001b[31m";
        return AlertCards.Make(Found(language) with
        {
            Drift = [new DriftFact(DriftKind.Process, text), new DriftFact(DriftKind.Entrypoint, new string('A', 5000))],
            Lines = [new AlertLine(Finding("k1", Cve() with { Id = text, Target = text, Title = text, FixedVersion = text }), FindingChange.New, NewsCause.ImageChanged, [text])],
            Counts = new AlertCounts { New = 1 },
        });
    }

    private static AlertProblem Missing => new("7", "linux/amd64", 3, new ScanFailure(FailureKind.ImageNotFound, "the registry has no such tag"));

    private static Alert Found(ReportLanguage language) => Of(AlertKind.News, language) with
    {
        Scans = [Replaced],
        Lines =
        [
            new AlertLine(Finding("k1", Drafts.Rule(CheckIds.Miner, "stratum-login", "pool.example:3333", Severity.Critical, "Speaks the Stratum mining protocol", "login")), FindingChange.New, NewsCause.ImageChanged, ["7"]),
            new AlertLine(Finding("k2", Cve()), FindingChange.New, NewsCause.ImageChanged, ["7"]),
            new AlertLine(Finding("k3", Cve() with { Id = "CVE-2026-31337" }), FindingChange.New, NewsCause.DatabaseChanged, ["7"]),
        ],
        Drift = [new DriftFact(DriftKind.Contact, "tcp pool.example 3333"), new DriftFact(DriftKind.Entrypoint, "/usr/local/bin/run.sh")],
        Counts = new AlertCounts { New = 3, High = 3, LeftOut = 14, Noise = 9, Accepted = 1, Fixed = 2 },
    };

    private static Alert Of(AlertKind kind, ReportLanguage language) => new()
    {
        Id = Alert.IdOf("watch000001@1"), Run = "watch000001@1", WatchId = "watch000001", Image = "redis:7", Kind = kind, CreatedAt = DateTimeOffset.UnixEpoch, Language = language,
    };

    private static FindingDraft Cve() => Drafts.Vulnerability("CVE-2026-4911", "libc6", "2.36-9+deb12u1", "2.36-9+deb12u3", Severity.High, "glibc: buffer overflow in ld.so");

    private static Finding Finding(string key, FindingDraft draft)
        => new() { Key = key, Scanner = draft.KeyClass == KeyClasses.Vulnerability ? StageIds.Trivy : StageIds.Sandbox, Details = draft, Risk = Risk.High };
}
