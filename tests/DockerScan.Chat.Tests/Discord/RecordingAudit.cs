using DockerScan.Engine.Chat.Audit;

namespace DockerScan.Chat.Tests.Discord;

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
