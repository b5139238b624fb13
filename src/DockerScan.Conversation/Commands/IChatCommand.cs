using DockerScan.Conversation.Delivery;
using DockerScan.Conversation.Requests;

namespace DockerScan.Conversation.Commands;

/// <summary>A verb. It knows no platform.</summary>
public interface IChatCommand
{
    /// <summary>Its grammar; constant.</summary>
    CommandDeclaration Declaration { get; }

    /// <summary>Does it and answers.</summary>
    /// <exception cref="UserFacingException">It cannot be done as asked.</exception>
    Task ExecuteAsync(CommandInvocation invocation, ChatAnswer answer, CancellationToken cancellationToken);
}
