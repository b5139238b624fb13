using System.Collections.Concurrent;
using DockerScan.Conversation.Audit;

namespace DockerScan.Slack.Tests;

/// <summary>Keeps what was audited.</summary>
internal sealed class RecordingAudit : ICommandAudit
{
    public ConcurrentQueue<CommandAuditEntry> Entries { get; } = new();

    public Task RecordAsync(CommandAuditEntry entry, CancellationToken cancellationToken)
    {
        Entries.Enqueue(entry);
        return Task.CompletedTask;
    }
}
