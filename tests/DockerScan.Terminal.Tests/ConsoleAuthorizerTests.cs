using DockerScan.Conversation.Requests;

namespace DockerScan.Terminal.Tests;

public sealed class ConsoleAuthorizerTests
{
    /// <summary>Whoever has a shell removes the watch of somebody who has left.</summary>
    [Theory]
    [InlineData("unwatch")]
    [InlineData("watch")]
    [InlineData("unaccept")]
    public void MayForOthers_WhoeverHasTheTerminal_May(string command)
        => Assert.True(new ConsoleAuthorizer().MayForOthers(new ChatRequest { Platform = ConsoleChat.Platform, Place = string.Empty, User = "operator", Text = command }, command));
}
