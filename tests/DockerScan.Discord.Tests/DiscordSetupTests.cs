using System.Text.Json.Nodes;
using DockerScan.Conversation.Delivery;
using DockerScan.Core.Health;
using DockerScan.Discord.Rest;
using DockerScan.TestKit.Conversation;
using DockerScan.TestKit.Discord;

namespace DockerScan.Discord.Tests;

public sealed class DiscordSetupTests
{
    private readonly DiscordSetup _setup = new();

    [Fact]
    public void Explain_EveryProblem_SaysWhatItIsAndWhatToDo()
    {
        var troubles = Enum.GetValues<DiscordProblem>().Select(problem => new DiscordException(problem, "Discord answered 4xx, code 50001: Missing Access"))
            .SelectMany(failure => new Exception[] { failure, new MessageGoneException(failure.Message, failure) }).Select(problem => _setup.Explain("3", problem)).ToList();

        Assert.All(troubles, trouble => Assert.Contains("50001", trouble.Said, StringComparison.Ordinal));
        Assert.All(troubles, trouble => Assert.NotEmpty(trouble.NextStep));
        Assert.Equal(Enum.GetValues<DiscordProblem>().Length, troubles.Select(trouble => trouble.NextStep).Distinct().Count());
    }

    [Theory]
    [InlineData("300000000000000001", true)]
    [InlineData("general", false)]
    [InlineData("#general", false)]
    [InlineData("123", false)]
    [InlineData("C0123456789", false)]
    public void FindChannelProblem_NoId_SaysWhereOneIsFound(string channel, bool isOne)
    {
        var problem = _setup.FindChannelProblem(channel);

        Assert.Equal(isOne, problem is null);
        Assert.True(isOne || problem!.Contains("Copy Channel ID", StringComparison.Ordinal));
    }

    [Fact]
    public void Preview_Card_IsAMessageOfDiscords()
    {
        var payload = JsonNode.Parse(_setup.Preview(Cards.Vulnerable()))!.AsObject();

        Assert.Equal("redis\\:7", payload["embeds"]![0]!["title"]!.ToString());
        Assert.NotEmpty(payload["components"]!.AsArray());
    }

    [Fact]
    public async Task Probe_BotDoesNotRunHere_DiscordIsAskedWhetherItTakesTheToken()
    {
        await using var valid = new DiscordHarness();
        await using var refused = new DiscordHarness(configure: options => options.BotToken = new string('x', LoopbackDiscord.BotToken.Length));

        Assert.Equal(HealthStatus.Healthy, (await valid.ProbeAsync()).Status);
        var trouble = await refused.ProbeAsync();
        Assert.Equal(HealthStatus.Unhealthy, trouble.Status);
        Assert.StartsWith("Discord refuses the bot token", trouble.Detail, StringComparison.Ordinal);
    }
}
