using System.Globalization;
using DockerScan.Conversation.Messages;
using DockerScan.Conversation.Reports;
using DockerScan.Conversation.Strings;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Engine.Scanning;

namespace DockerScan.Conversation.Cards;

/// <summary>The card of a scan, from queued to verdict. Pure: the same input gives the same card.</summary>
public static class ScanCardBuilder
{
    /// <summary>The card while the scan waits or runs.</summary>
    public static ChatMessage Working(ScanCardSubject subject, ScanProgress progress)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(progress);
        var strings = CardStrings.In(subject.Language);
        var platform = subject.Platform is null ? string.Empty : $" ({subject.Platform})";
        var joined = subject.Joined ? strings.JoinedScan + "\n" : string.Empty;
        return new ChatMessage
        {
            Title = strings.Scanning(subject.Reference.Familiar + platform),
            Text = joined + State(progress, strings),
            Fields = [new ChatField(strings.Scan, subject.Scan.Value), .. subject.Notes],
            Progress = [.. progress.Stages.Select(stage => StageWords.Line(stage, strings))],
            Buttons = subject.Joined ? [] : [ScanButtons.Cancel(subject.Scan, strings)],
            Thread = subject.Scan.Value,
            IsWorking = true,
            Language = subject.Language,
        };
    }

    /// <summary>The card of a scan that ended without a result.</summary>
    public static ChatMessage Cancelled(ScanCardSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var strings = CardStrings.In(subject.Language);
        return new ChatMessage
        {
            Title = strings.NotScanned(subject.Reference.Familiar),
            Verdict = new ChatVerdict(Verdict.Unknown, Verdict.None, subject.Language),
            Text = strings.Cancelled,
            Fields = [new ChatField(strings.Scan, subject.Scan.Value)],
            Thread = subject.Scan.Value,
            Language = subject.Language,
        };
    }

    /// <summary>The verdict card.</summary>
    /// <param name="result">The result.</param>
    /// <param name="report">Where the report can be read; null when there is none.</param>
    /// <param name="checklist">For the titles of checks; without it their ids are shown.</param>
    /// <param name="language">The language of its words.</param>
    public static ChatMessage Finished(
        ScanResult result, ReportLocation? report = null, Checklist? checklist = null, ReportLanguage language = ReportLanguage.English)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Failure is { } failure)
        {
            return NotHad(result, failure, language);
        }

        var strings = CardStrings.In(language);
        var reading = new ResultReading(result);
        var verdict = new ChatVerdict(result.Verdict, result.AtLeast, language);
        return new ChatMessage
        {
            Title = result.Reference.Familiar,
            Verdict = verdict,
            Text = verdict.Meaning,
            Fields = [.. Facts(reading, strings), .. ReportText.Fields(report, strings)],
            Sections = [.. Matters(reading, strings), .. ReputationText.Sections(result, strings), CoverageText.Section(reading, checklist, strings)],
            Buttons = [ScanButtons.Report(result.Id, strings), ScanButtons.Findings(result.Id, strings), ScanButtons.Rescan(result.Id, strings)],
            Commands = [All(result)],
            Thread = result.Id.Value,
            Language = language,
        };
    }

    // Of an image that could not be had there is one thing to say: why, and what to do. No stage, check or number says more.
    private static ChatMessage NotHad(ScanResult result, ScanFailure failure, ReportLanguage language)
    {
        var strings = CardStrings.In(language);
        return new ChatMessage
        {
            Title = result.Reference.Familiar,
            Verdict = new ChatVerdict(result.Verdict, result.AtLeast, language),
            Text = strings.Failed(strings.Words.Of(failure)),
            Fields = [new ChatField(strings.Scan, result.Id.Value)],
            Buttons = [ScanButtons.Rescan(result.Id, strings)],
            Thread = result.Id.Value,
            Language = language,
        };
    }

    /// <summary>The verdict card for a person whose scan was answered by an earlier one of the same content, maybe under another name.</summary>
    public static ChatMessage Reused(ScanCardSubject subject, ScanResult result, ReportLocation? report = null, Checklist? checklist = null)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var card = Finished(result, report, checklist, subject.Language);
        var time = Minute(result.FinishedAt);
        var anew = $"scan {subject.Reference.Familiar} --force";
        var note = CardStrings.In(subject.Language).Reused(result.Reference.Familiar, time, anew);
        return card with { Title = subject.Reference.Familiar, Text = $"{card.Text}\n{note}", Commands = [.. card.Commands, anew] };
    }

    /// <summary>That an image's newest scan could not have it, for above an older result.</summary>
    internal static string NewestFailed(ScanResult failed, ScanResult older, ReportLanguage language)
    {
        var strings = CardStrings.In(language);
        return strings.NewestFailed(Minute(failed.FinishedAt), strings.Words.Of(failed.Failure!), Minute(older.FinishedAt));
    }

    /// <summary><c>3 high, 5 medium, 0 low</c>, and the accepted ones apart.</summary>
    internal static string Counts(FindingsReading findings, CardStrings strings)
    {
        var text = strings.Words.Counts(findings.Risks.High, findings.Risks.Medium, findings.Risks.Low);
        return findings.Accepted.Count == 0 ? text : $"{text}; {strings.Accepted(findings.Accepted.Count)}";
    }

    private static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string State(ScanProgress progress, CardStrings strings) => progress.Phase switch
    {
        ScanPhase.Queued when progress.QueuePosition <= 0 => strings.NextInLine,
        ScanPhase.Queued => strings.Queued(progress.QueuePosition + 1, progress.QueuePosition),
        ScanPhase.Running => strings.Running,
        ScanPhase.Finished => strings.Ended,
    };

    private static IEnumerable<ChatField> Facts(ResultReading reading, CardStrings strings)
    {
        var result = reading.Result;
        yield return new ChatField(strings.Image, result.Reference.ToString());
        if (result.Image is { } image)
        {
            yield return new ChatField(strings.Content, $"{(image.Digest ?? image.ImageId).Abbreviated}, {result.Platform}, {Units.Size(image.SizeBytes)}");
        }

        // A scan that looked at nothing has found no system to be absent, and no number of findings.
        if (result.OperatingSystem is not null || result.PackageCount is not null)
        {
            yield return new ChatField(strings.System, Contents(result, strings));
        }

        if (reading.HasLooked)
        {
            yield return new ChatField(strings.Findings, Counts(reading.Findings, strings));
        }

        foreach (var field in AcceptedText.Fields(result.Accepted, strings))
        {
            yield return field;
        }

        yield return new ChatField(strings.Scan, strings.Took(result.Id.Value, strings.Words.Duration(result.FinishedAt - result.StartedAt)));
    }

    private static string Contents(ScanResult result, CardStrings strings)
    {
        var packages = result.PackageCount is { } count ? strings.Packages(count) : strings.PackagesNotListed;
        return result.OperatingSystem is { } system
            ? $"{system.Family} {system.Name}{(system.EndOfLife ? $" ({strings.Words.EndOfLife})" : string.Empty)}, {packages}"
            : $"{strings.NoOperatingSystem}, {packages}";
    }

    private static string All(ScanResult result) => $"findings {result.Id}";

    private static IEnumerable<ChatSection> Matters(ResultReading reading, CardStrings strings)
    {
        var groups = reading.Findings.Groups;
        if (groups.Count == 0)
        {
            yield break;
        }

        var lines = groups.Take(ResultReading.TopGroups).Select(group => FindingText.Summary(group, strings)).ToList();
        var rest = groups.Skip(ResultReading.TopGroups).Sum(group => group.Findings.Count);
        if (rest > 0)
        {
            lines.Add(new ChatLine(strings.More(rest, All(reading.Result)), ChatTone.Muted) { IsRest = true });
        }

        yield return new ChatSection(strings.Words.MattersMost, lines);
    }
}
