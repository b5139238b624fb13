namespace DockerScan.Slack.Outbound;

/// <summary>Where something is to be posted, as it is kept over restarts: <c>C1</c>, and a second part for a thread: <c>C1/1700000000.000100</c>.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Thread">The thread; null for the channel.</param>
internal sealed record SlackPlace(string Channel, string? Thread)
{
    public static SlackPlace Parse(string text) => text.Split('/', 2) is [var channel, { Length: > 0 } thread] ? new SlackPlace(channel, thread) : new SlackPlace(text, null);

    public override string ToString() => Thread is null ? Channel : $"{Channel}/{Thread}";
}
