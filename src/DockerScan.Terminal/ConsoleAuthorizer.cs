using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Requests;
using DockerScan.Core.Checks;

namespace DockerScan.Terminal;

/// <summary>Who has the terminal may do everything: they have the program and its data anyway.</summary>
internal sealed class ConsoleAuthorizer : ICommandAuthorizer
{
    public string Platform => ConsoleChat.Platform;

    public Task<LocalizedText?> FindRefusalAsync(ChatRequest request, string command, CancellationToken cancellationToken) => Task.FromResult<LocalizedText?>(null);

    public bool MayForOthers(ChatRequest request, string command) => true;
}
