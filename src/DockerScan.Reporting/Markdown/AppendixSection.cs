using DockerScan.Core.Stages;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>What an engineer looks up: every vulnerability, how each stage went, and the tools with their databases and flags.</summary>
internal sealed class AppendixSection(ReportModel model, ReportStrings strings, MarkdownWriter writer, MeasureText measures)
    : ReportSection(model, strings, writer)
{
    private const int MaxTools = 200;
    private const int MaxValue = 400;

    public void Write()
    {
        Writer.Heading(2, Strings.Appendix);
        new VulnerabilitiesSection(Model, Strings, Writer, measures).Write();
        WriteStages();
        WriteTools();
    }

    private void WriteStages()
    {
        Writer.Heading(3, Strings.Scope);
        Writer.Table(
            [Strings.Stage, Strings.Outcome, Strings.Duration + ":", Strings.Note],
            Model.Result.Stages.Select(stage => (IReadOnlyList<string>)
            [
                StageTitle(stage.Id), $"**{Strings.Word(stage.Outcome)}**", Strings.Words.Duration(stage.Duration), MarkdownText.Escape(Strings.Words.Reason(stage)),
            ]));
    }

    private void WriteTools()
    {
        var evidence = Model.Result.Stages.SelectMany(stage => stage.Evidence.Where(pair => pair.Key != StageReport.NoticeKey).Select(pair => (stage.Id, pair.Key, pair.Value))).Take(MaxTools).ToList();
        if (evidence.Count == 0)
        {
            return;
        }

        Writer.Heading(3, Strings.ToolsAndData);
        // The stage is named once, on its first line, which leaves its values the room.
        Writer.Table(
            [Strings.Stage, Strings.Item, Strings.Value],
            evidence.Select((item, index) => (IReadOnlyList<string>)
            [
                index > 0 && evidence[index - 1].Id == item.Id ? string.Empty : StageTitle(item.Id),
                MarkdownText.Code(item.Key, 60),
                MarkdownText.Code(item.Value, MaxValue),
            ]));
    }
}
