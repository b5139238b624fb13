using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>Part 2, every finding that is not of a package, down to its evidence; the page folds each heading of level 4.</summary>
internal sealed class FindingDetailsSection(ReportModel model, ReportStrings strings, MarkdownWriter writer)
    : ReportSection(model, strings, writer)
{
    private const int MaxReferences = 6;
    private const int MaxChecks = 8;

    public void Write()
    {
        var others = Model.Shown.Where(finding => !PackageGroup.IsPackage(finding)).ToList();
        if (others.Count == 0)
        {
            return;
        }

        Writer.Heading(3, Strings.DetailsTitle(others.Count));
        others.ForEach(WriteFinding);
    }

    private void WriteFinding(Finding finding)
    {
        var details = finding.Details;
        Writer.Heading(4, $"{RiskTag(finding.Risk)} {MarkdownText.Escape(details.Title, 160)}");
        if (details.Description.Length > 0)
        {
            Writer.Paragraph($"**{Strings.WhatItIs}:** {MarkdownText.Escape(details.Description, 1200)}");
        }

        var evidence = Evidence(details.Evidence);
        var where = $"**{Strings.Where}:** {MarkdownText.Code(details.Target)}";
        // What is one line stands beside its place.
        if (!details.Evidence.Contains('\n', StringComparison.Ordinal))
        {
            Writer.Paragraph($"{where} · {evidence}");
        }
        else
        {
            Writer.Paragraph(where);
            Writer.Paragraph(evidence);
        }

        Writer.Paragraph($"**{Strings.WhyThisRisk}:** {Why(finding)}");
        Writer.Paragraph($"**{Strings.Mend}:** {MarkdownText.Escape(details.Remediation, 800)}");
        WriteReferences(details.References);
        Writer.Paragraph($"**{Strings.Check}:** {Checks([finding])} · **{Strings.Id}:** {MarkdownText.Code(details.Id, 120)} · **{Strings.FoundBy}:** {MarkdownText.Code(finding.Scanner, 40)} · **{Strings.Key}:** {MarkdownText.Code(finding.Key, 40)}");
    }

    private string Evidence(string evidence)
        => evidence.Contains('\n', StringComparison.Ordinal)
            ? $"**{Strings.Evidence}:**\n\n{MarkdownText.Block(evidence, 2000)}"
            : $"**{Strings.Evidence}:** {MarkdownText.Code(evidence, 600)}";

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
