using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Health;
using DockerScan.Core.Reputations;
using DockerScan.Core.Scans;

namespace DockerScan.Core.Words;

/// <summary>
/// The one vocabulary of all that a person reads: cards, pictures, reports, lines of a terminal. One class per language; a word that
/// a language lacks does not compile. Every word is as it stands in the middle of a line: at the beginning of one, or alone in a cell,
/// it goes through <see cref="Opening"/>, on a badge through <see cref="Badge"/>. Signs and colours belong to those who show them, and
/// the words of the JSON contract are its own.
/// </summary>
public abstract partial class Vocabulary
{
    /// <summary>The words of a language.</summary>
    public static Vocabulary In(ReportLanguage language) => language switch
    {
        ReportLanguage.English => EnglishWords.Instance,
        ReportLanguage.Korean => KoreanWords.Instance,
    };

    /// <summary>Which language it is; texts that are kept in several are taken in it.</summary>
    public abstract ReportLanguage Language { get; }

    /// <summary>A word at the beginning of a line, or alone in a cell: <c>Timed out</c>.</summary>
    public static string Opening(string word) => word is [var first, ..] ? char.ToUpperInvariant(first) + word[1..] : string.Empty;

    /// <summary>A word as a badge: <c>HIGH</c>.</summary>
    public static string Badge(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.ToUpperInvariant();
    }

    /// <summary>The verdict as a badge: <c>HIGH RISK</c>, <c>AT LEAST HIGH, incomplete</c>.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="atLeast">The worst open finding; it speaks when the verdict is unknown.</param>
    public abstract string Label(Verdict verdict, Verdict atLeast);

    /// <summary>The verdict within a sentence.</summary>
    public abstract string Of(Verdict verdict);

    /// <summary>
    /// The verdict whose colour a verdict has: what is found already does not become less because something was not looked at. Nothing, or
    /// a low risk, found by an incomplete scan is as unknown as it was.
    /// </summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="atLeast">The worst open finding.</param>
    public static Verdict Tint(Verdict verdict, Verdict atLeast) => verdict == Verdict.Unknown && atLeast is Verdict.Medium or Verdict.High ? atLeast : verdict;

    /// <summary>What a verdict means for the person who asked, in sentences.</summary>
    public abstract string Meaning(Verdict verdict);

    /// <summary>The same of a verdict that may be incomplete: what was found, and that there may be more.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="atLeast">The worst open finding.</param>
    public string Meaning(Verdict verdict, Verdict atLeast)
        => Tint(verdict, atLeast) is var tint && tint == verdict ? Meaning(verdict) : $"{Meaning(tint)} {ThereMayBeMore}";

    /// <summary>That an incomplete scan may not have found everything.</summary>
    protected abstract string ThereMayBeMore { get; }

    /// <summary>The risk of a finding.</summary>
    public abstract string Of(Risk risk);

    /// <summary>What a risk means, as a part of a sentence.</summary>
    public abstract string Meaning(Risk risk);

    /// <summary>How many open findings there are of each risk: <c>3 high, 5 medium, 0 low</c>.</summary>
    public abstract string Counts(int high, int medium, int low);

    /// <summary>A scanner's severity in a column of severities.</summary>
    public abstract string Of(Severity severity);

    /// <summary>A scanner's severity where nothing else says that it is one: <c>high severity</c>.</summary>
    public abstract string Phrase(Severity severity);

    /// <summary>That nothing mends a vulnerability yet.</summary>
    public abstract string NoFixYet { get; }

    /// <summary>That an operating system gets no more fixes.</summary>
    public abstract string EndOfLife { get; }

    /// <summary>The heading above the findings to read first.</summary>
    public abstract string MattersMost { get; }

    /// <summary>The result of a check in the words of that check: two of the published checklist classify.</summary>
    public string Of(CheckResult result, string check) => CheckIds.IsClassifying(check) ? Classified(result) : Of(result);

    /// <summary>The result of a check that looks for something.</summary>
    public abstract string Of(CheckResult result);

    /// <summary>The result of a check that sorts vulnerabilities into groups.</summary>
    public abstract string Classified(CheckResult result);

    /// <summary>What a reputation service knows of something.</summary>
    public abstract string Of(Reputation reputation);

    /// <summary>What kind of thing a reputation service was asked about.</summary>
    public abstract string Of(IndicatorKind kind);

    /// <summary>What kind of file starts by itself.</summary>
    public abstract string Of(AutorunKind kind);

    /// <summary>How a part of the program is.</summary>
    public abstract string Of(HealthStatus status);
}
