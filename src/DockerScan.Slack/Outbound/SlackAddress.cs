using DockerScan.Slack.Api;

namespace DockerScan.Slack.Outbound;

/// <summary>Where a card is, as it is kept over restarts: <c>C1/1700000000.000100</c>, and a third part when it is in a thread itself.</summary>
/// <param name="Message">The message.</param>
/// <param name="Thread">The thread that it is in; null for the channel.</param>
internal sealed record SlackAddress(SlackMessageId Message, string? Thread)
{
    /// <summary>What a file is to be put below: the card, or what the card's own thread is of.</summary>
    public SlackMessageId Root => Thread is null ? Message : Message with { Timestamp = Thread };

    /// <summary>Null when the text is none.</summary>
    public static SlackAddress? TryParse(string text) => text.Split('/') switch
    {
        [{ Length: > 0 } channel, { Length: > 0 } timestamp] => new SlackAddress(new SlackMessageId(channel, timestamp), null),
        [{ Length: > 0 } channel, { Length: > 0 } timestamp, { Length: > 0 } thread] => new SlackAddress(new SlackMessageId(channel, timestamp), thread),
        _ => null,
    };

    public override string ToString() => $"{Message.Channel}/{Message.Timestamp}{(Thread is null ? string.Empty : "/" + Thread)}";
}
