using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;

namespace DockerScan.Documents;

/// <summary>Reads a result.</summary>
public static class StoredResult
{
    public static ScanResult Result(JsonElement element)
    {
        var result = new StoredObject(element);
        return new ScanResult
        {
            Id = StoredScan.Id(result.Needed("id")),
            Reference = StoredScan.Reference(result.Needed("reference")),
            Platform = StoredScan.Platform(result.Needed("platform")),
            Image = result.HasValue("image", out var image) ? StoredScan.Image(image) : null,
            OperatingSystem = result.HasValue("operatingSystem", out var system) ? OperatingSystem(new StoredObject(system)) : null,
            PackageCount = result.NumberOrNull("packageCount"),
            StartedAt = result.Time("startedAt"),
            FinishedAt = result.Time("finishedAt"),
            Verdict = (Verdict)result.NeededChoice(typeof(Verdict), "verdict"),
            AtLeast = (Verdict)result.NeededChoice(typeof(Verdict), "atLeast"),
            Complete = result.Needed("complete").GetBoolean(),
            Failure = result.HasValue("failure", out var failure) ? Failure(new StoredObject(failure)) : null,
            Stages = result.NeededList("stages", Stage),
            Findings = result.NeededList("findings", Finding),
            Checklist = result.NeededList("checklist", Line),
            Network = result.List("network", StoredBehavior.Contact),
            Listeners = result.List("listeners", StoredBehavior.Listener),
            Processes = result.List("processes", StoredBehavior.Process),
            Timeline = result.HasValue("timeline", out var timeline) ? StoredBehavior.Timeline(timeline) : null,
            Sandbox = result.HasValue("sandbox", out var sandbox) ? StoredBehavior.Sandbox(sandbox) : null,
            Capture = result.HasValue("capture", out var capture) ? StoredBehavior.Capture(capture) : null,
            Autorun = result.List("autorun", StoredBehavior.Autorun),
            Dropped = result.List("dropped", StoredBehavior.Dropped),
            Reputations = result.List("reputations", Known),
            Revision = result.Number("revision"),
            AmendedAt = result.TimeOrNull("amendedAt"),
            ReuseKey = result.TextOrNull("reuseKey"),
        };
    }

    public static Finding Finding(JsonElement element)
    {
        var finding = new StoredObject(element);
        return new Finding
        {
            Key = finding.Text("key"),
            Scanner = finding.Text("scanner"),
            Details = Details(finding.Needed("details")),
            Risk = (Risk)finding.NeededChoice(typeof(Risk), "risk"),
            State = (FindingState)finding.Choice(typeof(FindingState), "state"),
        };
    }

    public static StageReport Stage(JsonElement element)
    {
        var stage = new StoredObject(element);
        return new StageReport(
            stage.Given("id")!,
            (StageOutcome)stage.Choice(typeof(StageOutcome), "outcome"),
            stage.TextOrNull("reason"),
            stage.Duration("duration"),
            stage.Has("evidence", out var evidence) ? StoredObject.Pairs(evidence) : null!)
        {
            Gaps = stage.List("gaps", Gap),
            Packages = stage.HasValue("packages", out var packages) ? Packages(new StoredObject(packages)) : null,
        };
    }

    public static ReputationReport Report(JsonElement element)
    {
        var report = new StoredObject(element);
        return new ReputationReport
        {
            Reputation = (Reputation)report.NeededChoice(typeof(Reputation), "reputation"),
            Flagged = report.Number("flagged"),
            Asked = report.Number("asked"),
            FirstSeen = report.TimeOrNull("firstSeen"),
            LastAnalysed = report.TimeOrNull("lastAnalysed"),
            Link = report.Text("link"),
            CheckedAt = report.Time("checkedAt"),
        };
    }

    private static PackageRecord Packages(StoredObject packages) => new(packages.Given("form")!, packages.Given("content")!);

    private static OperatingSystemInfo OperatingSystem(StoredObject system) => new(system.Given("family")!, system.Given("name")!, system.Flag("endOfLife"));

    internal static ScanFailure Failure(StoredObject failure)
        => new((FailureKind)failure.Choice(typeof(FailureKind), "kind"), failure.Given("message")!, failure.TimeOrNull("retryAfter"));

    private static Gap Gap(JsonElement element)
    {
        var gap = new StoredObject(element);
        return new Gap((GapKind)gap.Choice(typeof(GapKind), "kind"), gap.Given("detail")!);
    }

    private static FindingDraft Details(JsonElement element)
    {
        var details = new StoredObject(element);
        return new FindingDraft
        {
            Check = details.Text("check"),
            AlsoChecks = details.Texts("alsoChecks"),
            Id = details.Text("id"),
            KeyClass = details.Text("keyClass"),
            Location = details.Text("location"),
            Title = details.Text("title"),
            Description = details.Given("description") ?? string.Empty,
            Severity = (Severity)details.NeededChoice(typeof(Severity), "severity"),
            RiskReason = details.TextOrNull("riskReason"),
            CvssVector = details.TextOrNull("cvssVector"),
            Target = details.Text("target"),
            InstalledVersion = details.TextOrNull("installedVersion"),
            FixedVersion = details.TextOrNull("fixedVersion"),
            SourcePackage = details.TextOrNull("sourcePackage"),
            Layer = details.TextOrNull("layer"),
            Evidence = details.Text("evidence"),
            Remediation = details.Text("remediation"),
            References = details.Texts("references"),
        };
    }

    private static ChecklistLine Line(JsonElement element)
    {
        var line = new StoredObject(element);
        return new ChecklistLine(
            line.Given("group")!, line.Given("check")!, (CheckResult)line.Choice(typeof(CheckResult), "result"), (Risk?)line.ChoiceOrNull(typeof(Risk), "risk"), line.Number("findings"));
    }

    private static IndicatorReputation Known(JsonElement element)
    {
        var known = new StoredObject(element);
        return new IndicatorReputation
        {
            Indicator = Indicator(new StoredObject(known.Needed("indicator"))),
            Check = known.Text("check"),
            Seen = known.NeededTexts("seen"),
            Rank = known.Number("rank"),
            Reputation = (Reputation)known.NeededChoice(typeof(Reputation), "reputation"),
            Report = known.HasValue("report", out var report) ? Report(report) : null,
            Revision = known.Number("revision"),
        };
    }

    private static Indicator Indicator(StoredObject indicator) => new((IndicatorKind)indicator.Choice(typeof(IndicatorKind), "kind"), indicator.Given("value")!);
}
