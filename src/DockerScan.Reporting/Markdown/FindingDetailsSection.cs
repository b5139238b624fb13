using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Part 2, every finding in detail; the page folds each heading of level 4.</summary>
internal sealed class FindingDetailsSection(ReportModel model, ReportStrings strings, ReportLanguage language, MarkdownWriter writer)
    : ReportSection(model, strings, language, writer)
{
    private const int MaxReferences = 6;
    private const int MaxEvidence = 5;
    private const int MaxChecks = 8;

    public void Write()
    {
        if (Model.Shown.Count == 0)
        {
            return;
        }

        Writer.Heading(3, Strings.Details);
        Writer.Paragraph(Strings.DetailsNote);
        var packages = PackageGroup.From(Model.Shown).ToDictionary(package => package.Findings[0].Key, StringComparer.Ordinal);
        foreach (var finding in Model.Shown)
        {
            if (packages.TryGetValue(finding.Key, out var package))
            {
                WritePackage(package);
            }
            else if (!PackageGroup.IsPackage(finding))
            {
                WriteFinding(finding);
            }
        }
    }

    private void WriteFinding(Finding finding)
    {
        var details = finding.Details;
        Writer.Heading(4, $"{RiskTag(finding.Risk)} {MarkdownText.Escape(details.Title, 160)}");
        if (details.Description.Length > 0)
        {
            Writer.Paragraph($"**{Strings.WhatItIs}:** {MarkdownText.Escape(details.Description, 1200)}");
        }

        Writer.Paragraph($"**{Strings.Where}:** {MarkdownText.Code(details.Target)}");
        Writer.Paragraph(Evidence(details.Evidence));
        Writer.Paragraph($"**{Strings.WhyThisRisk}:** {Why(finding)}");
        Writer.Paragraph($"**{Strings.Mend}:** {MarkdownText.Escape(details.Remediation, 800)}");
        WriteReferences(details.References);
        Writer.Paragraph($"**{Strings.Check}:** {Checks([finding])} · **{Strings.Id}:** {MarkdownText.Code(details.Id, 120)} · **{Strings.FoundBy}:** {MarkdownText.Code(finding.Scanner, 40)} · **{Strings.Key}:** {MarkdownText.Code(finding.Key, 40)}");
    }

    private string Evidence(string evidence)
        => evidence.Contains('\n', StringComparison.Ordinal)
            ? $"**{Strings.Evidence}:**\n\n{MarkdownText.Block(evidence, 2000)}"
            : $"**{Strings.Evidence}:** {MarkdownText.Code(evidence, 600)}";

    private void WritePackage(PackageGroup package)
    {
        var counts = package.Findings.GroupBy(finding => finding.Risk).OrderByDescending(same => same.Key)
            .Select(same => $"{RiskTag(same.Key)} {same.Count()}");
        Writer.Heading(4, $"{MarkdownText.Code(package.Name, 120)} {MarkdownText.Escape(package.Installed, 80)} · {string.Join(" · ", counts)}");
        Writer.Paragraph($"**{Strings.Mend}:** {Mend(package)}");
        Writer.Table(
            [Strings.Id, Strings.RiskTitle, Strings.SeverityTitle, Strings.WhatItIs, Strings.FixedIn, Strings.Key],
            package.Findings.Select(PackageRow));
        Writer.Paragraph($"**{Strings.Check}:** {Checks(package.Findings)}");
        var high = package.Findings.Where(finding => finding.Risk == Risk.High).Select(High).ToList();
        if (high.Count > 0)
        {
            Writer.List(high);
        }

        var evidence = package.Findings.Select(finding => finding.Details.Evidence).Distinct(StringComparer.Ordinal).ToList();
        Writer.Paragraph($"**{Strings.Evidence}:** {string.Join(" · ", evidence.Take(MaxEvidence).Select(text => MarkdownText.Code(text)))} {Limit(evidence, MaxEvidence, Strings.More)}".TrimEnd());
    }

    private string Mend(PackageGroup package) => package.Fix is { } fix
        ? Strings.Upgrade(MarkdownText.Code(package.Name, 120), MarkdownText.Code(package.Installed, 80), MarkdownText.Code(fix, 80))
        : MarkdownText.Escape(package.Findings[0].Details.Remediation, 800);

    private string[] PackageRow(Finding finding) =>
    [
        finding.Exploitation?.KnownSince is { } since ? $"{IdLink(finding)} **{Strings.Words.KnownExploited(since)}**" : IdLink(finding),
        RiskTag(finding.Risk),
        SeverityTag(finding.Details.Severity),
        MarkdownText.Escape(finding.Details.Title, 200),
        finding.Details.FixedVersion is { Length: > 0 } version ? MarkdownText.Code(version, 80) : Strings.NoFix,
        MarkdownText.Code(finding.Key, 40),
    ];

    private string High(Finding finding)
    {
        var description = finding.Details.Description.Length > 0 ? MarkdownText.Escape(finding.Details.Description, 500) + " " : string.Empty;
        return $"{MarkdownText.Code(finding.Details.Id, 80)}: {description}**{Strings.WhyThisRisk}:** {Severity(finding)}{(finding.Details.RiskReason is { Length: > 0 } own ? $": {MarkdownText.Escape(own, 600)}" : string.Empty)}";
    }

    private string Why(Finding finding)
    {
        Model.Checks.TryGetValue(finding.Details.Check, out var check);
        if (finding.Details.RiskReason is { Length: > 0 } own)
        {
            return $"{Severity(finding)}: {MarkdownText.Escape(own, 600)}.";
        }

        if (FindingReasons.Of(finding.Details, Language, shown => MarkdownText.Code(shown, 160)) is { } known)
        {
            // Where the check alone decides, the severity decided nothing.
            return check is { Risk: RiskRule.High or RiskRule.Medium or RiskRule.Low } ? $"{char.ToUpperInvariant(known[0])}{known[1..]}." : $"{Severity(finding)}: {known}.";
        }

        // What the vector says of this one is more than what the check says of all.
        if (CvssWords.Of(finding.Details.CvssVector, Language) is not null)
        {
            return $"{Severity(finding)}.";
        }

        var reason = check is null ? Strings.Words.Meaning(finding.Risk) : MarkdownText.Prose(check.RiskReason.In(Language));
        if (check is { Risk: RiskRule.High or RiskRule.Medium or RiskRule.Low })
        {
            return reason;
        }

        return $"{Severity(finding)}. {reason}";
    }

    private string Severity(Finding finding)
    {
        var words = CvssWords.Of(finding.Details.CvssVector, Language) is { } said ? $" ({said})" : string.Empty;
        var vector = finding.Details.CvssVector is { Length: > 0 } text ? $", {Strings.Vector} {MarkdownText.Code(text, 160)}{words}" : string.Empty;
        return Strings.Words.Phrase(finding.Details.Severity) + vector;
    }

    private string Checks(IEnumerable<Finding> findings)
        => string.Join(", ", findings.SelectMany(finding => finding.Details.AlsoChecks.Prepend(finding.Details.Check)).Distinct(StringComparer.Ordinal).Take(MaxChecks).Select(CheckTitle));

    private void WriteReferences(IReadOnlyList<string> references)
    {
        var links = references.Where(reference => SafeLink.Normalize(reference) is not null).Take(MaxReferences).ToList();
        if (links.Count > 0)
        {
            Writer.Paragraph($"**{Strings.References}:** {string.Join(" · ", links.Select(link => MarkdownText.Link(link, [link])))}");
        }
    }
}
