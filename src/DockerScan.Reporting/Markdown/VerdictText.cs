using DockerScan.Core.Findings;
using DockerScan.Core.Reading;
using DockerScan.Core.Scans;
using DockerScan.Core.Words;
using DockerScan.Reporting.Model;
using DockerScan.Reporting.Strings;

namespace DockerScan.Reporting.Markdown;

/// <summary>The verdict in sentences. Fixed texts only, so that page and Markdown can share them, but for the failure's message.</summary>
internal static class VerdictText
{
    /// <summary>The lines of the verdict box, as Markdown.</summary>
    public static IEnumerable<string> Lines(ReportModel model, ReportStrings strings)
    {
        var word = $"**{strings.Label(model.Result)}**";
        yield return model.Result.Verdict == Verdict.Unknown ? $"{word}: {Unknown(model, strings)}" : $"{word} — {Sentence(model, strings)}";
        foreach (var line in Further(model, strings))
        {
            yield return line;
        }

        if (model.Result.Failure is { } failure)
        {
            yield return $"{strings.Failure}: {MarkdownText.Escape(strings.Words.Of(failure), 500)}";
        }
    }

    /// <summary>The one sentence.</summary>
    public static string Sentence(ReportModel model, ReportStrings strings) => model.Result.Verdict switch
    {
        Verdict.High => strings.WorstIs(Risk.High, model.Reading.Findings.Risks.Of(Risk.High)),
        Verdict.Medium => strings.WorstIs(Risk.Medium, model.Reading.Findings.Risks.Of(Risk.Medium)),
        Verdict.Low => strings.WorstIs(Risk.Low, model.Reading.Findings.Risks.Of(Risk.Low)),
        Verdict.None => None(model, strings),
        Verdict.Unknown => Vocabulary.Opening(Unknown(model, strings)),
    };

    /// <summary>What must be said beside it.</summary>
    public static IEnumerable<string> Further(ReportModel model, ReportStrings strings)
    {
        if (model.Result.Verdict == Verdict.Unknown)
        {
            yield return strings.UnknownMeans;
        }
        else if (model.Result.Verdict != Verdict.None && model.Reading.Sandbox != SandboxView.Seen)
        {
            yield return model.Reading.Sandbox == SandboxView.NotStarted ? strings.NotStarted : strings.NotFullySeen;
        }

        if (model.Reading.IsOpenNetwork)
        {
            yield return strings.Words.OpenNetworkMeans;
        }

        if (model.Reading.WaitingAnswers is > 0 and var waiting)
        {
            yield return strings.ReputationWaits(waiting);
        }

        if (model.Result.AmendedAt is { } amended)
        {
            yield return strings.Amended(Units.Time(amended), model.Result.Revision);
        }

        if (model.Accepted.Count > 0)
        {
            yield return strings.AcceptedDoNotCount(model.Accepted.Count);
        }

        if (model.Result.Accepted.IsUnread)
        {
            yield return strings.Words.AcceptancesUnread;
        }
    }

    private static string Unknown(ReportModel model, ReportStrings strings) => model.Result.AtLeast is Verdict.None or Verdict.Unknown
        ? strings.UnknownNothing
        : strings.UnknownAtLeast(Vocabulary.Badge(strings.Words.Of(model.Result.AtLeast)));

    private static string None(ReportModel model, ReportStrings strings) => model.Reading.Sandbox switch
    {
        SandboxView.Seen => model.Reading.IsAllAnswered ? strings.NoneStarted : strings.NoneNotAnswered,
        SandboxView.NotStarted => strings.NoneNotStarted,
        SandboxView.NotFullySeen => strings.NoneNotFullySeen,
    };
}
