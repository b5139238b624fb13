using DockerScan.Conversation.Authorization;
using DockerScan.Conversation.Requests;
using DockerScan.Core.Checks;

namespace DockerScan.TestKit.Dummies;

/// <summary>Lets everybody on the dummy channel do everything.</summary>
internal sealed class DummyAuthorizer : ICommandAuthorizer
{
    public string Platform => DummyChannel.Name;

    public Task<LocalizedText?> FindRefusalAsync(ChatRequest request, string command, CancellationToken cancellationToken) => Task.FromResult<LocalizedText?>(null);

    public bool MayForOthers(ChatRequest request, string command) => true;
}
