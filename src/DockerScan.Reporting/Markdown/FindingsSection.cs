using DockerScan.Core;
using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Part 2, the findings: tables by risk and check first, then each one in detail.</summary>
internal sealed class FindingsSection(ReportModel model, ReportStrings strings, ReportLanguage language, MarkdownWriter writer)
    : ReportSection(model, strings, language, writer)
{
    private const int LinksPerRow = 8;

    public void Write()
    {
        if (Model.Shown.Count < Model.Open.Count)
        {
            Writer.Quote($"**{Strings.Truncated(Model.Shown.Count, Model.Open.Count)}**");
        }

        foreach (var risk in (Risk[])[Risk.High, Risk.Medium, Risk.Low])
        {
            var findings = Model.Shown.Where(finding => finding.Risk == risk).ToList();
            if (findings.Count > 0)
            {
                Writer.Heading(3, Strings.AllFindings(risk, findings.Count));
                WriteChecks(findings);
            }
        }

        WriteAccepted();
        new FindingDetailsSection(Model, Strings, Language, Writer).Write();
    }

    private void WriteChecks(List<Finding> findings)
    {
        // The check of the worst finding first: the order of all lists.
        foreach (var check in findings.GroupBy(finding => finding.Details.Check))
        {
            Writer.Paragraph($"**{CheckTitle(check.Key)}** · {Strings.DetailCount(check.Count())}");
            var packages = PackageGroup.From(check);
            if (packages.Count > 0)
            {
                Writer.Table([Strings.Package, Strings.Installed, Strings.FixedIn, Strings.Vulnerabilities], packages.Select(PackageRow));
            }

            var others = check.Where(finding => !PackageGroup.IsPackage(finding)).ToList();
            if (others.Count > 0)
            {
                Writer.Table([Strings.Finding, Strings.Where, Strings.Evidence], others.Select(OtherRow));
            }
        }
    }

    private string[] PackageRow(PackageGroup package)
    {
        var links = string.Join(", ", package.Findings.Take(LinksPerRow).Select(IdLink));
        return
        [
            MarkdownText.Code(package.Name, 120),
            MarkdownText.Code(package.Installed, 80),
            package.Fix is null ? Strings.NoFix : MarkdownText.Code(package.Fix, 80),
            $"{links} {Limit(package.Findings, LinksPerRow, Strings.More)}".TrimEnd(),
        ];
    }

    private static string[] OtherRow(Finding finding) =>
    [
        MarkdownText.Escape(finding.Details.Title, 200),
        MarkdownText.Code(finding.Details.Target, 160),
        MarkdownText.Escape(finding.Details.Evidence, 200),
    ];

    private void WriteAccepted()
    {
        if (Model.Accepted.Count == 0)
        {
            return;
        }

        Writer.Heading(3, Strings.AcceptedTitle(Model.Accepted.Count));
        Writer.Table(
            [Strings.Finding, Strings.Where, Strings.RiskTitle, Strings.AcceptedReason, Strings.AcceptedAuthor, Strings.AcceptedUntil, Strings.Key],
            Model.Accepted.Take(Model.Shown.Count + 500).Select(finding => (IReadOnlyList<string>)
            [
                $"{IdLink(finding)} {MarkdownText.Escape(finding.Details.Title, 160)}",
                MarkdownText.Code(finding.Details.Target, 160),
                RiskTag(finding.Risk),
                .. AcceptedCells(Model.Result.Accepted.Of(finding)),
                MarkdownText.Code(finding.Key),
            ]));
    }

    private IEnumerable<string> AcceptedCells(Acceptance? acceptance) => acceptance is null
        ? ["—", "—", "—"]
        :
        [
            $"{Strings.Words.Of(acceptance.Kind)}: {MarkdownText.Escape(acceptance.Reason, 200)}", MarkdownText.Code(acceptance.Author, 80), Strings.Words.Until(acceptance.EndsAt),
        ];
}
