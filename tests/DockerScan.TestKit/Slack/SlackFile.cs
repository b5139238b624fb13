namespace DockerScan.TestKit.Slack;

/// <summary>A file as people see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Channel">The channel that it was put into.</param>
/// <param name="Thread">The thread; null for the channel itself.</param>
/// <param name="Content">Its text.</param>
public sealed record SlackFile(string Name, string Channel, string? Thread, string Content);
