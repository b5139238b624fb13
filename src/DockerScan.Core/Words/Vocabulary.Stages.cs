using DockerScan.Core.Reading;
using DockerScan.Core.Stages;

namespace DockerScan.Core.Words;

/// <content>What was looked at, and how that went.</content>
public abstract partial class Vocabulary
{
    /// <summary>The title of a stage; null for one that is none of ours.</summary>
    public abstract string? Title(string stage);

    /// <summary>How a stage ended.</summary>
    public abstract string Of(StageOutcome outcome);

    /// <summary>That a stage has not ended.</summary>
    public abstract string Running { get; }

    /// <summary>How a stage ended, or that it runs (null).</summary>
    public string Of(StageOutcome? outcome) => outcome is { } ended ? Of(ended) : Running;

    /// <summary>A line about a stage that did not complete: <c>Behaviour in the sandbox: skipped, left out by request</c>.</summary>
    /// <param name="stage">Its title.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="reason">Why; may be empty.</param>
    public abstract string Shortfall(string stage, string outcome, string reason);

    /// <summary>That what the image tried may really have reached others, in a word or two.</summary>
    public abstract string OpenNetwork { get; }

    /// <summary>That what the image tried may really have reached others, as a sentence.</summary>
    public abstract string OpenNetworkMeans { get; }

    /// <summary>That what the image tried failed at once, as a sentence.</summary>
    public abstract string WithoutNetworkMeans { get; }

    /// <summary>What a moment of the timeline is, in the plural where there may be several.</summary>
    public abstract string Of(TimelineKind kind);

    /// <summary>That an image ended by itself so soon that little could be seen.</summary>
    /// <param name="ran">How long it ran.</param>
    public abstract string ShortRun(string ran);

    /// <summary>What a stage tells while it runs, in the middle of a line.</summary>
    public abstract string Of(StageNews news);
}
