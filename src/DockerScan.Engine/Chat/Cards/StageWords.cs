using DockerScan.Core;
using DockerScan.Core.Scans;

namespace DockerScan.Engine.Chat.Cards;

/// <summary>Stages and their ends in plain words.</summary>
internal static class StageWords
{
    private const int MaxId = 40;

    public static string Label(string stage) => stage switch
    {
        StageIds.Resolve => "Look up the image",
        StageIds.Acquire => "Fetch the image",
        StageIds.Trivy => "Vulnerabilities and secrets",
        StageIds.ImageConfig => "Configuration and permissions",
        StageIds.Autorun => "What starts by itself",
        StageIds.Sandbox => "Sandbox",
        StageIds.VirusTotal => "Reputation",
        _ => DisplayText.Clean(stage, MaxId),
    };

    /// <summary>A sentence about a stage that did not complete: <c>sandbox did not run: left out by request</c>.</summary>
    public static string Shortfall(StageReport stage)
    {
        var sentence = $"{DisplayText.Clean(stage.Id, MaxId)} {Verb(stage.Outcome)}";
        return string.IsNullOrWhiteSpace(stage.Reason) ? $"{sentence}." : $"{sentence}: {stage.Reason}";
    }

    private static string Verb(StageOutcome outcome) => outcome switch
    {
        StageOutcome.Failed => "failed",
        StageOutcome.Completed => "completed",
        StageOutcome.Partial => "looked at a part only",
        StageOutcome.TimedOut => "ran out of time",
        StageOutcome.Unsupported => "cannot look at such an image",
        StageOutcome.Skipped => "did not run",
    };
}
