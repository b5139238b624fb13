using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Part 3: the plan, what to type, and the checklist.</summary>
internal sealed class MeasuresSection(ReportModel model, ReportStrings strings, MarkdownWriter writer, MeasureText measures)
    : ReportSection(model, strings, writer)
{
    private const int MaxMeasures = 25;
    private const int MaxNamed = 5;

    public void Write()
    {
        Writer.Heading(2, $"3. {Strings.Measures}");
        WritePlan();
        WriteChecklist();
    }

    private void WritePlan()
    {
        Writer.Heading(3, Strings.FixPlan);
        if (Model.Open.Count == 0)
        {
            Writer.Paragraph(Model.Result.Verdict == Verdict.Unknown ? Strings.NothingToDoUnknown : Strings.NothingToDo);
            return;
        }

        Writer.Quote($"**{string.Join(" · ", Plan())}**");
        Writer.Table(["#:", Strings.Measure, Strings.Removes + ":", Strings.Word(Risk.High) + ":", Strings.Word(Risk.Medium) + ":", Strings.Word(Risk.Low) + ":", Strings.Left + ":"], Rows());
        var plan = Model.Reading.Plan;
        if (plan.Measures.Count > MaxMeasures)
        {
            Writer.Paragraph($"… {Strings.More(plan.Measures.Count - MaxMeasures)}");
        }

        if (plan.Unfixable.Count > 0)
        {
            Writer.Paragraph(Strings.Unfixable(plan.Unfixable.Count, PackageGroup.From(plan.Unfixable).Count));
        }

        WriteCommands();
    }

    // "change FROM debian:12.5 to debian:12.15: −37 · upgrade openssl: −9 · not fixable: 12"
    private IEnumerable<string> Plan()
    {
        var plan = Model.Reading.Plan;
        if (plan.Measures.FirstOrDefault(measure => measure.IsRefusal) is { } refusal)
        {
            yield return Strings.PlanRefuse(refusal.Removes.Count);
        }

        if (Base(plan) is { } change)
        {
            yield return change;
        }

        var upgrades = plan.Measures.Where(measure => measure.Package is not null).ToList();
        foreach (var upgrade in upgrades.Take(MaxNamed))
        {
            yield return Strings.PlanUpgrade(MarkdownText.Code(upgrade.Package!.Name, 80), upgrade.Removes.Count);
        }

        if (upgrades.Count > MaxNamed)
        {
            yield return Strings.PlanUpgrades(upgrades.Count - MaxNamed, upgrades.Skip(MaxNamed).Sum(upgrade => upgrade.Removes.Count));
        }

        if (plan.Measures.Where(measure => measure.Check is not null).Sum(measure => measure.Removes.Count) is > 0 and var changed)
        {
            yield return Strings.PlanChange(changed);
        }

        if (plan.Unfixable.Count > 0)
        {
            yield return Strings.PlanUnfixable(plan.Unfixable.Count);
        }
    }

    // What was counted, where a newer base was scanned too; else what a newer one can mend at most.
    private string? Base(MeasurePlan plan)
    {
        var layers = Model.Reading.Layers;
        var name = layers.Base is { } known ? MarkdownText.Code(known.Reference.Familiar, 120) : string.Empty;
        if (layers.Base?.Newer is not { } newer)
        {
            return layers.IsBaseKnown && layers.MendedByBase() is { Count: > 0 } mended ? Strings.PlanBase(name, mended.Count) : null;
        }

        var there = MarkdownText.Code(newer.Reference.Familiar, 120);
        return plan.Measures.FirstOrDefault(measure => measure.Base is not null) is { } measure
            ? newer.Reference == layers.Base.Reference ? Strings.PlanRebuild(name, measure.Removes.Count, newer.Brings) : Strings.PlanChangeBase(name, there, measure.Removes.Count, newer.Brings)
            : newer.Removes is null ? Strings.PlanNotCounted(there) : null;
    }

    private IEnumerable<IReadOnlyList<string>> Rows()
    {
        var (number, left) = (0, Model.Open.Count);
        foreach (var measure in Model.Reading.Plan.Measures.Take(MaxMeasures))
        {
            left -= measure.Removes.Count;
            yield return
            [
                Units.Number(++number),
                measures.Of(measure),
                Units.Number(measure.Removes.Count),
                Units.Number(measure.Count(Risk.High)),
                Units.Number(measure.Count(Risk.Medium)),
                Units.Number(measure.Count(Risk.Low)),
                Units.Number(left),
            ];
        }
    }

    private void WriteCommands()
    {
        var lines = MendCommands.Of(Model.Result, Model.Reading.Plan, Strings);
        Writer.Heading(3, Strings.CommandsTitle);
        Writer.Paragraph(Strings.CommandsNote);
        Writer.Paragraph(MarkdownText.Block(string.Join('\n', lines), 6000));
    }

    private void WriteChecklist()
    {
        Writer.Heading(3, Strings.Checklist);
        Writer.Paragraph(Strings.ChecklistCounts(
            Model.Reading.Count(CheckResult.Detected), Model.Reading.Count(CheckResult.NotDetected), Model.Reading.Count(CheckResult.NotAssessed)) + " " + Strings.PublishedNote);
        var groups = Model.Result.Checklist.GroupBy(line => line.Group, StringComparer.Ordinal).ToList();
        foreach (var group in groups)
        {
            Writer.Paragraph($"**{GroupTitle(group.Key)}**");
            Writer.Table([Strings.Check, Strings.ResultTitle, Strings.Diagnosed, Strings.Mend], group.Select(Row));
        }
    }

    private string[] Row(ChecklistLine line)
    {
        var check = Model.Checks.GetValueOrDefault(line.Check);
        var risk = line.Risk is { } worst ? $" {RiskTag(worst)} {Strings.DetailCount(line.Findings)}" : string.Empty;
        // How to mend what was not found is nothing that anybody has to read, but for the published items, which are told in full.
        var isTold = line.Result != CheckResult.NotDetected || CheckIds.IsPublished(line.Check);
        return
        [
            CheckTitle(line.Check),
            $"**{Strings.Word(line.Result, line.Check)}**{risk}",
            check is null || !isTold ? MarkdownText.Nothing : MarkdownText.Prose(check.Diagnosed.In(Language)),
            check is null || !isTold ? MarkdownText.Nothing : MarkdownText.Prose(check.Mend.In(Language)),
        ];
    }
}
