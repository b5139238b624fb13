using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Reports;
using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reports;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;
using DockerScan.TestKit.Builders;
using DockerScan.TestKit.Stores;

namespace DockerScan.TestKit.Conversation;

/// <summary>Real cards to draw.</summary>
public static class Cards
{
    public static readonly ScanId Id = ScanId.Parse("k3v9x2m4q8");

    /// <summary>What the report's link of a card leads to; nothing else in a card is a link.</summary>
    public static readonly Uri ReportAddress = new("https://scan.example/reports/k3v9x2m4q8?lang=en&until=1798502400&sig=nhVUXrUmGo_0WNrWZ3ye3hgoVFnfOXJ9f9h-3CN0Zx4");

    public static ChatMessage Working(int stages = 3, ReportLanguage language = ReportLanguage.English)
        => ScanCardBuilder.Working(Subject(joined: false, language), new ScanProgress(Id, ScanPhase.Running, 0, [.. Stages.Take(stages)], null));

    public static ChatMessage Joined(ReportLanguage language = ReportLanguage.English)
        => ScanCardBuilder.Working(Subject(joined: true, language), new ScanProgress(Id, ScanPhase.Queued, 2, [], null));

    /// <summary>Nothing was found.</summary>
    /// <param name="language">Its language.</param>
    /// <param name="isLocal">As a terminal of this machine shows it: with the report's path.</param>
    public static ChatMessage Clean(ReportLanguage language = ReportLanguage.English, bool isLocal = false)
        => ScanCardBuilder.Finished(Result(), isLocal ? Files : null, language: language);

    /// <summary>Something was found.</summary>
    /// <param name="language">Its language.</param>
    /// <param name="isLocal">As a terminal of this machine shows it: with the report's path.</param>
    public static ChatMessage Vulnerable(ReportLanguage language = ReportLanguage.English, bool isLocal = false)
        => ScanCardBuilder.Finished(
            Result(Secret(), Vulnerability("CVE-2023-0286", "3.0.15"), Vulnerability("CVE-2023-0464", "3.0.15")), isLocal ? Files : Link, language: language);

    public static ChatMessage Unknown(ReportLanguage language = ReportLanguage.English) => ScanCardBuilder.Finished(
        Result(Vulnerability("CVE-2023-0286", null)) with
        {
            Verdict = Verdict.Unknown,
            Complete = false,
            Stages = [.. Done(StageIds.Trivy), new StageReport(StageIds.Sandbox, StageOutcome.TimedOut, "no answer from the engine within 60 s", TimeSpan.Zero, new Dictionary<string, string>())],
            Checklist = [new ChecklistLine("autorun", CheckIds.AutorunMalware, CheckResult.NotAssessed, null, 0)],
        },
        checklist: language == ReportLanguage.English ? null : SampleChecklist.Create(),
        language: language);

    /// <summary>A link for the report, look-ups that wait and that were bad, and an image under another name.</summary>
    public static ChatMessage Reused(ReportLanguage language) => ScanCardBuilder.Reused(
        Subject(joined: false, language) with { Reference = ImageReference.Parse("redis:7.2") },
        Result() with { Reputations = [Looked("198.41.0.4", Reputation.Malicious), Looked("198.41.0.5", Reputation.Pending), Looked("198.41.0.6", Reputation.Unknown)] },
        Link);

    /// <summary>One finding is accepted, by a hostile reason; the other is known to be exploited and can be accepted by a button.</summary>
    public static ChatMessage Accepted(ReportLanguage language = ReportLanguage.English)
    {
        var (open, accepted) = (Vulnerability("CVE-2023-0286", "3.0.15"), Secret());
        var acceptance = AcceptanceSamples.Acceptance(1) with { Key = accepted.Key, Reason = "an example <!channel> @everyone [x](https://evil.example)" };
        var result = Result(open with { Exploitation = new Exploitation(new DateOnly(2023, 2, 8), false, 0.9) }, accepted with { State = FindingState.Accepted });
        var card = ScanCardBuilder.Finished(
            result with { Accepted = new AcceptedFindings(new Dictionary<string, Acceptance> { [accepted.Key] = acceptance }) }, language: language);
        return card with
        {
            Buttons =
            [
                new ChatButton(ChatButtonIds.AcceptWeek, "Accept 7 days", "accept 00000000000000bb --days 7 --reason=by-button"),
                new ChatButton(ChatButtonIds.AcceptMonth, "Accept 30 days", "accept 00000000000000bb --days 30 --reason=by-button"),
                new ChatButton(ChatButtonIds.FalsePositive, "False positive", "accept 00000000000000bb --false-positive --reason=by-button"),
                card.Buttons[0],
            ],
        };
    }

