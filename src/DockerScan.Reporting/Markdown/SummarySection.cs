using DockerScan.Core.Checks;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Page one, for a reader who has five minutes: one plain paragraph, what was not assessed, and the measures that remove most. The verdict stands above it.</summary>
internal sealed class SummarySection(ReportModel model, ReportStrings strings, MarkdownWriter writer, MeasureText measures)
    : ReportSection(model, strings, writer)
{
    private const int MaxMeasures = 3;
    private const int MaxGap = 280;
    private const int MaxChecks = 12;

    public void Write()
    {
        Writer.Heading(2, Strings.SummaryTitle);
        Writer.Paragraph(string.Join(' ', Sentences()));
        WriteMeasures();
        WriteGaps();
    }

    private IEnumerable<string> Sentences()
    {
        var result = Model.Result;
        var system = result.OperatingSystem is { } os ? MarkdownText.Escape($"{os.Family} {os.Name}", 80) : null;
        if (result.Image is not null)
        {
            yield return Strings.IsAnImage(MarkdownText.Code(Model.ShortName), system, result.PackageCount, result.OperatingSystem?.EndOfLife == true);
        }

        var risks = Model.Reading.Findings.Risks;
        if (Model.Open.Count > 0)
        {
            yield return Strings.HasFindings(risks.High, risks.Medium, risks.Low);
            yield return Strings.ReadFirst(MarkdownText.Escape(Model.Open[0].Details.Title, 160), MarkdownText.Code(Model.Open[0].Details.Target, 100));
        }

        if (Model.Reading.Sandbox == SandboxView.Seen)
        {
            yield return Strings.WhenStarted(result.Network.Count, result.Listeners.Count, Model.Reading.IsOpenNetwork);
        }

        yield return result.Failure is null ? Strings.Words.Meaning(result.Verdict, result.AtLeast) : Strings.NothingLookedAt;
    }

    private void WriteMeasures()
    {
        var plan = Model.Reading.Plan;
        if (Model.Open.Count == 0)
        {
            Writer.Heading(3, Strings.Measures);
            Writer.Paragraph(Model.Result.Verdict == Verdict.Unknown ? Strings.NothingToDoUnknown : Strings.NothingToDo);
            return;
        }

        var first = plan.Measures.Take(MaxMeasures).ToList();
        Writer.Heading(3, Strings.FirstMeasures(first.Count));
        var left = Model.Open.Count;
        Writer.Numbered(first.Select(measure => $"{measures.Of(measure)} – {Strings.RemovesOf(measure.Removes.Count, left -= measure.Removes.Count)}"));
        if (plan.Measures.Count > first.Count || plan.Unfixable.Count > 0)
        {
            Writer.Paragraph(Strings.MoreMeasures(plan.Measures.Count - first.Count, plan.Unfixable.Count));
        }
    }

    private void WriteGaps()
    {
        Writer.Heading(3, Strings.Gaps);
        var reading = Model.Reading;
        var gaps = reading.NotCompleted.Select(stage => Strings.Words.Shortfall(StageTitle(stage.Id), $"**{Strings.Word(stage.Outcome)}**", Reason(stage, MaxGap)))
            .Concat(reading.QuietGaps.Select(each => $"{StageTitle(each.Stage.Id)}: {Reason(each.Gap, MaxGap)}")).ToList();
        if (Model.Result.Stages.All(stage => stage.Id != StageIds.Sandbox))
        {
            gaps.Add(Strings.NotStarted);
        }

        if (reading.NotAssessed is { Count: > 0 } open)
        {
            gaps.Add($"{Strings.GapChecks} ({open.Count}): {string.Join(", ", open.Take(MaxChecks).Select(line => CheckTitle(line.Check)))} {Limit(open, MaxChecks, Strings.More)}".TrimEnd());
        }

        if (gaps.Count == 0 && reading.Sandbox == SandboxView.Seen)
        {
            Writer.Paragraph(Strings.NoGaps);
        }
        else
        {
            Writer.Quote($"**{Strings.Word(CheckResult.NotAssessed)}** **{Strings.GapsLoud}**");
        }

        var lines = gaps.Concat(Model.Result.Stages.Where(stage => stage.Notice is not null)
            .Select(stage => $"{StageTitle(stage.Id)}: {MarkdownText.Escape(Strings.Words.Notice(stage)!, MaxGap)}")).ToList();
        if (lines.Count > 0)
        {
            Writer.List(lines);
        }
    }
}
