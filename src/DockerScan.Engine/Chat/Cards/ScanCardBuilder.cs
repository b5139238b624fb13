using System.Globalization;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Engine.Chat.Messages;
using DockerScan.Engine.Scanning;

namespace DockerScan.Engine.Chat.Cards;

/// <summary>The card of a scan, from queued to verdict. Pure: the same input gives the same card.</summary>
public static class ScanCardBuilder
{
    private const int TopFindings = 5;

    /// <summary>The card while the scan waits or runs.</summary>
    public static ChatMessage Working(ScanCardSubject subject, ScanProgress progress)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(progress);
        var platform = subject.Platform is null ? string.Empty : $" ({subject.Platform})";
        var joined = subject.Joined ? "Somebody asked for the same scan before: this is that scan.\n" : string.Empty;
        return new ChatMessage
        {
            Title = $"Scanning {subject.Reference.Familiar}{platform}",
            Text = joined + State(progress),
            Fields = [new ChatField("Scan", subject.Scan.Value)],
            Progress = [.. progress.Stages.Select(stage => new ChatProgressLine(StageWords.Label(stage.Stage), stage.Outcome, stage.Fraction, stage.Detail))],
            Buttons = subject.Joined ? [] : [ScanButtons.Cancel(subject.Scan)],
            Thread = subject.Scan.Value,
            IsWorking = true,
        };
    }

    /// <summary>The card of a scan that ended without a result.</summary>
    public static ChatMessage Cancelled(ScanCardSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return new ChatMessage
        {
            Title = $"{subject.Reference.Familiar}: not scanned",
            Verdict = new ChatVerdict(Verdict.Unknown, Verdict.None),
            Text = "The scan was cancelled before it ended. Nothing is known about this image.",
            Fields = [new ChatField("Scan", subject.Scan.Value)],
            Thread = subject.Scan.Value,
        };
    }

    /// <summary>The verdict card.</summary>
    /// <param name="result">The result.</param>
    /// <param name="report">Where the report can be read; null when there is none.</param>
    /// <param name="checklist">For the titles of checks; without it their ids are shown.</param>
    public static ChatMessage Finished(ScanResult result, ReportLocation? report = null, Checklist? checklist = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        var verdict = new ChatVerdict(result.Verdict, result.AtLeast);
        return new ChatMessage
        {
            Title = result.Reference.Familiar,
            Verdict = verdict,
            Text = result.Failure is { } failure ? $"The image could not be looked at: {failure.Message}\n{verdict.Meaning}" : verdict.Meaning,
            Fields = [.. Facts(result), .. ReportText.Fields(report)],
            Sections = [.. Matters(result), .. ReputationText.Sections(result), CoverageText.Section(result, checklist)],
            Buttons = [ScanButtons.Report(result.Id), ScanButtons.Findings(result.Id), ScanButtons.Rescan(result.Id)],
            Thread = result.Id.Value,
        };
    }

    /// <summary>The verdict card for a person whose scan was answered by an earlier one of the same content, maybe under another name.</summary>
    public static ChatMessage Reused(ScanCardSubject subject, ScanResult result, ReportLocation? report = null, Checklist? checklist = null)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var card = Finished(result, report, checklist);
        var note = $"This content was scanned already, as {result.Reference.Familiar} on {result.FinishedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, and nothing has changed since. To scan anew: scan {subject.Reference.Familiar} --force";
        return card with { Title = subject.Reference.Familiar, Text = $"{card.Text}\n{note}" };
    }

    /// <summary><c>3 high, 5 medium, 0 low</c>, and the accepted ones apart.</summary>
    internal static string Counts(IReadOnlyList<Finding> findings)
    {
        var open = findings.Where(finding => finding.State == FindingState.Open).ToLookup(finding => finding.Risk);
        var accepted = findings.Count(finding => finding.State == FindingState.Accepted);
        var text = string.Create(CultureInfo.InvariantCulture, $"{open[Risk.High].Count()} high, {open[Risk.Medium].Count()} medium, {open[Risk.Low].Count()} low");
        return accepted == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}; {accepted} accepted");
    }

    private static string State(ScanProgress progress) => progress.Phase switch
    {
        ScanPhase.Queued when progress.QueuePosition <= 0 => "Queued, position 1: next in line.",
        ScanPhase.Queued => string.Create(CultureInfo.InvariantCulture, $"Queued, position {progress.QueuePosition + 1}: {progress.QueuePosition} before it."),
        ScanPhase.Running => "Running.",
        ScanPhase.Finished => "Finished, the verdict is on its way.",
    };

    private static IEnumerable<ChatField> Facts(ScanResult result)
    {
        yield return new ChatField("Image", result.Reference.ToString());
        if (result.Image is { } image)
        {
            yield return new ChatField("Content", $"{(image.Digest ?? image.ImageId).Abbreviated}, {result.Platform}, {Size(image.SizeBytes)}");
        }

        yield return new ChatField("System", Contents(result));
        yield return new ChatField("Findings", Counts(result.Findings));
        yield return new ChatField("Scan", $"{result.Id}, took {DurationText.Of(result.FinishedAt - result.StartedAt)}");
    }

    private static string Contents(ScanResult result)
    {
        var packages = result.PackageCount is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count} packages") : "packages not listed";
        return result.OperatingSystem is { } system
            ? $"{system.Family} {system.Name}{(system.EndOfLife ? " (past its end of life)" : string.Empty)}, {packages}"
            : $"no operating system found, {packages}";
    }

    private static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
    };

    private static IEnumerable<ChatSection> Matters(ScanResult result)
    {
        var groups = FindingRanking.Rank(result.Findings);
        if (groups.Count == 0)
        {
            yield break;
        }

        var lines = groups.Take(TopFindings).Select(FindingText.Summary).ToList();
        var rest = groups.Skip(TopFindings).Sum(group => group.Findings.Count);
        if (rest > 0)
        {
            lines.Add(new ChatLine(string.Create(CultureInfo.InvariantCulture, $"And {rest} more: findings {result.Id}"), ChatTone.Muted));
        }

        yield return new ChatSection("What matters most", lines);
    }
}