    public static ChatMessage Cancelled(ReportLanguage language) => ScanCardBuilder.Cancelled(Subject(joined: false, language));

    public static IReadOnlyList<ChatMessage> Korean() =>
    [
        Working(stages: 7, ReportLanguage.Korean), Joined(ReportLanguage.Korean), Clean(ReportLanguage.Korean), Vulnerable(ReportLanguage.Korean),
        Unknown(ReportLanguage.Korean), Reused(ReportLanguage.Korean), Cancelled(ReportLanguage.Korean), Accepted(ReportLanguage.Korean),
    ];

    public static ChatMessage Hostile()
    {
        var text = "[red]not red[/] [link=https://evil.example]x[/] \u001b[2J\u202Edlrow";
        var finding = Vulnerability(text, "[bold]1[/]");
        return ScanCardBuilder.Finished(Result(finding with { Details = finding.Details with { Target = text, Title = text } }));
    }

    private static readonly ReportLocation Link = new(new ReportLink(ReportAddress, DateTimeOffset.FromUnixTimeSeconds(1_798_502_400)), null);

    private static readonly ReportLocation Files = new(null, new ReportPaths("/data/k3v9x2m4q8/report.md", "/data/k3v9x2m4q8/report.html", "/data/k3v9x2m4q8/report.json"));

    private static readonly IReadOnlyList<StageProgress> Stages =
    [
        new(StageIds.Resolve, StageOutcome.Completed, null, null),
        new(StageIds.Acquire, StageOutcome.Completed, 1, "6 layers"),
        new(StageIds.Trivy, null, 0.42, "layer 3 of 6"),
        new(StageIds.Autorun, StageOutcome.Partial, null, "3 of 5 files"),
        new(StageIds.Sandbox, StageOutcome.Skipped, null, "left out by request"),
        new(StageIds.VirusTotal, StageOutcome.Failed, null, "no answer"),
        new("other", null, null, null),
    ];

    private static ScanCardSubject Subject(bool joined, ReportLanguage language) => new(Id, ImageReference.Parse("redis:7"), null, joined, language);

    private static IndicatorReputation Looked(string address, Reputation reputation) => new()
    {
        Indicator = new Indicator(IndicatorKind.Address, address), Check = CheckIds.MaliciousAddress, Seen = [address + ":443"], Reputation = reputation,
    };

    private static List<StageReport> Done(params string[] ids)
        => [.. ids.Select(id => new StageReport(id, StageOutcome.Completed, null, TimeSpan.Zero, new Dictionary<string, string>()))];

    private static ScanResult Result(params Finding[] findings) => new()
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
        Stages = Done(StageIds.Trivy, StageIds.ImageConfig),
        Findings = findings,
        Checklist = [new ChecklistLine("cve", CheckIds.OutdatedSoftware, CheckResult.NotDetected, null, 0)],
    };

    private static Finding Secret() => new()
    {
        Key = "00000000000000aa",
        Scanner = StageIds.Trivy,
        Risk = Risk.High,
        Details = new FindingDraft
        {
            Check = CheckIds.SecretFile, Id = "private-key", KeyClass = CheckIds.SecretFile, Location = "/root/.ssh/id_rsa", Title = "A private key lies in the image",
            Severity = Severity.High, Target = "/root/.ssh/id_rsa", Evidence = "e", Remediation = "Take it out and replace it wherever it is trusted",
        },
    };

    private static Finding Vulnerability(string id, string? fixedIn) => new()
    {
        Key = "00000000000000bb" + id,
        Scanner = StageIds.Trivy,
        Risk = Risk.High,
        Details = new FindingDraft
        {
            Check = CheckIds.OutdatedSoftware, Id = id, KeyClass = "vulnerability", Location = "pkg:deb/debian/openssl", Title = "X.400 address type confusion",
            Severity = Severity.High, Target = "openssl", InstalledVersion = "3.0.8", FixedVersion = fixedIn, Evidence = "e", Remediation = "Upgrade",
        },
    };
}
