using DockerScan.Conversation.Requests;

namespace DockerScan.Conversation.Tests.Requests;

public sealed class ChatRequestTests
{
    [Theory]
    [InlineData("slack:T1/C1/U1", true)]
    [InlineData("slack:T1/C9/U1", true)]
    [InlineData("slack:T1/U1", true)]
    [InlineData("slack:T1/C1/U2", false)]
    [InlineData("slack:T2/C1/U1", false)]
    [InlineData("slack:T11/C1/U1", false)]
    [InlineData("slack:T1/C1/XU1", false)]
    [InlineData("discord:T1/C1/U1", false)]
    [InlineData("console:U1", false)]
    [InlineData("cli", false)]
    [InlineData("", false)]
    public void IsBy_Record_IsTheSamePersonOfTheSameWorkspace(string requestedBy, bool expected)
        => Assert.Equal(expected, new ChatRequest { Platform = "slack", Place = "T1/C1", User = "U1", Text = "x" }.IsBy(requestedBy));

    [Fact]
    public void IsBy_OwnRecord_IsTrue()
    {
        foreach (var place in (string[])["", "T1", "T1/C1"])
        {
            var request = new ChatRequest { Platform = "slack", Place = place, User = "U1", Text = "x" };
            Assert.True(request.IsBy(request.RequestedBy));
        }
    }
}
