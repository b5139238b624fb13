using System.Text.Json.Nodes;
using DockerScan.Conversation.Delivery;
using DockerScan.Slack.Api;
using DockerScan.TestKit.Conversation;

namespace DockerScan.Slack.Tests;

public sealed class SlackSetupTests
{
    private readonly SlackSetup _setup = new();

    [Theory]
    [InlineData("invalid_auth", "Slack refuses the bot token: invalid_auth", "install the app again")]
    [InlineData("token_revoked", "Slack refuses the bot token: token_revoked", "install the app again")]
    [InlineData("account_inactive", "Slack refuses the bot token", "install the app again")]
    [InlineData("no_connection", "Slack does not answer: no_connection", "this machine reaches slack.com")]
    [InlineData("no_answer_in_time", "Slack does not answer", "status.slack.com")]
    [InlineData("not_in_channel", "the bot is not a member of C0123456789", "/invite @dockerscan")]
    [InlineData("channel_not_found", "knows no channel C0123456789", "check the id")]
    [InlineData("is_archived", "is archived", "another channel")]
    [InlineData("ratelimited", "takes no more just now", "in a minute")]
    [InlineData("answer_not_understood", "is not Slack", "Slack:ApiUrl")]
    [InlineData("restricted_action", "Slack refuses it: restricted_action", "chat.postMessage")]
    public void Explain_EachCode_SaysWhatItIsAndWhatToDo(string code, string said, string next)
    {
        var failure = new SlackException("chat.postMessage", code);

        foreach (var problem in new Exception[] { failure, new MessageGoneException(failure.Message, failure) })
        {
            var trouble = _setup.Explain("C0123456789", problem);
            Assert.Contains(said, trouble.Said, StringComparison.Ordinal);
            Assert.Contains(next, trouble.NextStep, StringComparison.Ordinal);
            Assert.Contains(code, trouble.Said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Explain_MissingScope_NamesIt()
        => Assert.Contains("files:write", _setup.Explain("C1", new SlackException("x", SlackErrors.MissingScope, needed: "files:write")).Said, StringComparison.Ordinal);

    [Theory]
    [InlineData("C0123456789", true)]
    [InlineData("G0123456789", true)]
    [InlineData("D0123456789", true)]
    [InlineData("U0123456789", true)]
    [InlineData("general", false)]
    [InlineData("#general", false)]
    [InlineData("GENERAL", true)]
    [InlineData("C0123456789/1700000000.000100", false)]
    [InlineData("300000000000000001", false)]
    [InlineData("", false)]
    public void FindChannelProblem_NoId_SaysWhereOneIsFound(string channel, bool isOne)
    {
        var problem = _setup.FindChannelProblem(channel);

        Assert.Equal(isOne, problem is null);
        Assert.True(isOne || problem!.Contains("foot of About", StringComparison.Ordinal));
    }

    [Fact]
    public void Preview_Card_IsWhatTheBuilderTakes()
    {
        var payload = JsonNode.Parse(_setup.Preview(Cards.Vulnerable()))!.AsObject();

        Assert.Equal(["blocks"], payload.Select(pair => pair.Key));
        Assert.Equal("header", payload["blocks"]![0]!["type"]!.ToString());
    }
}
