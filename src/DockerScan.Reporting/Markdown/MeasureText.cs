using DockerScan.Core.Reading;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>A measure in a line: what somebody can do, never only what it is about.</summary>
internal sealed class MeasureText(ReportModel model, ReportStrings strings, MarkdownWriter writer) : ReportSection(model, strings, writer)
{
    private const int MaxNamed = 20;
    private const int MaxTargets = 3;

    public string Of(Measure measure)
    {
        if (measure.Package is { } package)
        {
            return Upgrade(package);
        }

        if (measure.Base is { Newer: { } newer } known)
        {
            var (from, to) = (MarkdownText.Code(known.Reference.Familiar, 120), MarkdownText.Code(newer.Reference.Familiar, 120));
            return newer.Reference == known.Reference ? Strings.Rebuild(to, newer.Brings) : Strings.ChangeBase(from, to, newer.Brings);
        }

        var targets = measure.Removes.Select(finding => finding.Details.Target).Distinct(StringComparer.Ordinal).ToList();
        if (measure.IsRefusal)
        {
            var checks = string.Join(", ", measure.Removes.Take(MaxNamed).Select(finding => CheckTitle(finding.Details.Check)).Distinct(StringComparer.Ordinal));
            return $"{Strings.DoNotUse(checks)} ({Places(targets)})";
        }

        // One advice for all of them is theirs; where they differ, or nobody put it into the reader's language, the check says what mends its kind.
        var advice = measure.Removes.Select(finding => finding.Details.Remediation).Distinct(StringComparer.Ordinal).ToList();
        return advice is [var only] && IsReaders(only) ? $"{MarkdownText.Escape(Sentence(only), 240)} ({Places(targets)})"
            : Model.Checks.TryGetValue(measure.Check!, out var check) ? $"{CheckTitle(check.Id)}: {MarkdownText.Prose(FirstSentence(check.Mend.In(Language)))} ({Places(targets)})"
            : $"{Strings.MendCheck(CheckTitle(measure.Check!))} ({Places(targets)})";
    }

    /// <summary>The upgrade of a source package, or what else there is to do with it.</summary>
    public string Upgrade(PackageGroup package)
        => package.Fix is { } fix
            ? Strings.Upgrade(Named(package), MarkdownText.Code(package.Installed, 80), MarkdownText.Code(fix, 80))
            : MarkdownText.Escape(package.Findings[0].Details.Remediation, 400);

    /// <summary>A source package, and how many packages of it are there.</summary>
    public string Named(PackageGroup package)
        => package.Packages is [var only] && only == package.Name ? MarkdownText.Code(package.Name, 120)
            : package.Packages is [var one] ? $"{MarkdownText.Code(package.Name, 120)} ({MarkdownText.Code(one, 80)})"
            : $"{MarkdownText.Code(package.Name, 120)} ({Strings.InPackages(package.Packages.Count)})";

    private string Places(List<string> targets)
        => $"{string.Join(", ", targets.Take(MaxTargets).Select(target => MarkdownText.Code(target, 80)))} {Limit(targets, MaxTargets, Strings.More)}".TrimEnd();

    private bool IsReaders(string advice)
        => Language switch { Core.ReportLanguage.English => advice.Length > 0, Core.ReportLanguage.Korean => advice.AsSpan().ContainsAnyInRange('가', '힣') };

    private static string Sentence(string text) => text.TrimEnd().TrimEnd('.');

    private static string FirstSentence(string text)
    {
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return Sentence(end < 0 ? text : text[..end]);
    }
}
