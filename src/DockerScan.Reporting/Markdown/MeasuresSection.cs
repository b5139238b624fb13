using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Part 3: what to do, and the checklist.</summary>
internal sealed class MeasuresSection(ReportModel model, ReportStrings strings, ReportLanguage language, MarkdownWriter writer)
    : ReportSection(model, strings, language, writer)
{
    private const int MaxMeasures = 25;
    private const int MaxNamed = 20;

    public void Write()
    {
        Writer.Heading(2, $"3. {Strings.Measures}");
        Writer.Heading(3, Strings.MostValuable);
        WriteMeasures();
        WriteChecklist();
        WriteDetected();
    }

    private void WriteMeasures()
    {
        if (Model.Open.Count == 0)
        {
            Writer.Paragraph(Model.Result.Verdict == Verdict.Unknown ? Strings.NothingToDoUnknown : Strings.NothingToDo);
            return;
        }

        var headline = Model.Reading.Plan.Headline();
        if (headline.Count > 0)
        {
            var names = headline.Select(measure => MarkdownText.Code(measure.Package!.Name, 120));
            Writer.Quote($"**{Strings.Headline(headline.Count, headline.Sum(measure => measure.Removes.Count), Model.Open.Count)}** {string.Join(", ", names)}");
        }

        Writer.Table(
            ["#:", Strings.Measure, Strings.Removes + ":", Strings.Word(Risk.High) + ":", Strings.Word(Risk.Medium) + ":", Strings.Word(Risk.Low) + ":", Strings.Left + ":"],
            MeasureRows());
        if (Model.Reading.Plan.Measures.Count > MaxMeasures)
        {
            Writer.Paragraph($"… {Strings.More(Model.Reading.Plan.Measures.Count - MaxMeasures)}");
        }

        if (Model.Reading.Plan.Unfixable.Count > 0)
        {
            Writer.Paragraph(Strings.Unfixable(Model.Reading.Plan.Unfixable.Count, PackageGroup.From(Model.Reading.Plan.Unfixable).Count));
        }
    }

    private IEnumerable<IReadOnlyList<string>> MeasureRows()
    {
        var (number, left) = (0, Model.Open.Count);
        foreach (var measure in Model.Reading.Plan.Measures.Take(MaxMeasures))
        {
            left -= measure.Removes.Count;
            yield return
            [
                Units.Number(++number),
                Name(measure),
                Units.Number(measure.Removes.Count),
                Units.Number(measure.Count(Risk.High)),
                Units.Number(measure.Count(Risk.Medium)),
                Units.Number(measure.Count(Risk.Low)),
                Units.Number(left),
            ];
        }
    }

    private string Name(Measure measure) => measure.Package is { } package
        ? Strings.Upgrade(MarkdownText.Code(package.Name, 120), MarkdownText.Code(package.Installed, 80), MarkdownText.Code(package.Fix, 80))
        : measure.IsRefusal ? Strings.DoNotUse(string.Join(", ", measure.Removes.Take(MaxNamed).Select(finding => CheckTitle(finding.Details.Check)).Distinct(StringComparer.Ordinal)))
        // One finding has its own advice, where it is in the reader's language; of several the check is named, and each one's advice stands with it.
        : measure.Removes is not [var only] ? Strings.MendCheck(CheckTitle(measure.Check!))
        : IsReaders(only.Details.Remediation) ? $"{MarkdownText.Escape(only.Details.Remediation, 200)} ({MarkdownText.Code(only.Details.Target, 80)})"
        : $"{Strings.MendCheck(CheckTitle(measure.Check!))} ({MarkdownText.Code(only.Details.Target, 80)})";

    private bool IsReaders(string advice)
        => Language switch { ReportLanguage.English => advice.Length > 0, ReportLanguage.Korean => advice.AsSpan().ContainsAnyInRange('가', '힣') };

    private void WriteChecklist()
    {
        Writer.Heading(3, Strings.Checklist);
        Writer.Paragraph(Strings.ChecklistCounts(
            Model.Reading.Count(CheckResult.Detected), Model.Reading.Count(CheckResult.NotDetected), Model.Reading.Count(CheckResult.NotAssessed)));
        Writer.Table(
            [Strings.Group, Strings.Check, Strings.ResultTitle, Strings.RiskTitle, Strings.Findings + ":"],
            Model.Result.Checklist.Select(line => (IReadOnlyList<string>)
            [
                GroupTitle(line.Group),
                CheckTitle(line.Check),
                $"**{Strings.Word(line.Result, line.Check)}**",
                line.Risk is { } risk ? RiskTag(risk) : MarkdownText.Nothing,
                Units.Number(line.Findings),
            ]));
    }

    private void WriteDetected()
    {
        var detected = Model.Result.Checklist.Where(line => line.Result == CheckResult.Detected).OrderByDescending(line => line.Risk).ToList();
        if (detected.Count == 0)
        {
            return;
        }

        Writer.Heading(3, Strings.DetectedChecks);
        foreach (var line in detected)
        {
            var risk = line.Risk is { } worst ? RiskTag(worst) + " " : string.Empty;
            Writer.Heading(4, $"{risk}{CheckTitle(line.Check)} · {Strings.DetailCount(line.Findings)}");
            if (Model.Checks.TryGetValue(line.Check, out var check))
            {
                Writer.Paragraph($"**{Strings.Diagnosed}:** {MarkdownText.Prose(check.Diagnosed.In(Language))}");
                Writer.Paragraph($"**{Strings.WhyThisRisk}:** {MarkdownText.Prose(check.RiskReason.In(Language))}");
                Writer.Paragraph($"**{Strings.Mend}:** {MarkdownText.Prose(check.Mend.In(Language))}");
            }
        }
    }
}
