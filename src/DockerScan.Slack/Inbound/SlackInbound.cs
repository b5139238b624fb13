namespace DockerScan.Slack.Inbound;

/// <summary>What a person did in Slack, whichever way it came.</summary>
internal sealed record SlackInbound
{
    /// <summary>The same for every delivery of the same deed.</summary>
    public required string Id { get; init; }

    /// <summary>The workspace of the person: in a shared channel it may be another than ours.</summary>
    public required string Team { get; init; }

    public required string Channel { get; init; }

    public required string User { get; init; }

    /// <summary>The command line.</summary>
    public required string Text { get; init; }

    /// <summary>The thread to answer in; null for the channel.</summary>
    public string? Thread { get; init; }

    /// <summary>Where the person can be told something even if the bot is not in the channel. A secret.</summary>
    public Uri? ResponseUrl { get; init; }
}
