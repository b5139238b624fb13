namespace DockerScan.Conversation.Audit;

/// <summary>Keeps who did what. Called once for every request, refused ones included.</summary>
public interface ICommandAudit
{
    Task RecordAsync(CommandAuditEntry entry, CancellationToken cancellationToken);
}
