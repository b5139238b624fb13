using System.Text.Json;
using DockerScan.Conversation.Commands;
using DockerScan.Discord.Inbound;
using Microsoft.Extensions.Time.Testing;

namespace DockerScan.Discord.Tests.Inbound;

public sealed class DiscordReaderTests
{
    private readonly DiscordReader _reader = new(new CommandCatalog([new CardCommand()]), new FakeTimeProvider());

    [Theory]
    [InlineData("redis:7", "scan redis:7")]
    [InlineData("ghcr.io/a/b@sha256:aa", "scan ghcr.io/a/b@sha256:aa")]
    [InlineData("--force", "scan \"--force\"")]
    [InlineData("two words", "scan \"two words\"")]
    [InlineData("a \" b", "scan 'a \" b'")]
    [InlineData("a \"'` b", "scan «a \"'` b»")]
    [InlineData("", "scan \"\"")]
    public void Interaction_Command_IsTheLineOneWouldType(string value, string expected)
        => Assert.Equal(expected, Read($$"""{"name":"scan","options":[{"name":"image","value":{{JsonSerializer.Serialize(value)}}}]}""")!.Request.Text);

    [Fact]
    public void Interaction_AllOptions_AreInTheLine()
        => Assert.Equal(
            "scan redis:7 --force --platform=linux/arm64 --window=30",
            Read("""{"name":"scan","options":[{"name":"window","value":30},{"name":"platform","value":"linux/arm64"},{"name":"force","value":true},{"name":"image","value":"redis:7"}]}""")!.Request.Text);

    [Fact]
    public void Interaction_FlagSetToFalse_IsNotGiven()
        => Assert.Equal("scan x", Read("""{"name":"scan","options":[{"name":"force","value":false},{"name":"image","value":"x"}]}""")!.Request.Text);

    [Fact]
    public void Interaction_ValueThatNoQuoteHolds_IsNoCommand()
        => Assert.Null(Read("""{"name":"scan","options":[{"name":"image","value":"\"'`«»“”‘’ "}]}"""));

    [Fact]
    public void Interaction_OfADirectMessage_HasNoPlace()
    {
        using var payload = JsonDocument.Parse("""{"id":"1","application_id":"2","token":"t","type":2,"channel_id":"3","user":{"id":"4"},"data":{"name":"scan"}}""");

        Assert.Equal(string.Empty, _reader.Interaction(payload.RootElement)!.Request.Place);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""{"id":1,"application_id":"2","token":"t","type":2}""")]
    [InlineData("""{"id":"../1","application_id":"2","token":"t","type":2,"channel_id":"3","user":{"id":"4"},"data":{"name":"scan"}}""")]
    [InlineData("""{"id":"1","application_id":"2","token":"t","type":3,"channel_id":"3","user":{"id":"4"},"data":{"custom_id":""}}""")]
    [InlineData("""{"id":"1","application_id":"2","token":"t","type":2,"user":{"id":"4"},"data":{"name":"scan"}}""")]
    public void Interaction_Nonsense_IsNoCommand(string json)
    {
        using var payload = JsonDocument.Parse(json);

        Assert.Null(_reader.Interaction(payload.RootElement));
    }

    [Fact]
    public void ToString_OfAnInteraction_HasNoToken()
        => Assert.DoesNotContain("secret", new DiscordInteraction("1", "2", "secret", DateTimeOffset.UnixEpoch).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Interaction_Member_BringsItsRolesAndNothingElse()
        => Assert.Equal(["7", "9"], Read("""{"name":"help"}""")!.Request.Roles);

    private DiscordCommand? Read(string data)
    {
        using var payload = JsonDocument.Parse($$"""{"id":"1","application_id":"2","token":"t","type":2,"guild_id":"5","channel_id":"3","member":{"user":{"id":"4"},"roles":["7","x",8,"9"]},"data":{{data}} }""");
        return _reader.Interaction(payload.RootElement);
    }
}
