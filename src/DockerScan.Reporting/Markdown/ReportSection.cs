using System.Runtime.InteropServices;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Stages;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>What the sections of the Markdown report share.</summary>
internal abstract class ReportSection(ReportModel model, ReportStrings strings, MarkdownWriter writer)
{
    private readonly Dictionary<string, string?> _titles = new(StringComparer.Ordinal);

    protected ReportModel Model => model;

    protected ReportStrings Strings => strings;

    protected ReportLanguage Language => strings.Language;

    protected MarkdownWriter Writer => writer;

    protected string CheckTitle(string id)
    {
        ref var title = ref CollectionsMarshal.GetValueRefOrAddDefault(_titles, id, out _);
        return title ??= model.Checks.TryGetValue(id, out var check) ? MarkdownText.Prose(check.Title.In(Language)) : MarkdownText.Code(id);
    }

    protected string GroupTitle(string id)
        => model.Groups.TryGetValue(id, out var group) ? MarkdownText.Prose(group.Title.In(Language)) : MarkdownText.Code(id);

    protected string StageTitle(string id) => strings.Words.Title(id) ?? MarkdownText.Code(id, 60);

    /// <summary>Why a stage fell short: its kinds of gaps, and beside them what the scanner says more, in its own words where they have no others.</summary>
    protected string Reason(StageReport stage, int maxLength)
        => stage.Gaps.Count > 0 ? WithOriginal(strings.Words.Reason(stage), Detail(stage), maxLength) : MarkdownText.Escape(strings.Words.Reason(stage), maxLength);

    /// <summary>What a stage left out, in the same way.</summary>
    protected string Reason(Gap gap, int maxLength) => WithOriginal(strings.Words.Of(gap), strings.Words.Said(gap.Detail), maxLength);

    // A reason that is made of gaps is said gap by gap.
    private string? Detail(StageReport stage)
        => string.IsNullOrWhiteSpace(stage.Reason) ? null
            : stage.Reason != CheckTable.Conclude(stage.Gaps).Reason ? strings.Words.Said(stage.Reason)
            : string.Join("; ", stage.Gaps.Where(gap => CheckTable.Of(gap.Kind).MakesPartial).Select(gap => strings.Words.Said(gap.Detail)));

    private static string WithOriginal(string said, string? original, int maxLength)
        => said == original || string.IsNullOrWhiteSpace(original) ? MarkdownText.Escape(said, maxLength)
            : $"{MarkdownText.Escape(said, maxLength)} ({MarkdownText.Escape(original, maxLength)})";

    protected string RiskTag(Risk risk) => $"**{strings.Word(risk)}**";

    protected string SeverityTag(Severity severity) => $"**{strings.Word(severity)}**";

    /// <summary>A package finding's id, linked to the first reference that may be linked.</summary>
    protected static string IdLink(Finding finding)
        => MarkdownText.Link(finding.Details.Id, finding.Details.References, 80);

    protected static string Limit<T>(IReadOnlyCollection<T> all, int max, Func<int, string> more)
        => all.Count > max ? more(all.Count - max) : string.Empty;
}
