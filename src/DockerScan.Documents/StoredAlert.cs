using System.Text.Json;
using DockerScan.Core;
using DockerScan.Core.Alerts;
using DockerScan.Core.Scans;
using DockerScan.Core.Watches;

namespace DockerScan.Documents;

/// <summary>Reads alerts and the books of what was told.</summary>
public static class StoredAlert
{
    public static Alert Alert(JsonElement element)
    {
        var alert = new StoredObject(element);
        return new Alert
        {
            Id = StoredScan.Id(alert.Needed("id")),
            Run = alert.Text("run"),
            WatchId = alert.Text("watchId"),
            Image = alert.Text("image"),
            Kind = (AlertKind)alert.NeededChoice(typeof(AlertKind), "kind"),
            CreatedAt = alert.Time("createdAt"),
            Revision = alert.Number("revision"),
            Places = alert.List("places", Place),
            Language = (ReportLanguage)alert.Choice(typeof(ReportLanguage), "language"),
            Follows = alert.HasValue("follows", out var follows) ? StoredScan.Id(follows) : null,
            Scans = alert.List("scans", Scan),
            Lines = alert.List("lines", Line),
            Drift = alert.List("drift", Fact),
            Counts = alert.HasValue("counts", out var counts) ? Counts(new StoredObject(counts)) : new AlertCounts(),
            Database = alert.Given("database") ?? string.Empty,
            Budgets = alert.List("budgets", Budget),
            Summary = alert.HasValue("summary", out var summary) ? Summary(new StoredObject(summary)) : null,
            NotBefore = alert.TimeOrNull("notBefore"),
            Problems = alert.List("problems", Problem),
        };
    }

    public static AlertBook Book(JsonElement element)
    {
        var book = new StoredObject(element);
        return new AlertBook
        {
            WatchId = book.Text("watchId"),
            Revision = book.Number("revision"),
            Runs = book.Texts("runs"),
            Entries = book.List("entries", Entry),
            Waiting = book.List("waiting", Waiting),
            Tallies = book.List("tallies", Tally),
        };
    }

    private static AlertTally Tally(JsonElement element)
    {
        var tally = new StoredObject(element);
        return new AlertTally(tally.Time("day"), tally.Number("new"), tally.Number("fixed"));
    }

    private static AlertBudget Budget(JsonElement element)
    {
        var budget = new StoredObject(element);
        return new AlertBudget(budget.Text("registry"), budget.Number("remaining"), budget.Number("limit"));
    }

    private static WeeklySummary Summary(StoredObject summary) => new()
    {
        Watches = summary.Number("watches"), OpenHigh = summary.Number("openHigh"), New = summary.Number("new"), Fixed = summary.Number("fixed"),
        Accepted = summary.Number("accepted"), Expiring = summary.Number("expiring"),
        Oldest = summary.HasValue("oldest", out var oldest) ? Oldest(new StoredObject(oldest)) : null,
    };

    private static OldestFinding Oldest(StoredObject oldest) => new(oldest.Text("key"), oldest.Text("title"), oldest.Text("image"), oldest.Time("since"));

    private static AlertEntry Entry(JsonElement element)
    {
        var entry = new StoredObject(element);
        return new AlertEntry
        {
            Key = entry.Text("key"),
            Target = entry.Text("target"),
            Scanner = entry.Text("scanner"),
            Database = entry.Given("database") ?? string.Empty,
            FirstAt = entry.Time("firstAt"),
            FirstScan = StoredScan.Id(entry.Needed("firstScan")),
            ToldAt = entry.TimeOrNull("toldAt"),
            Alert = entry.HasValue("alert", out var alert) ? StoredScan.Id(alert) : null,
            Earlier = [.. entry.Texts("earlier").Select(text => ScanId.TryParse(text, out var id) ? id : throw new JsonException($"not a {nameof(ScanId)}"))],
            Since = (FindingChange?)entry.ChoiceOrNull(typeof(FindingChange), "since"),
            MissingBy = entry.TextOrNull("missingBy"),
            Decisions = entry.List("decisions", Decided),
        };
    }

    private static AlertDecided Decided(JsonElement element)
    {
        var decided = new StoredObject(element);
        return new AlertDecided(
            decided.Time("at"), (AlertDecision)decided.NeededChoice(typeof(AlertDecision), "decision"), (FindingChange)decided.NeededChoice(typeof(FindingChange), "kind"),
            (NewsCause)decided.NeededChoice(typeof(NewsCause), "cause"), decided.Text("rule"), StoredScan.Id(decided.Needed("scan")));
    }

    private static WaitingDrift Waiting(JsonElement element)
    {
        var waiting = new StoredObject(element);
        return new WaitingDrift(waiting.Text("target"), StoredScan.Id(waiting.Needed("scan")), waiting.NeededList("facts", Fact), waiting.Time("at"))
        {
            Second = waiting.HasValue("second", out var second) ? StoredScan.Id(second) : null,
            Beside = waiting.HasValue("beside", out var beside) ? StoredScan.Id(beside) : null,
        };
    }

    private static AlertedScan Scan(JsonElement element)
    {
        var scan = new StoredObject(element);
        return new AlertedScan(
            StoredScan.Id(scan.Needed("scan")), scan.Texts("tags"), scan.Text("platform"), (WatchReason)scan.NeededChoice(typeof(WatchReason), "reason"),
            (Verdict)scan.NeededChoice(typeof(Verdict), "verdict"), (Verdict)scan.NeededChoice(typeof(Verdict), "atLeast"))
        {
            Digest = scan.Given("digest") ?? string.Empty, Was = scan.Given("was") ?? string.Empty, Image = scan.TextOrNull("image"),
        };
    }

    private static AlertLine Line(JsonElement element)
    {
        var line = new StoredObject(element);
        return new AlertLine(
            StoredResult.Finding(line.Needed("finding")), (FindingChange)line.NeededChoice(typeof(FindingChange), "kind"), (NewsCause)line.NeededChoice(typeof(NewsCause), "cause"),
            line.Texts("tags"))
        {
            Since = (FindingChange?)line.ChoiceOrNull(typeof(FindingChange), "since"), IsUnjudged = line.Flag("isUnjudged"),
        };
    }

    private static DriftFact Fact(JsonElement element)
    {
        var fact = new StoredObject(element);
        return new DriftFact((DriftKind)fact.NeededChoice(typeof(DriftKind), "kind"), fact.Text("text"));
    }

    private static AlertCounts Counts(StoredObject counts) => new()
    {
        New = counts.Number("new"), Raised = counts.Number("raised"), High = counts.Number("high"), Fixed = counts.Number("fixed"), NotReported = counts.Number("notReported"),
        Noise = counts.Number("noise"), Accepted = counts.Number("accepted"), LeftOut = counts.Number("leftOut"), Baseline = counts.Number("baseline"),
    };

    private static WatchPlace Place(JsonElement element)
    {
        var place = new StoredObject(element);
        return new WatchPlace(place.Text("platform"), place.Text("channel"));
    }

    private static AlertProblem Problem(JsonElement element)
    {
        var problem = new StoredObject(element);
        return new AlertProblem(problem.Text("tag"), problem.Text("platform"), problem.Number("failures"), StoredResult.Failure(new StoredObject(problem.Needed("problem"))));
    }
}
