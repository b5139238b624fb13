using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Every vulnerability, by the source package that has it: those with many or with one of high risk each by itself, the rest as one table.</summary>
internal sealed class VulnerabilitiesSection(ReportModel model, ReportStrings strings, MarkdownWriter writer, MeasureText measures)
    : ReportSection(model, strings, writer)
{
    private const int MaxEvidence = 3;
    private const int MaxNamed = 8;
    private const int MaxKeys = 2;
    private const int Few = 8;

    public void Write()
    {
        if (Model.Packages.Count == 0)
        {
            return;
        }

        Writer.Heading(3, Strings.EveryVulnerability);
        Writer.Paragraph(Strings.DetailsNote);
        foreach (var package in Model.Packages.Where(package => !IsSmall(package)))
        {
            WritePackage(package);
        }

        // A heading, a table and three lines for each of dozens with a few small vulnerabilities would be pages that nobody reads.
        var small = Model.Packages.Where(IsSmall).ToList();
        if (small.Count == 1)
        {
            WritePackage(small[0]);
        }
        else if (small.Count > 1)
        {
            Writer.Heading(4, Strings.SmallPackages(small.Count));
            Writer.Table([Strings.Package, Strings.Id, $"{Strings.RiskTitle}, {Strings.SeverityTitle}", Strings.WhatItIs, Strings.FixedIn, Strings.Key], small.SelectMany(SmallRows));
        }
    }

    private static bool IsSmall(PackageGroup package) => package is { Vulnerabilities: <= Few, Findings: [{ Risk: not Risk.High }, ..] };

    // The package is named once, on its first line.
    private IEnumerable<IReadOnlyList<string>> SmallRows(PackageGroup package)
        => ById(package).Select((same, index) => (IReadOnlyList<string>)[index > 0 ? string.Empty : $"{measures.Named(package)} {MarkdownText.Escape(package.Installed, 80)}", .. Row(same)]);

    // A vulnerability that is in several packages of one source is one row.
    private static IEnumerable<IReadOnlyList<Finding>> ById(PackageGroup package)
        => package.Findings.GroupBy(finding => finding.Details.Id, StringComparer.Ordinal).Select(same => (IReadOnlyList<Finding>)[.. same]);

    private void WritePackage(PackageGroup package)
    {
        var counts = package.Findings.GroupBy(finding => finding.Risk).OrderByDescending(same => same.Key)
            .Select(same => $"{RiskTag(same.Key)} {same.Count()}");
        Writer.Heading(4, $"{measures.Named(package)} {MarkdownText.Escape(package.Installed, 80)} · {string.Join(" · ", counts)}");
        Writer.Paragraph($"**{Strings.Mend}:** {measures.Upgrade(package)}");
        Writer.Table([Strings.Id, $"{Strings.RiskTitle}, {Strings.SeverityTitle}", Strings.WhatItIs, Strings.FixedIn, Strings.Key], ById(package).Select(Row));
        var evidence = package.Findings.Select(finding => finding.Details.Evidence).Distinct(StringComparer.Ordinal).ToList();
        // Where all evidence has room it names them.
        if (package.Packages.Count > 1 && evidence.Count > MaxEvidence)
        {
            Writer.Paragraph($"**{Strings.Packages}:** {string.Join(", ", package.Packages.Take(MaxNamed).Select(name => MarkdownText.Code(name, 80)))} {Limit(package.Packages, MaxNamed, Strings.More)}".TrimEnd());
        }

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
            $"{RiskTag(finding.Risk)} {SeverityTag(finding.Details.Severity)}",
            MarkdownText.Escape(finding.Details.Title, 200) + why,
            finding.Details.FixedVersion is { Length: > 0 } version ? MarkdownText.Code(version, 80) : Strings.NoFix,
            $"{string.Join(' ', same.Take(MaxKeys).Select(one => MarkdownText.Code(one.Key, 40)))} {Limit(same, MaxKeys, Strings.More)}".TrimEnd(),
        ];
    }
}
