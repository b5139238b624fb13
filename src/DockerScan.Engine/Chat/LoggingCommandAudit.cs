using Microsoft.Extensions.Logging;

namespace DockerScan.Engine.Chat;

/// <summary>Audits into the log. The text typed stays out: people paste credentials.</summary>
internal sealed class LoggingCommandAudit(ILogger<LoggingCommandAudit> logger) : ICommandAudit
{
    public Task RecordAsync(CommandAuditEntry entry, CancellationToken cancellationToken)
    {
        Log.CommandAudited(logger, entry.Command, entry.Request.RequestedBy, entry.Outcome, entry.Duration.TotalMilliseconds, entry.ErrorId);
        return Task.CompletedTask;
    }
}
