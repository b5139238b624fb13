using DockerScan.Conversation.Requests;
using DockerScan.Core.Checks;

namespace DockerScan.Conversation.Authorization;

/// <summary>Says who may do what on one platform. A platform without one is refused everything.</summary>
public interface ICommandAuthorizer
{
    /// <summary>The <see cref="ChatRequest.Platform"/> it answers for.</summary>
    string Platform { get; }

    /// <summary>Null when it is allowed, else one line that says why not; an empty one when that was said often enough, and nothing is answered.</summary>
    /// <param name="request">The request, hostile until this has answered.</param>
    /// <param name="command">The verb typed, which may be none of ours.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    Task<LocalizedText?> FindRefusalAsync(ChatRequest request, string command, CancellationToken cancellationToken);

    /// <summary>Whether a person who may use a command may use it on what others asked for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="command">The command.</param>
    bool MayForOthers(ChatRequest request, string command);
}
