using DockerScan.Core.Reading;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Words;

/// <content>Stages and times.</content>
internal sealed partial class EnglishWords
{
    public override string Running => "running";

    public override string OpenNetwork => "open network";

    public override string OpenNetworkMeans => "The sandbox ran in open mode: the image had the real network, so what it tried may really have reached others.";

    public override string WithoutNetworkMeans => "The sandbox had no network (mode none): every attempt failed at once, so what would have followed one was not seen.";

    public override string? Title(string stage) => stage switch
    {
        StageIds.Resolve => "Find the image",
        StageIds.Acquire => "Fetch the image",
        StageIds.Trivy => "Vulnerabilities and secrets (Trivy)",
        StageIds.ImageConfig => "Configuration and permissions",
        StageIds.Autorun => "What starts by itself",
        StageIds.Sandbox => "Behaviour in the sandbox",
        StageIds.VirusTotal => "Reputation (VirusTotal)",
        _ => null,
    };

    public override string Of(StageOutcome outcome) => outcome switch
    {
        StageOutcome.Failed => "failed",
        StageOutcome.Completed => "completed",
        StageOutcome.Partial => "partial",
        StageOutcome.TimedOut => "timed out",
        StageOutcome.Unsupported => "unsupported",
        StageOutcome.Skipped => "skipped",
    };

    public override string Shortfall(string stage, string outcome, string reason) => reason.Length == 0 ? $"{stage}: {outcome}" : $"{stage}: {outcome}, {reason}";

    public override string Of(TimelineKind kind) => kind switch
    {
        TimelineKind.Dns => "names asked for (DNS)",
        TimelineKind.Connection => "connections",
        TimelineKind.Flow => "packets",
        TimelineKind.Token => "planted secrets",
        TimelineKind.Listener => "began to listen",
        TimelineKind.File => "files",
        TimelineKind.Other => "other",
    };

    public override string ShortRun(string ran) => $"The image ran {ran}: little could be seen.";

    public override string Of(StageNews news) => news.Kind switch
    {
        NewsKind.Line => news.Subject,
        NewsKind.Contact => $"it called {news.Subject}",
        NewsKind.MinerLogin => $"a miner logged in to {news.Subject}",
        NewsKind.Shell => $"a shell is connected to {news.Subject}",
        NewsKind.TokenSent => $"a planted credential was sent to {news.Subject}",
    };

    public override string Seconds(string seconds) => $"{seconds} s";

    public override string Milliseconds(int milliseconds) => $"{milliseconds} ms";

    public override string Minutes(int minutes, int seconds) => seconds == 0 ? $"{minutes} min" : $"{minutes} min {seconds} s";

    public override string Hours(int hours, int minutes) => minutes == 0 ? $"{hours} h" : $"{hours} h {minutes} min";
}
