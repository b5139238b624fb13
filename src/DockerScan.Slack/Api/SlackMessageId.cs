namespace DockerScan.Slack.Api;

/// <summary>A message.</summary>
/// <param name="Channel">Its channel.</param>
/// <param name="Timestamp">Its <c>ts</c>: an id within the channel, never a number.</param>
internal sealed record SlackMessageId(string Channel, string Timestamp);
