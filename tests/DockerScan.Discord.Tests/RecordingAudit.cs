using DockerScan.Conversation.Audit;

namespace DockerScan.Discord.Tests;

/// <summary>Keeps the first command that was audited.</summary>
internal sealed class RecordingAudit : ICommandAudit
{
    private readonly TaskCompletionSource<CommandAuditEntry> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<CommandAuditEntry> First => _first.Task;

    public Task RecordAsync(CommandAuditEntry entry, CancellationToken cancellationToken)
    {
        _first.TrySetResult(entry);
        return Task.CompletedTask;
    }
}
