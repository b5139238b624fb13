using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Reading;
using DockerScan.Core.Reports;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Core.Words;

namespace DockerScan.Host.Running;

/// <summary>A card as a scan of the miner among the samples gives it, with its picture: what people will see, before anything was scanned. Pure.</summary>
internal sealed class SampleCard(Checklist checklist, IFindingTitles titles, IResultPicture picture, TimeProvider time)
{
    private const string Wallet = "44AFFq5k…VGQBEP3A";

    /// <summary>The card.</summary>
    public ChatMessage Make(ReportLanguage language)
    {
        var result = Result();
        var card = ScanCardBuilder.Finished(LocalizedTitles.In(result, titles, language), checklist: checklist, language: language);
        return card with
        {
            Text = $"{Vocabulary.In(language).SampleCard}\n{card.Text}",
            Attachment = new ChatAttachment("dockerscan-sample.png", "image/png", picture.Draw(result, language)),
        };
    }

    private ScanResult Result()
    {
        var now = time.GetUtcNow();
        return new ScanResult
        {
            Id = ScanId.Parse("sample0000"),
            Reference = ImageReference.Parse("dockerscan/sample-miner:latest"),
            Platform = ImagePlatform.Default,
            OperatingSystem = new OperatingSystemInfo("debian", "12.15", EndOfLife: false),
            PackageCount = 88,
            StartedAt = now.AddSeconds(-74),
            FinishedAt = now,
            Verdict = Verdict.High,
            AtLeast = Verdict.High,
            Complete = true,
            Stages = [Stage(StageIds.Trivy), Stage(StageIds.ImageConfig), Stage(StageIds.Autorun), Stage(StageIds.Sandbox)],
            Checklist = [new ChecklistLine("behavior", CheckIds.Miner, CheckResult.Detected, Risk.High, 1)],
            Findings = Findings(),
            Timeline = Timeline(),
        };
    }

    private static StageReport Stage(string id) => new(id, StageOutcome.Completed, null, TimeSpan.FromSeconds(60), new Dictionary<string, string>());

    private static IReadOnlyList<Finding> Findings() =>
    [
        Finding(CheckIds.Miner, StageIds.Sandbox, Risk.High, Severity.Critical, $"The image mines: xmrig logs in to a mining pool for the wallet {Wallet}",
            "pool.example-pool.net:3333", "Do not deploy the image, and remove containers already running from it."),
        Finding(CheckIds.AutorunMalware, StageIds.Autorun, Risk.High, Severity.High, "A known mining program is started", "ENTRYPOINT", "Find out who added this line and why; remove it, or use an image of a publisher you trust."),
        Finding(CheckIds.RootUser, StageIds.ImageConfig, Risk.Medium, Severity.Medium, "The image starts as root, and its main process stays root", "USER",
            "Add a user without privileges to the image and name user and group by number in USER, e.g. USER 10001:10001."),
        Finding(CheckIds.ExternalContact, StageIds.Sandbox, Risk.Low, Severity.Low, "The image contacts pool.example-pool.net:3333", "pool.example-pool.net:3333",
            "Confirm with the publisher why it is contacted, and allow outgoing traffic to approved destinations only."),
    ];

    private static Finding Finding(string check, string scanner, Risk risk, Severity severity, string title, string target, string advice) => new()
    {
        Key = FindingKey.Create("docker.io/dockerscan/sample-miner", ImagePlatform.Default.ToString(), Draft(check, severity, title, target, advice)),
        Scanner = scanner,
        Risk = risk,
        Details = Draft(check, severity, title, target, advice),
    };

    private static FindingDraft Draft(string check, Severity severity, string title, string target, string advice) => new()
    {
        Check = check, Id = check, KeyClass = check, Location = target, Title = title, Severity = severity, Target = target, Evidence = target, Remediation = advice,
    };

    private static SandboxTimeline Timeline() => new(
        60_000,
        [
            new TimelineBar("/bin/sh /entrypoint.sh", 0, null, 0, false),
            new TimelineBar("xmrig -o pool.example-pool.net:3333", 310, null, 0, true),
            new TimelineBar("sleep 3600", 420, null, 0, false),
        ],
        [
            new TimelineMark(350, "pool.example-pool.net", "dns", false),
            .. Enumerable.Range(0, 10).Select(number => new TimelineMark(400 + (number * 5_900), "pool.example-pool.net:3333", "connection", true)),
        ]);
}
