namespace DockerScan.Core.Stores;

/// <summary>The record of commands of chats, and of what is done on the pages. Safe to use from several processes.</summary>
public interface IAuditStore
{
    /// <summary>Adds all of them, or none.</summary>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task AppendAsync(IReadOnlyList<AuditedCommand> commands, CancellationToken cancellationToken);

    /// <summary>The newest first.</summary>
    /// <param name="since">None older; null for all.</param>
    /// <param name="limit">At most so many, 1 to 1000.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="EngineException">The store cannot be used.</exception>
    Task<IReadOnlyList<AuditedCommand>> ListAsync(DateTimeOffset? since, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets what is older than 180 days, and the oldest above 100,000.</summary>
    Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Who asked for what in a chat, and what became of it. The text typed is not in it: people paste credentials.</summary>
/// <param name="At">When it began.</param>
/// <param name="Platform">The platform: <c>slack</c>, <c>discord</c>, <c>console</c>, <c>web</c>.</param>
/// <param name="Place">Where, by the platform's ids, e.g. workspace and channel; empty where there are no places.</param>
/// <param name="User">Who, by the platform's id.</param>
/// <param name="Command">The verb typed.</param>
/// <param name="Outcome">What became of it: <c>completed</c>, <c>refused</c>, <c>rejected</c>, <c>cancelled</c>, <c>failed</c>.</param>
/// <param name="ErrorId">The id that the person was given and the log holds, when it broke.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record AuditedCommand(
    DateTimeOffset At, string Platform, string Place, string User, string Command, string Outcome, string? ErrorId, long DurationMs)
{
    /// <summary>What the command was about, e.g. <c>redis:7 --force</c>: images, scans and options, at most 200 characters. Words that could be a secret are left out.</summary>
    public string Subject { get; init; } = string.Empty;

    /// <summary>The scan that was answered with; null when there was none.</summary>
    public string? Scan { get; init; }

    /// <summary>How many it stands for, 1 or more: the refusals of one person within an hour are one record.</summary>
    public int Count { get; init; } = 1;
}
