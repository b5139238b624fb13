using DockerScan.Conversation.Requests;

namespace DockerScan.Conversation.Audit;

/// <summary>One command that was asked for.</summary>
/// <param name="At">When it began.</param>
/// <param name="Request">Who, where and what.</param>
/// <param name="Command">The verb typed, cleaned.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="ErrorId">The id that the person was given and the log holds, when it broke.</param>
/// <param name="Duration">How long it took.</param>
public sealed record CommandAuditEntry(
    DateTimeOffset At, ChatRequest Request, string Command, CommandOutcome Outcome, string? ErrorId, TimeSpan Duration)
{
    /// <summary>What it was about, cleaned of what could be a secret.</summary>
    public string Subject { get; init; } = string.Empty;

    /// <summary>The scan that was answered with.</summary>
    public string? Scan { get; init; }
}
