using DockerScan.Core.Acceptances;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Words;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Part 2, the findings: what it holds and does one by one, packages a row for each source.</summary>
internal sealed class FindingsSection(ReportModel model, ReportStrings strings, MarkdownWriter writer, MeasureText measures, int maxRows)
    : ReportSection(model, strings, writer)
{
    private const int MaxAccepted = 500;

    public void Write()
    {
        if (Model.Shown.Count < Model.Open.Count)
        {
            Writer.Quote($"**{Strings.Truncated(Model.Shown.Count, Model.Open.Count)}**");
        }

        new FindingDetailsSection(Model, Strings, Writer).Write();
        WritePackages();
        WriteAccepted();
    }

    private void WritePackages()
    {
        var packages = Model.Packages;
        if (packages.Count == 0)
        {
            return;
        }

        Writer.Heading(3, Strings.PackagesTitle(packages.Count));
        Writer.Table(
            [
                Strings.Package, Strings.Installed, Strings.FixedIn, Strings.Vulnerabilities + ":",
                Strings.Word(Risk.High) + ":", Strings.Word(Risk.Medium) + ":", Strings.Word(Risk.Low) + ":",
                .. Origin ? [Strings.Origin] : Array.Empty<string>(),
            ],
            packages.Take(maxRows).Select(Row));
        if (packages.Count > maxRows)
        {
            Writer.Paragraph(Strings.RowsInAppendix(packages.Count - maxRows));
        }
    }

    private bool Origin => Model.Reading.Layers.Layers.Count > 0;

    private string[] Row(PackageGroup package) =>
    [
        measures.Named(package),
        MarkdownText.Code(package.Installed, 80),
        package.Fix is null ? Strings.NoFix : MarkdownText.Code(package.Fix, 80),
        Units.Number(package.Vulnerabilities),
        Count(package, Risk.High),
        Count(package, Risk.Medium),
        Count(package, Risk.Low),
        .. Origin ? [From(package)] : Array.Empty<string>(),
    ];

    private string From(PackageGroup package) => Model.Reading.Layers.Of(package.Findings[0]) is not { } layer ? Strings.NotKnown
        : layer.IsBase ? MarkdownText.Code(Model.Reading.Layers.Base!.Reference.Familiar, 80) : Strings.LayerNumber(layer.Number);

    // Of a vulnerability in several packages of one source each counts here as everywhere: it goes by the same upgrade.
    private static string Count(PackageGroup package, Risk risk) => Units.Number(package.Findings.Count(finding => finding.Risk == risk));

    private void WriteAccepted()
    {
        if (Model.Accepted.Count == 0)
        {
            return;
        }

        Writer.Heading(3, Strings.AcceptedTitle(Model.Accepted.Count));
        Writer.Table(
            [Strings.Finding, Strings.Where, Strings.RiskTitle, Strings.AcceptedReason, Strings.AcceptedAuthor, Strings.AcceptedUntil, Strings.Key],
            Model.Accepted.Take(Model.Shown.Count + MaxAccepted).Select(finding => (IReadOnlyList<string>)
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
