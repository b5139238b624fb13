using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Stages;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>What an engineer looks up: every vulnerability, how each stage went, and the tools with their databases and flags.</summary>
internal sealed class AppendixSection(ReportModel model, ReportStrings strings, MarkdownWriter writer, MeasureText measures)
    : ReportSection(model, strings, writer)
{
    private const int MaxTools = 200;
    private const int MaxEvidence = 3;
    private const int MaxChecks = 8;
    private const int MaxValue = 400;
    private const int MaxKeys = 3;

    public void Write()
    {
        Writer.Heading(2, Strings.Appendix);
        WriteVulnerabilities();
        WriteStages();
        WriteTools();
    }

    private void WriteVulnerabilities()
    {
        if (Model.Packages.Count == 0)
        {
            return;
        }

        Writer.Heading(3, Strings.EveryVulnerability);
        Writer.Paragraph(Strings.DetailsNote);
        foreach (var package in Model.Packages.Where(package => !IsShort(package)))
        {
            WritePackage(package);
        }

        // A heading, a table and three lines for each of dozens with one small vulnerability would be pages that nobody reads.
        var single = Model.Packages.Where(IsShort).ToList();
        if (single.Count == 1)
        {
            WritePackage(single[0]);
        }
        else if (single.Count > 1)
        {
            Writer.Heading(4, Strings.SingleVulnerabilities(single.Count));
            Writer.Table(
                [Strings.Package, Strings.Installed, Strings.Id, Strings.RiskTitle, Strings.SeverityTitle, Strings.WhatItIs, Strings.FixedIn, Strings.Key],
                single.Select(package => (IReadOnlyList<string>)[measures.Named(package), MarkdownText.Code(package.Installed, 80), .. Row(package.Findings)]));
        }
    }

    private static bool IsShort(PackageGroup package) => package is { Vulnerabilities: 1, Findings: [{ Risk: not Risk.High }, ..] };

    private void WritePackage(PackageGroup package)
    {
        var counts = package.Findings.GroupBy(finding => finding.Risk).OrderByDescending(same => same.Key)
            .Select(same => $"{RiskTag(same.Key)} {same.Count()}");
        Writer.Heading(4, $"{measures.Named(package)} {MarkdownText.Escape(package.Installed, 80)} · {string.Join(" · ", counts)}");
        Writer.Paragraph($"**{Strings.Mend}:** {measures.Upgrade(package)}");
        // A vulnerability that is in several packages of one source is one row.
        Writer.Table(
            [Strings.Id, Strings.RiskTitle, Strings.SeverityTitle, Strings.WhatItIs, Strings.FixedIn, Strings.Key],
            package.Findings.GroupBy(finding => finding.Details.Id, StringComparer.Ordinal).Select(same => Row([.. same])));
        if (package.Packages.Count > 1)
        {
            Writer.Paragraph($"**{Strings.Packages}:** {string.Join(", ", package.Packages.Take(MaxChecks).Select(name => MarkdownText.Code(name, 80)))} {Limit(package.Packages, MaxChecks, Strings.More)}".TrimEnd());
        }

        var evidence = package.Findings.Select(finding => finding.Details.Evidence).Distinct(StringComparer.Ordinal).ToList();
        Writer.Paragraph($"**{Strings.Evidence}:** {string.Join(" · ", evidence.Take(MaxEvidence).Select(text => MarkdownText.Code(text)))} {Limit(evidence, MaxEvidence, Strings.More)}".TrimEnd());
    }

    private string[] Row(IReadOnlyList<Finding> same)
    {
        var finding = same[0];
        var why = finding.Risk == Risk.High && CvssWords.Of(finding.Details.CvssVector, Language) is { } words ? $" ({words})"
            : finding.Risk == Risk.High && finding.Details.RiskReason is { Length: > 0 } own ? $" ({MarkdownText.Escape(own, 200)})" : string.Empty;
        return
        [
            finding.Exploitation?.KnownSince is { } since ? $"{IdLink(finding)} **{Strings.Words.KnownExploited(since)}**" : IdLink(finding),
            RiskTag(finding.Risk),
            SeverityTag(finding.Details.Severity),
            MarkdownText.Escape(finding.Details.Title, 200) + why,
            finding.Details.FixedVersion is { Length: > 0 } version ? MarkdownText.Code(version, 80) : Strings.NoFix,
            $"{string.Join(' ', same.Take(MaxKeys).Select(one => MarkdownText.Code(one.Key, 40)))} {Limit(same, MaxKeys, Strings.More)}".TrimEnd(),
        ];
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
