using DockerScan.Conversation.Messages;
using DockerScan.TestKit.Conversation;

namespace DockerScan.Acme.Tests;

public sealed class AcmeRendererTests
{
    [Fact]
    public void Render_HostileText_MakesNoMarkupAndMentionsNobody()
    {
        var text = AcmeRenderer.Render(new ChatMessage { Title = "<b>@everyone</b>" });

        Assert.DoesNotContain("<b>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@everyone", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_FullCard_StaysWithinThePlatformsLimit() => Assert.InRange(AcmeRenderer.Render(Cards.Vulnerable()).Length, 1, 8000);
}
